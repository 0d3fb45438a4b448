"""The rounds of delivery: one letter at a time to a receiver, all receivers side by side.

The store may fail where the network does not. A letter is sent only when it was noted that a try begins, and what came
of a try is kept until it is written down: a store that is full or locked never makes a repeat.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from monitor.alerts.retrying import Next, rest
from monitor.model.alert import Receiver
from monitor.model.delivery import Delivery, DeliveryState, SendResult
from monitor.model.errors import StoreError
from monitor.model.ids import ReceiverId
from monitor.pipeline import deliver
from monitor.pipeline.desk import Desk
from monitor.pipeline.rounds import Tasks
from monitor.ports import Sender, Writer

log = logging.getLogger(__name__)


class Deliveries:
    """Sends what is due. `rest` tells how long to leave the store alone when it failed so often in a row."""

    def __init__(self, desk: Desk, writer: Writer, sender: Sender, rest: Callable[[int], timedelta] = rest) -> None:
        self._desk, self._writer, self._sender, self._rest = desk, writer, sender, rest
        self._unbegun: dict[ReceiverId, int] = {}
        self._stopped = asyncio.Event()
        self.tasks = Tasks()

    def stop(self) -> None:
        """Begin no further try."""
        self._stopped.set()

    async def round(self) -> None:
        """Start a try for every receiver that has a letter due and none under way."""
        for delivery in await self._due():
            if delivery.receiver not in self.tasks and not self._stopped.is_set():
                self.tasks.start(delivery.receiver, asyncio.create_task(self._deliver(delivery)))

    async def all_once(self) -> None:
        """Send until nothing more is due. Raises StoreError when it cannot be noted that tries begin."""
        while not self._stopped.is_set() and await self._due():
            await self.round()
            await self.tasks.settle(None)
            if self._unbegun:
                raise StoreError("what is due was not sent, since that could not be noted before; the log says why")

    async def _due(self) -> tuple[Delivery, ...]:
        return await self._writer(lambda: self._desk.store.due_deliveries(self._desk.clock.now(), limit=100))

    async def _deliver(self, delivery: Delivery) -> None:
        if not await self._begun(delivery):
            return
        result = await deliver.attempt(delivery, self._receiver(delivery.receiver), self._sender, self._desk.probe)
        following = await self._finished(delivery, result)
        self._desk.meter.delivered(result.outcome)
        facts = _facts(delivery, result) | {"due_at": following.due_at.isoformat(timespec="seconds")}
        _LEVELS[following.state](f"delivery {following.state}: {following.why}", extra=facts)

    async def _begun(self, delivery: Delivery) -> bool:
        """Note that a try begins; when that fails, nothing is sent and the receiver's next try waits."""
        try:
            await self._writer(lambda: deliver.begin(self._desk, delivery.id))
        except StoreError as error:
            failures = self._unbegun[delivery.receiver] = self._unbegun.get(delivery.receiver, 0) + 1
            facts = {"delivery": delivery.id, "receiver": delivery.receiver, "error": str(error)}
            log.error("nothing was sent, since it could not be noted that a try begins", extra=facts)
            await self._wait(failures)
            return False
        self._unbegun.pop(delivery.receiver, None)
        return True

    async def _finished(self, delivery: Delivery, result: SendResult) -> Next:
        """Write down how a try ended, again and again until it stands there: only this may be repeated, not the letter.

        When the daemon stops it is tried once more and then raises; the row is left as one whose end is not known.
        """
        failures = 0
        while True:
            last = self._stopped.is_set()
            try:
                return await self._writer(lambda: deliver.finish(self._desk, delivery, result))
            except Exception as error:
                if last:
                    raise
                failures += 1
                facts = _facts(delivery, result) | {"error": str(error)}
                log.error("how a try ended could not be written down; only that is tried again", extra=facts)
            await self._wait(failures)

    async def _wait(self, failures: int) -> None:
        """Leave the store alone for a while, or until the daemon stops."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._rest(failures).total_seconds()):
                await self._stopped.wait()

    def _receiver(self, name: ReceiverId) -> Receiver | None:
        return next((r for r in self._desk.book.rulebook.alerts.receivers if r.id == name), None)


def _facts(delivery: Delivery, result: SendResult) -> dict[str, object]:
    return {
        "delivery": delivery.id,
        "receiver": delivery.receiver,
        "key": delivery.dedup_key,
        "outcome": result.outcome,
        "detail": result.detail,
    }


_LEVELS: dict[DeliveryState, Callable[..., None]] = {
    DeliveryState.SENT: log.info,
    DeliveryState.PENDING: log.warning,
    DeliveryState.DEAD: log.error,
}
