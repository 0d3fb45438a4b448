"""One try to hand one letter to one receiver, with an end to waiting."""

import asyncio
import sys
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, TextIO

from monitor.alerts.addresses import address_fault
from monitor.edges.console import ConsoleSender
from monitor.edges.sending.mail import send_mail
from monitor.edges.sending.overhearing import keep_quiet
from monitor.edges.sending.plugins import BadAddress, Patience, keep_from_proxies, make
from monitor.edges.sending.secrecy import Destination, MissingSecret, Resolve, destination
from monitor.edges.sending.services import send_by_plugin
from monitor.edges.sending.slack import send_slack
from monitor.edges.threads import Threads
from monitor.model.alert import Channel, Receiver, channel_of
from monitor.model.delivery import Outcome, SendResult
from monitor.model.errors import SettingsError
from monitor.model.ids import ReceiverId
from monitor.model.notice import Letter

TIMEOUT = timedelta(seconds=20)
MAIL_TIMEOUT = timedelta(minutes=10)
"""How long a mail server may take to accept a text (RFC 5321, section 4.5.3.2.6)."""
_AT_ONCE = 8
_MAILS_AT_ONCE = 32
"""A slow mail server is waited for so long that mails have turns of their own, and hold up no other letter."""


class AppriseSender:
    """Sends to every receiver but the console. Implements the port `Sender`.

    `resolve` gives a secret by name. A send that takes longer than `timeout` ends as UNKNOWN; a mail does when its text
    is not accepted within `mail_timeout`.
    """

    def __init__(
        self, resolve: Resolve, *, timeout: timedelta = TIMEOUT, mail_timeout: timedelta = MAIL_TIMEOUT
    ) -> None:
        keep_quiet()
        keep_from_proxies()
        self._resolve = resolve
        self._patience = Patience(timeout, mail_timeout)
        self._threads = Threads()
        self._plugins: dict[ReceiverId, tuple[str, Any]] = {}
        self._turn, self._mail_turn = asyncio.Semaphore(_AT_ONCE), asyncio.Semaphore(_MAILS_AT_ONCE)

    async def send(self, receiver: Receiver, letter: Letter) -> SendResult:
        """Try once. Never raises for what the receiver does; a secret never stands in the result."""
        try:
            target = _destination(receiver, self._resolve)
        except _Unready as unready:
            return unready.result
        mail = channel_of(receiver.address) is Channel.EMAIL
        seconds = self._patience.mail if mail else self._patience.total.total_seconds()
        async with self._mail_turn if mail else self._turn:
            return await self._threads.run(
                receiver.id, letter.dedup_key, lambda: self._try(receiver, target, letter), seconds
            )

    def fault(self, receiver: Receiver) -> str | None:
        """Return why nothing can be sent to a receiver as things stand, or None; nothing is sent to find out."""
        try:
            target = _destination(receiver, self._resolve)
            make(None, target, self._patience)
        except BadAddress as error:
            return f"the address of {receiver.id} cannot be used: {target.mask(str(error))}"
        except _Unready as unready:
            return unready.result.detail
        return None

    async def aclose(self) -> None:
        """Let go of the plugins; those that logged in log out. Threads still under way end with the process."""
        await asyncio.to_thread(self._plugins.clear)

    def _try(self, receiver: Receiver, target: Destination, letter: Letter) -> SendResult:
        try:
            return self._hand_over(receiver, target, letter)
        except BadAddress as error:
            detail = f"the address of {receiver.id} cannot be used: {target.mask(str(error))}"
            return SendResult(outcome=Outcome.REJECTED, detail=detail)

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

    def __init__(
        self,
        resolve: Resolve,
        *,
        stream: TextIO | None = None,
        timeout: timedelta = TIMEOUT,
        mail_timeout: timedelta = MAIL_TIMEOUT,
    ) -> None:
        self._console = ConsoleSender(stream or sys.stdout, timeout)
        self._apprise = AppriseSender(resolve, timeout=timeout, mail_timeout=mail_timeout)

    async def send(self, receiver: Receiver, letter: Letter) -> SendResult:
        """Try once. Never raises for what the receiver does; a secret never stands in the result."""
        sender = self._console if receiver.channel is Channel.CONSOLE else self._apprise
        return await sender.send(receiver, letter)

    def faults(self, receivers: Iterable[Receiver]) -> tuple[str, ...]:
        """Return, for receivers to whom nothing can be sent as things stand, why; no secret stands in it."""
        found = (self._apprise.fault(each) for each in receivers if each.channel is not Channel.CONSOLE)
        return tuple(fault for fault in found if fault)

    async def aclose(self) -> None:
        """Let go of what was kept. What is still under way ends with the process, and is sent again by the next."""
        await self._apprise.aclose()


class _Unready(Exception):
    """A receiver's address leads nowhere as things stand; `result` says why, and whether that may pass."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        self.result = SendResult(outcome=outcome, detail=detail)
        super().__init__(detail)


def _destination(receiver: Receiver, resolve: Resolve) -> Destination:
    """Return where a receiver's address leads. Raises _Unready."""
    if fault := _fault(receiver):
        raise _Unready(Outcome.REJECTED, fault)
    try:
        return destination(receiver.address, resolve)
    except MissingSecret as missing:
        detail = f"the secret {missing.name} in the address of {receiver.id} is not set"
        raise _Unready(Outcome.RETRY, detail) from None
    except SettingsError as error:
        raise _Unready(Outcome.RETRY, str(error)) from None


def _fault(receiver: Receiver) -> str | None:
    if fault := address_fault(receiver.address):
        return f"the address of {receiver.id} cannot be used: {fault}"
    if receiver.base and channel_of(receiver.address) is not Channel.SLACK:
        return f"{receiver.id} has a base, which only Slack receivers can have"
    return None
