"""Sends that block: each in a thread of its own, one at a time for a receiver, with an end to waiting for it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from dataclasses import dataclass
from threading import Thread

from monitor.model.delivery import Outcome, SendResult
from monitor.model.ids import ReceiverId


@dataclass(frozen=True, slots=True)
class _Left:
    """A try under way, or one that was not waited for to its end."""

    dedup_key: str
    end: Future[SendResult]


class Threads:
    """Runs sends. A receiver holds one thread at most; a thread that never ends does not hold up the process's end."""

    def __init__(self) -> None:
        self._left: dict[ReceiverId, _Left] = {}

    async def run(
        self, receiver: ReceiverId, dedup_key: str, job: Callable[[], SendResult], seconds: float
    ) -> SendResult:
        """Run a job and return what it returns, or UNKNOWN when it takes longer: its thread may go on.

        While it goes on nothing else is sent to the receiver. When it turns out to have arrived after all, the next
        try of the same letter says so and sends nothing.
        """
        if left := self._left.get(receiver):
            if not left.end.done():
                return SendResult(outcome=Outcome.RETRY, detail="an earlier try has not ended yet")
            del self._left[receiver]
            if left.dedup_key == dedup_key and left.end.result().outcome is Outcome.SENT:
                return left.end.result()
        begun = _in_thread(job)
        self._left[receiver] = _Left(dedup_key, begun)
        waiting = asyncio.wrap_future(begun)
        try:
            await asyncio.wait([waiting], timeout=seconds)
        finally:
            waiting.cancel()
        if not begun.done():
            return SendResult(outcome=Outcome.UNKNOWN, detail="the send did not end in time; it may have arrived")
        del self._left[receiver]
        return begun.result()


def _in_thread(job: Callable[[], SendResult]) -> Future[SendResult]:
    """Run a job in a daemon thread: unlike an executor's, it does not hold up the end of the process."""
    future: Future[SendResult] = Future()
    future.set_running_or_notify_cancel()
    context = copy_context()
    Thread(target=lambda: future.set_result(context.run(_result, job)), name="pactwatch-send", daemon=True).start()
    return future


def _result(job: Callable[[], SendResult]) -> SendResult:
    try:
        return job()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a fault in a library stays with its receiver
        return SendResult(outcome=Outcome.REJECTED, detail=f"fault while sending: {type(error).__name__}")
