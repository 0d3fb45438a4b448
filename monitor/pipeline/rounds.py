"""The rounds of the daemon: each tick starts the polls and deliveries that are due and waits for none of them."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from monitor.model.alert import Receiver
from monitor.model.delivery import Delivery, DeliveryState
from monitor.model.errors import StoreError
from monitor.model.feed import Feed, FeedState
from monitor.model.ids import FeedId, ReceiverId
from monitor.pipeline import deliver, poll
from monitor.pipeline.desk import Desk
from monitor.pipeline.evaluate import Tally
from monitor.polling.due import Limits, choose, first_due
from monitor.ports import Fetcher, Parser, Sender, Writer

log = logging.getLogger(__name__)


class Tasks:
    """Tasks under way, one per key; the set that a drain waits for."""

    def __init__(self) -> None:
        self._tasks: dict[object, asyncio.Task[None]] = {}

    def __contains__(self, key: object) -> bool:
        return key in self._tasks

    def start(self, key: object, task: asyncio.Task[None]) -> None:
        """Hold a task until it is done; what it raises is logged, for nobody awaits it."""
        self._tasks[key] = task
        task.add_done_callback(lambda done: self._ended(key, done))

    def _ended(self, key: object, task: asyncio.Task[None]) -> None:
        del self._tasks[key]
        if not task.cancelled() and (error := task.exception()):
            log.error("a task failed", exc_info=error, extra={"task": str(key)})

    async def settle(self, seconds: float | None) -> None:
        """Wait until all are done, or until the time is up."""
        if self._tasks:
            await asyncio.wait(tuple(self._tasks.values()), timeout=seconds)

    async def cancel(self) -> None:
        """Cancel what is left and wait for it to end."""
        left = tuple(self._tasks.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


class Polls:
    """Polls feeds when they are due, side by side within the limits."""

    def __init__(self, desk: Desk, writer: Writer, fetcher: Fetcher, parser: Parser, limits: Limits) -> None:
        self._desk, self._writer, self._fetcher, self._parser, self._limits = desk, writer, fetcher, parser, limits
        self.states: dict[FeedId, FeedState] = {}
        self._running: dict[FeedId, Feed] = {}
        self.tasks = Tasks()

    async def load(self) -> None:
        """Take up what the store remembers of feeds."""
        self.states = await self._writer(self._desk.store.feed_states)

    async def round(self) -> None:
        """Start every poll that is due and fits the limits."""
        now = self._desk.clock.now()
        feeds = self._desk.book.rulebook.feeds
        for feed in feeds:
            self.states.setdefault(feed.id, first_due(feed, now))
        for feed in choose(feeds, self.states, tuple(self._running.values()), now, self._limits):
            self._running[feed.id] = feed
            self.tasks.start(feed.id, asyncio.create_task(self._poll(feed)))

    async def all_once(self) -> None:
        """Poll every feed that is due now, and return when each was polled."""
        await self.round()
        start = self._desk.clock.now()  # after the round, which makes new feeds due
        while self._left(start):
            await self.tasks.settle(None)
            await self.round()

    def _left(self, start: datetime) -> bool:
        feeds = self._desk.book.rulebook.feeds
        return any(feed.enabled and self.states[feed.id].due_at <= start for feed in feeds if feed.id in self.states)

    async def _poll(self, feed: Feed) -> None:
        try:
            state = self.states[feed.id]
            answer = await poll.read(feed, state.validators, self._fetcher, self._parser, self._desk.probe)
            self.states[feed.id], tally = await self._writer(lambda: poll.record(self._desk, feed, state, answer))
            _log_poll(feed, state, self.states[feed.id], tally)
        except StoreError as error:
            # Nothing of this poll was kept, its validators neither: the next one brings it all again.
            self.states[feed.id] = replace(state, due_at=self._desk.clock.now() + feed.interval)
            log.error("a poll could not be written down; it is repeated", extra={"feed": feed.id, "error": str(error)})
        finally:
            del self._running[feed.id]


class Deliveries:
    """Sends what is due: one letter at a time to a receiver, all receivers side by side."""

    def __init__(self, desk: Desk, writer: Writer, sender: Sender) -> None:
        self._desk, self._writer, self._sender = desk, writer, sender
        self.tasks = Tasks()
        self._stopped = False

    def stop(self) -> None:
        """Begin no further try."""
        self._stopped = True

    async def round(self) -> None:
        """Start a try for every receiver that has a letter due and none under way."""
        for delivery in await self._due():
            if delivery.receiver not in self.tasks and not self._stopped:
                self.tasks.start(delivery.receiver, asyncio.create_task(self._deliver(delivery)))

    async def all_once(self) -> None:
        """Send until nothing more is due."""
        while await self._due():
            await self.round()
            await self.tasks.settle(None)

    async def _due(self) -> tuple[Delivery, ...]:
        return await self._writer(lambda: self._desk.store.due_deliveries(self._desk.clock.now(), limit=100))

    async def _deliver(self, delivery: Delivery) -> None:
        await self._writer(lambda: deliver.begin(self._desk, delivery.id))
        result = await deliver.attempt(delivery, self._receiver(delivery.receiver), self._sender, self._desk.probe)
        following = await self._writer(lambda: deliver.finish(self._desk, delivery, result))
        facts = {
            "delivery": delivery.id,
            "receiver": delivery.receiver,
            "key": delivery.dedup_key,
            "outcome": result.outcome,
            "detail": result.detail,
            "due_at": following.due_at.isoformat(timespec="seconds"),
        }
        _LEVELS[following.state](f"delivery {following.state}: {following.why}", extra=facts)

    def _receiver(self, name: ReceiverId) -> Receiver | None:
        return next((r for r in self._desk.book.rulebook.alerts.receivers if r.id == name), None)


_LEVELS: dict[DeliveryState, Callable[..., None]] = {
    DeliveryState.SENT: log.info,
    DeliveryState.PENDING: log.warning,
    DeliveryState.DEAD: log.error,
}


def _log_poll(feed: Feed, before: FeedState, after: FeedState, tally: Tally) -> None:
    due_at = after.due_at.isoformat(timespec="seconds")
    for error in tally.errors:
        log.error("an item could not be judged; it is kept and tried again", extra={"feed": feed.id, "error": error})
    if after.failing:
        facts = {"kind": after.failing.kind, "detail": after.failing.detail, "count": after.failing.count}
        log.warning("feed failing", extra={"feed": feed.id, **facts, "hint": after.failing.kind.hint, "due_at": due_at})
        return
    if before.failing:
        log.info("feed recovered", extra={"feed": feed.id, "since": before.failing.since_at.isoformat()})
    counts = {"new": tally.new, "changed": tally.changed, "known": tally.known, "duplicates": tally.duplicates}
    log.info(
        "feed polled",
        extra={"feed": feed.id, **counts, "fired": len(tally.fired), "told": tally.told, "due_at": due_at},
    )
