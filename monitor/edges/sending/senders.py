"""One try to hand one letter to one receiver, with an end to waiting."""

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from datetime import timedelta
from threading import Thread
from typing import Any, TextIO

from monitor.alerts.addresses import address_fault
from monitor.edges.console import ConsoleSender
from monitor.edges.sending.mail import send_mail
from monitor.edges.sending.overhearing import keep_quiet
from monitor.edges.sending.plugins import BadAddress, Patience, make
from monitor.edges.sending.secrecy import Destination, MissingSecret, Resolve, destination
from monitor.edges.sending.services import send_by_plugin
from monitor.edges.sending.slack import send_slack
from monitor.model.alert import Channel, Receiver, channel_of
from monitor.model.delivery import Outcome, SendResult
from monitor.model.errors import SettingsError
from monitor.model.ids import ReceiverId
from monitor.model.notice import Letter

TIMEOUT = timedelta(seconds=20)
_AT_ONCE = 8


class AppriseSender:
    """Sends to every receiver but the console. Implements the port `Sender`.

    `resolve` gives a secret by name. A send that takes longer than `timeout` ends as UNKNOWN; its thread may go on, and
    until it ends nothing else is sent to that receiver. So a receiver holds one thread at most.
    """

    def __init__(self, resolve: Resolve, *, timeout: timedelta = TIMEOUT) -> None:
        keep_quiet()
        self._resolve = resolve
        self._patience = Patience(timeout)
        self._under_way: dict[ReceiverId, Future[SendResult]] = {}
        self._plugins: dict[ReceiverId, tuple[str, Any]] = {}
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def send(self, receiver: Receiver, letter: Letter) -> SendResult:
        """Try once. Never raises for what the receiver does; a secret never stands in the result."""
        if fault := _fault(receiver):
            return SendResult(outcome=Outcome.REJECTED, detail=fault)
        try:
            target = destination(receiver.address, self._resolve)
        except MissingSecret as missing:
            detail = f"the secret {missing.name} in the address of {receiver.id} is not set"
            return SendResult(outcome=Outcome.RETRY, detail=detail)
        except SettingsError as error:
            return SendResult(outcome=Outcome.RETRY, detail=str(error))
        async with self._turn:
            return await self._in_time(receiver.id, lambda: self._try(receiver, target, letter))

    async def aclose(self) -> None:
        """Let go of the plugins; those that logged in log out. Threads still under way end with the process."""
        await asyncio.to_thread(self._plugins.clear)

    async def _in_time(self, receiver: ReceiverId, job: Callable[[], SendResult]) -> SendResult:
        earlier = self._under_way.get(receiver)
        if earlier and not earlier.done():
            return SendResult(outcome=Outcome.RETRY, detail="an earlier try has not ended yet")
        begun = self._under_way[receiver] = _in_thread(job)
        waiting = asyncio.wrap_future(begun)
        try:
            await asyncio.wait([waiting], timeout=self._patience.total.total_seconds())
            if waiting.done():
                return waiting.result()
            return SendResult(outcome=Outcome.UNKNOWN, detail="the send did not end in time; it may have arrived")
        finally:
            waiting.cancel()

    def _try(self, receiver: Receiver, target: Destination, letter: Letter) -> SendResult:
        try:
            return self._hand_over(receiver, target, letter)
        except BadAddress as error:
            detail = f"the address of {receiver.id} cannot be used: {target.mask(str(error))}"
            return SendResult(outcome=Outcome.REJECTED, detail=detail)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a fault in a plugin stays with its receiver
            return SendResult(outcome=Outcome.RETRY, detail=f"fault while sending: {type(error).__name__}")

    def _hand_over(self, receiver: Receiver, target: Destination, letter: Letter) -> SendResult:
        channel = channel_of(receiver.address)
        if channel is Channel.SLACK:
            return send_slack(target, receiver.base, letter, self._patience)
        if channel is Channel.EMAIL:
            return send_mail(target, receiver.id, letter, self._patience)
        return send_by_plugin(self._plugin(receiver.id, target), target, letter)

    def _plugin(self, receiver: ReceiverId, target: Destination) -> Any:
        """Make the receiver's plugin, and keep it while its address stays, since some log in first and remember it."""
        address, plugin = self._plugins.get(receiver, ("", None))
        if address != target.address:
            plugin = make(None, target, self._patience)
            self._plugins[receiver] = (target.address, plugin)
        return plugin


class Senders:
    """Sends each letter by its channel: to the console's stream, or through Apprise. Implements the port `Sender`."""

    def __init__(self, resolve: Resolve, *, stream: TextIO | None = None, timeout: timedelta = TIMEOUT) -> None:
        self._console = ConsoleSender(stream or sys.stdout)
        self._apprise = AppriseSender(resolve, timeout=timeout)

    async def send(self, receiver: Receiver, letter: Letter) -> SendResult:
        """Try once. Never raises for what the receiver does; a secret never stands in the result."""
        sender = self._console if receiver.channel is Channel.CONSOLE else self._apprise
        return await sender.send(receiver, letter)

    async def aclose(self) -> None:
        """Let go of what was kept. What is still under way ends with the process, and is sent again by the next."""
        await self._apprise.aclose()


def _fault(receiver: Receiver) -> str | None:
    if fault := address_fault(receiver.address):
        return f"the address of {receiver.id} cannot be used: {fault}"
    if receiver.base and channel_of(receiver.address) is not Channel.SLACK:
        return f"{receiver.id} has a base, which only Slack receivers can have"
    return None


def _in_thread(job: Callable[[], SendResult]) -> Future[SendResult]:
    """Run a job in a daemon thread: unlike an executor's, it does not hold up the end of the process."""
    future: Future[SendResult] = Future()
    future.set_running_or_notify_cancel()
    context = copy_context()
    Thread(target=lambda: future.set_result(context.run(job)), name="pactwatch-send", daemon=True).start()
    return future
