"""`run --once` polls every feed that is due and waits for it, though the clock goes on meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from desks import MORNING, a_desk, a_feed, an_entry, starter_book

from monitor.model.feed import ParsedFeed
from monitor.pipeline.desk import Book
from monitor.pipeline.rounds import Polls
from monitor.polling.due import Limits
from monitor.testing import ManualClock, StaticFeeds

T = TypeVar("T")


class RunningClock(ManualClock):
    """A clock that has gone on whenever one looks at it."""

    def now(self) -> datetime:
        self.advance(timedelta(milliseconds=1))
        return super().now()


async def at_once(work: Callable[[], T]) -> T:
    return work()


async def test_feeds_that_were_never_polled_are_polled_before_it_returns() -> None:
    feeds = (a_feed("Dawn Courier"), a_feed("Harbour Post"))
    outlets = StaticFeeds({feed.id: ParsedFeed(dialect="rss", entries=(an_entry("Rain in Sumy"),)) for feed in feeds})
    book = starter_book()
    with a_desk(book=Book(replace(book.rulebook, feeds=feeds), book.engine)) as desk:
        desk.clock = RunningClock(MORNING)
        polls = Polls(desk, at_once, outlets, outlets, Limits(total=1))
        await polls.all_once()
    assert {address for address, _ in outlets.asked} == {feed.id for feed in feeds}
    assert all(polls.states[feed.id].succeeded_at for feed in feeds)
