"""A day of many feeds on a clock that is moved by hand: the decisions and the store, without a network."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from desks import MORNING, a_desk, a_feed, an_entry, starter_book

from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Entry, Feed, FeedState, PaceReason, ParsedFeed, Validators
from monitor.model.ids import FeedId
from monitor.pipeline.desk import Book, Desk
from monitor.pipeline.poll import Answer, record
from monitor.polling.due import Limits, address_of, choose, first_due, host_of
from monitor.polling.health import Health, condition

TICK = timedelta(seconds=5)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SETTLED = 30 * MINUTE
"""After this long the first rush, in which every feed is due at once, is over."""
LATENESS = 90.0
"""Seconds by which a poll may come after its due time when as many feeds as here share the places."""
SHOWN = 12
"""How many entries a document holds."""


@dataclass(frozen=True)
class Newsroom:
    """How one feed behaves: `gap` between its entries, and what stands in the way of reading it."""

    health: Health
    every: timedelta | None = None
    why: PaceReason = PaceReason.HABIT
    gap: timedelta = 30 * MINUTE
    interval: timedelta | None = None
    fresh_for: timedelta | None = None
    ttl: timedelta | None = None
    moved: str | None = None
    dated: bool = True
    error: Callable[[timedelta], PollError | None] = lambda _: None


def always(kind: FailureKind, retry_after: timedelta | None = None) -> Callable[[timedelta], PollError | None]:
    return lambda _: PollError(kind, "", retry_after)


def between(kind: FailureKind, begin: timedelta, end: timedelta) -> Callable[[timedelta], PollError | None]:
    return lambda age: PollError(kind) if begin <= age < end else None


NEWSROOMS = (
    Newsroom(Health.FRESH, 5 * MINUTE, gap=4 * MINUTE),
    Newsroom(Health.FRESH, 15 * MINUTE),
    Newsroom(Health.FRESH, HOUR, gap=6 * HOUR),
    Newsroom(Health.FRESH, 20 * MINUTE, PaceReason.OPERATOR, interval=20 * MINUTE),
    Newsroom(Health.FRESH, 40 * MINUTE, PaceReason.CACHE, fresh_for=40 * MINUTE),
    Newsroom(Health.FRESH, 50 * MINUTE, PaceReason.TTL, ttl=50 * MINUTE),
    Newsroom(Health.FRESH, 15 * MINUTE, moved="https://moved.example/rss"),
    Newsroom(Health.FRESH, error=between(FailureKind.DNS, HOUR, 2 * HOUR)),
    Newsroom(Health.FAILING, error=always(FailureKind.NOT_FOUND)),
    Newsroom(Health.FAILING, error=always(FailureKind.RATE_LIMITED, 2 * HOUR)),
    Newsroom(Health.STOPPED, error=between(FailureKind.GONE, 2 * HOUR, 999 * HOUR)),
    Newsroom(Health.UNDATED, 15 * MINUTE, PaceReason.UNKNOWN, dated=False),
    Newsroom(Health.EMPTY, 15 * MINUTE, PaceReason.UNKNOWN),
    Newsroom(Health.STALE, 15 * MINUTE),
)


def entry(number: int, at: datetime, room: Newsroom, feed: Feed) -> Entry:
    title = f"Council of ward {feed.title} opens session {1_000 + number}"
    return an_entry(title, link=f"{feed.id}/{number}", published_at=at if room.dated else None)


@dataclass
class Day:
    """The feeds of a simulated day, and what was seen of them."""

    desk: Desk
    count: int
    rooms: dict[FeedId, Newsroom] = field(default_factory=dict)
    states: dict[FeedId, FeedState] = field(default_factory=dict)
    polls: Counter[FeedId] = field(default_factory=Counter)
    late: list[float] = field(default_factory=list)
    shown: dict[FeedId, int] = field(default_factory=dict)
    published: set[tuple[FeedId, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.feeds = tuple(self._feed(number) for number in range(self.count))

    def _feed(self, number: int) -> Feed:
        room = NEWSROOMS[number % len(NEWSROOMS)]
        address = FeedId(f"https://host-{number // 8}.example/{number}")
        self.rooms[address] = room
        self.states[address] = first_due(a_feed(id=address), MORNING)
        return a_feed(f"Outlet {number}", id=address, title=str(number), interval=room.interval)

    def run(self, length: timedelta) -> None:
        running: dict[FeedId, Feed] = {}
        while self.desk.clock.now() < MORNING + length:
            now = self.desk.clock.now()
            for feed in choose(self.feeds, self.states, tuple(running.values()), now):
                assert self.states[feed.id].due_at <= now, "no feed is polled before its time"
                if now > MORNING + SETTLED:
                    self.late.append((now - self.states[feed.id].due_at).total_seconds())
                running[feed.id] = feed
            self._within_limits(running)
            self.desk.clock.advance(TICK)  # type: ignore[attr-defined]
            for feed in tuple(running.values()):
                self._answer(feed)
                del running[feed.id]

    def _within_limits(self, running: dict[FeedId, Feed]) -> None:
        hosts = Counter(host_of(address_of(feed, self.states[feed.id])) for feed in running.values())
        assert len(running) <= Limits().total
        assert max(hosts.values(), default=0) <= Limits().per_host

    def _answer(self, feed: Feed) -> None:
        self.polls[feed.id] += 1
        before = self.states[feed.id]
        self.states[feed.id], tally = record(self.desk, feed, before, self._read(feed))
        assert tally.errors == []

    def _read(self, feed: Feed) -> Answer:
        room, now = self.rooms[feed.id], self.desk.clock.now()
        if (error := room.error(now - MORNING)) is not None:
            return Answer(error=error)
        given = {"moved": room.moved, "fresh_for": room.fresh_for, "validators": Validators(etag='"1"')}
        begun = MORNING - (30 * HOUR if room.health is Health.STALE else timedelta())
        newest = 0 if room.health is Health.STALE else int((now - begun) / room.gap)
        if self.shown.get(feed.id) == newest:
            return Answer(**given)  # type: ignore[arg-type]
        self.shown[feed.id] = newest
        numbers = () if room.health is Health.EMPTY else range(newest, newest - SHOWN, -1)
        self.published |= {(feed.id, number) for number in numbers}
        entries = tuple(entry(number, begun + number * room.gap, room, feed) for number in numbers)
        return Answer(document=ParsedFeed(dialect="rss", entries=entries, ttl=room.ttl), **given)  # type: ignore[arg-type]


def spend(desk: Desk, count: int, length: timedelta) -> Day:
    book = starter_book()
    desk.book = Book(replace(book.rulebook, feeds=()), book.engine)
    numbers = iter(range(1 << 40))
    desk.chance = lambda: (next(numbers) * 0.6180339887) % 1
    day = Day(desk, count)
    day.run(length)
    return day


@pytest.mark.parametrize(
    ("count", "hours"), [(98, 6), pytest.param(2_000, 24, marks=pytest.mark.slow, id="2000 feeds, 24 hours")]
)
def test_due_times_limits_and_health_hold_through_the_day(
    count: int, hours: int, record_property: Callable[[str, object], None]
) -> None:
    descriptors = len(os.listdir("/proc/self/fd"))
    with a_desk(backfill=False) as desk:
        day = spend(desk, count, hours * HOUR)
        now = desk.clock.now()
        late = sorted(day.late)
        record_property("polls", sum(day.polls.values()))
        record_property("late by seconds", (late[len(late) // 2], late[len(late) * 99 // 100], late[-1]))
        assert late[-1] <= LATENESS
        for feed in day.feeds:
            room, state = day.rooms[feed.id], day.states[feed.id]
            assert condition(feed, state, now).health is room.health, (feed.id, state)
            if room.every is not None:
                assert (state.pace.every, state.pace.why) == (room.every, room.why)
                fewest = (hours * HOUR - SETTLED) / (room.every * 1.1 + timedelta(seconds=LATENESS))
                assert fewest - 1 <= day.polls[feed.id] <= hours * HOUR / room.every + 3, (feed.id, room)
            if room.health is Health.STOPPED:
                assert day.polls[feed.id] <= 2 * HOUR / (15 * MINUTE) + 2
        assert desk.store.feed_states() == day.states
        assert desk.store.item_counts() == (len(day.published), 0), "nothing is lost and nothing comes twice"
    assert len(os.listdir("/proc/self/fd")) <= descriptors
