"""The rounds of polling: each tick starts the polls that are due and waits for none of them."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from monitor.model.errors import PollError, StoreError
from monitor.model.failure import FailureKind
from monitor.model.feed import Feed, FeedState
from monitor.model.ids import FeedId
from monitor.pipeline import poll
from monitor.pipeline.desk import Desk
from monitor.pipeline.evaluate import Tally
from monitor.polling.due import Limits, at_start, choose, failed, first_due
from monitor.polling.pace import every
from monitor.ports import Fetcher, Parser, Writer
from monitor.text.addresses import shown

log = logging.getLogger(__name__)


class Tasks:
    """Tasks under way, one per key; the set that a drain waits for."""

    def __init__(self) -> None:
        self._tasks: dict[object, asyncio.Task[None]] = {}

    def __contains__(self, key: object) -> bool:
        return key in self._tasks

    def __len__(self) -> int:
        return len(self._tasks)

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
        self._fault: str | None = None
        self.tasks = Tasks()

    async def load(self) -> None:
        """Take up what the store remembers of feeds."""
        found, now = await self._writer(self._desk.store.feed_states), self._desk.clock.now()
        self.states = {feed: at_start(state, now) for feed, state in found.items()}

    async def round(self) -> None:
        """Start every poll that is due and fits the limits."""
        await self._take_up_resumed()
        self._start_due()

    def _start_due(self) -> None:
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
        start = self._desk.clock.now()  # no earlier: what the round met for the first time is due at its own instant
        while self._left(start):
            await self.tasks.settle(None)
            await self.round()

    def _left(self, start: datetime) -> bool:
        feeds = self._desk.book.rulebook.feeds
        return any(feed.enabled and self.states[feed.id].due_at <= start for feed in feeds if feed.id in self.states)

    def take_fault(self) -> str | None:
        """Return how writing a poll down failed since this was last asked, if it did."""
        fault, self._fault = self._fault, None
        return fault

    async def _poll(self, feed: Feed) -> None:
        try:
            await self._polled(feed)
        finally:
            full = len(self._running) >= self._limits.total
            del self._running[feed.id]
        if full:  # others may wait for the place that came free, and the next tick is long in coming
            self._start_due()

    async def _polled(self, feed: Feed) -> None:
        state = self.states[feed.id]
        try:
            answer = await poll.read(feed, state, self._fetcher, self._parser, self._desk.probe)
            self.states[feed.id], tally = await self._writer(lambda: poll.record(self._desk, feed, state, answer))
            _log_poll(feed, state, self.states[feed.id], tally)
            failure = answer.error.kind if answer.error else None
            self._desk.meter.polled(failure, tally.counts())
        except StoreError as error:
            # Nothing of this poll was kept, its validators neither: the next one brings it all again.
            self.states[feed.id] = replace(state, due_at=self._desk.clock.now() + every(feed, state))
            self._fault = str(error)
            log.error(
                "a poll could not be written down; it is repeated", extra={"feed": shown(feed.id), "error": str(error)}
            )
        except Exception as error:  # noqa: BLE001 - whatever one feed brings, the others are polled
            await self._note_fault(feed, state, error)

    async def _note_fault(self, feed: Feed, state: FeedState, error: Exception) -> None:
        """Let a feed whose poll could not be written down wait as one that fails, in the store too if that works."""
        fault = PollError(FailureKind.RECORDING, type(error).__name__)
        after = failed(feed, state, fault, self._desk.clock.now(), self._desk.chance())
        self.states[feed.id] = after
        log.error("a poll could not be written down; it is repeated", exc_info=error, extra={"feed": shown(feed.id)})
        with suppress(Exception):  # what stood in the way may still do so; the state in memory keeps the gap
            await self._writer(lambda: self._desk.store.save_feed_state(after))

    async def _take_up_resumed(self) -> None:
        """Look whether a person resumed a feed that was stopped; a command writes that into the store."""
        stopped = [state.feed for state in self.states.values() if state.stopped_at is not None]
        if stopped:
            found = await self._writer(lambda: [self._desk.store.feed_state(feed) for feed in stopped])
            self.states.update({state.feed: state for state in found if state is not None})


def _log_poll(feed: Feed, before: FeedState, after: FeedState, tally: Tally) -> None:
    due_at, name = after.due_at.isoformat(timespec="seconds"), shown(feed.id)
    for error in tally.errors:
        log.error("an item could not be judged; it is kept and tried again", extra={"feed": name, "error": error})
    if after.failing:
        facts = {"kind": after.failing.kind, "detail": after.failing.detail, "count": after.failing.count}
        facts |= {"hint": after.failing.kind.hint, "due_at": None if after.stopped_at else due_at}
        level, event = (log.error, "feed stopped") if after.stopped_at else (log.warning, "feed failing")
        level(event, extra={"feed": name, **facts})
        return
    if before.failing:
        log.info("feed recovered", extra={"feed": name, "since": before.failing.since_at.isoformat()})
    if after.moved and after.moved != before.moved:
        log.warning("feed moved; change its address in feeds.yaml", extra={"feed": name, "to": shown(after.moved)})
    log.info(
        "feed polled",
        extra={
            "feed": name,
            **tally.counts(),
            "fired": len(tally.fired),
            "told": tally.told,
            "digested": len(tally.digested),
            "faults": after.faults,
            "due_at": due_at,
            "pace": after.pace.why,
        },
    )
