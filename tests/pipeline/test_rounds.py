"""The rounds of polling: one feed's trouble, whatever it is, stays its own."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from desks import MORNING, a_desk, a_feed, an_entry, starter_book

from monitor.model.errors import PollError, StoreError
from monitor.model.failure import FailureKind
from monitor.model.feed import FeedState, ParsedFeed
from monitor.pipeline.desk import Book, Desk
from monitor.pipeline.poll import resume
from monitor.pipeline.rounds import Polls
from monitor.polling.due import Limits
from monitor.testing import StaticFeeds

T = TypeVar("T")
GOOD, BAD = a_feed(), a_feed("Evening Post")
PAPER = ParsedFeed(dialect="rss", entries=(an_entry("Farmers in Poltava region begin spring sowing"),))


async def at_once(work: Callable[[], T]) -> T:
    return work()


class Breaking:
    """The store, except that it raises when the state of one feed is written; `times` is how often."""

    def __init__(self, store: Any, error: Exception, times: int = 1000) -> None:
        self._store, self._error, self.left = store, error, times

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def transaction(self) -> AbstractContextManager[None]:
        return self._store.transaction()  # type: ignore[no-any-return]

    def save_feed_state(self, state: FeedState) -> None:
        if state.feed == BAD.id and self.left > 0:
            self.left -= 1
            raise self._error
        self._store.save_feed_state(state)


def polls(desk: Desk, **answers: ParsedFeed | PollError) -> tuple[Polls, StaticFeeds]:
    book = starter_book()
    desk.book = Book(replace(book.rulebook, feeds=(GOOD, BAD)), book.engine)
    web = StaticFeeds({GOOD.id: PAPER, BAD.id: answers.get("bad", PAPER)})
    return Polls(desk, at_once, web, web, Limits()), web


def crowded(desk: Desk) -> tuple[Polls, StaticFeeds]:
    """Nine feeds that are due, of which two are polled at a time."""
    book = starter_book()
    feeds = tuple(a_feed(f"Paper {number}") for number in range(9))
    desk.book = Book(replace(book.rulebook, feeds=feeds), book.engine)
    web = StaticFeeds({feed.id: PAPER for feed in feeds})
    found = Polls(desk, at_once, web, web, Limits(total=2))
    return found, web


async def run(found: Polls, desk: Desk, minutes: int) -> None:
    """Let the daemon's rounds go on, four of them in a minute."""
    for _ in range(minutes * 4):
        await found.round()
        await found.tasks.settle(None)
        desk.clock.advance(timedelta(seconds=15))  # type: ignore[attr-defined]


def asked(web: StaticFeeds, address: str) -> int:
    return [where for where, _ in web.asked].count(address)


@pytest.mark.parametrize("times", [1000, 1])
async def test_a_poll_that_cannot_be_recorded_backs_off_under_a_name_and_stops_nobody(times: int) -> None:
    with a_desk() as desk:
        whole = desk.store
        desk.store = Breaking(whole, RuntimeError("canary"), times)  # type: ignore[assignment]
        found, web = polls(desk)
        await run(found, desk, 1)
        failing = found.states[BAD.id].failing
        assert failing is not None
        assert (failing.kind, failing.detail, failing.count) == (FailureKind.RECORDING, "RuntimeError", 1)
        assert (BAD.id in whole.feed_states()) == (times == 1)
        await run(found, desk, 105)
        assert asked(web, GOOD.id) == 8
        assert asked(web, BAD.id) == (4 if times == 1000 else 8), "after 0, 15, 45 and 105 minutes"


async def test_a_disk_that_is_full_for_a_while_is_asked_again_without_growing_gaps() -> None:
    with a_desk() as desk:
        desk.store = Breaking(desk.store, StoreError("the disk is full"), 3)  # type: ignore[assignment]
        found, web = polls(desk)
        await run(found, desk, 61)
        assert (asked(web, BAD.id), found.states[BAD.id].failing) == (5, None)
        assert desk.store.feed_states()[BAD.id].entries == 1


async def test_a_feed_that_is_gone_is_asked_again_once_a_command_resumed_it() -> None:
    with a_desk() as desk:
        found, web = polls(desk, bad=PollError(FailureKind.GONE, "HTTP 410"))
        await run(found, desk, 120)
        assert asked(web, BAD.id) == 1
        web.answers[BAD.id] = PAPER
        assert resume(desk.store, BAD.id, desk.clock.now())
        await run(found, desk, 1)
        assert (asked(web, BAD.id), found.states[BAD.id].failing) == (2, None)


async def test_a_clock_put_back_by_a_year_leaves_no_feed_silent() -> None:
    with a_desk() as desk:
        found, web = polls(desk)
        await run(found, desk, 1)
        desk.clock.set(MORNING - timedelta(days=365))  # type: ignore[attr-defined]
        await run(found, desk, 31)
        assert asked(web, GOOD.id) == 1 + 3


async def test_a_place_that_comes_free_is_taken_at_once_and_not_at_the_next_tick() -> None:
    with a_desk() as desk:
        found, web = crowded(desk)
        await found.round()
        while len(found.tasks):
            await found.tasks.settle(None)
        assert sorted(where for where, _ in web.asked) == sorted(feed.id for feed in desk.book.rulebook.feeds)


async def test_the_end_of_the_daemon_begins_no_further_poll() -> None:
    with a_desk() as desk:
        found, web = crowded(desk)
        await found.round()
        await found.tasks.cancel()
        assert (len(found.tasks), web.asked) == (0, [])
