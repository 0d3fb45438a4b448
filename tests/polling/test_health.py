"""How a feed fares, in one word."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.failure import FailureKind
from monitor.model.feed import Failing, Feed, FeedState
from monitor.model.ids import FeedId, Publisher
from monitor.polling.health import Health, condition
from monitor.text.durations import span

NOW = datetime(2025, 3, 19, 6, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = Feed(id=FeedId("https://dawn.example/rss"), title="Dawn Courier", publisher=Publisher("Dawn Courier"))
READ = FeedState(
    feed=FEED.id, due_at=NOW + timedelta(minutes=1), polled_at=NOW, succeeded_at=NOW, entries=9, new_item_at=NOW
)
FAILING = Failing(kind=FailureKind.NOT_FOUND, detail="HTTP 404", since_at=NOW - 3 * HOUR, count=3)
GONE = Failing(kind=FailureKind.GONE, detail="HTTP 410", since_at=NOW, count=1)


@pytest.mark.parametrize(
    ("state", "health"),
    [
        (None, Health.WAITING),
        (FeedState(feed=FEED.id, due_at=NOW), Health.WAITING),
        (READ, Health.FRESH),
        (replace(READ, entries=0), Health.EMPTY),
        (replace(READ, undated=9), Health.UNDATED),
        (replace(READ, undated=8), Health.FRESH),
        (replace(READ, failing=FAILING), Health.FAILING),
        (replace(READ, failing=GONE, stopped_at=NOW), Health.STOPPED),
        (replace(READ, stopped_at=NOW), Health.STOPPED),
        (replace(READ, due_at=NOW - 2 * HOUR, polled_at=NOW - 3 * HOUR), Health.OVERDUE),
        (replace(READ, due_at=NOW - timedelta(minutes=14), polled_at=NOW - timedelta(minutes=29)), Health.FRESH),
        (replace(READ, new_item_at=NOW - 25 * HOUR), Health.STALE),
        (replace(READ, new_item_at=NOW - 23 * HOUR), Health.FRESH),
        (replace(READ, new_item_at=NOW - 3 * DAY, habit=DAY), Health.FRESH),
        (replace(READ, new_item_at=NOW - 7 * DAY, habit=DAY), Health.STALE),
        (replace(READ, new_item_at=NOW - 7 * DAY, due_at=NOW - DAY, polled_at=NOW - DAY), Health.OVERDUE),
    ],
)
def test_each_state_has_its_word(state: FeedState | None, health: Health) -> None:
    assert condition(FEED, state, NOW).health is health


def test_a_feed_that_is_switched_off_is_disabled_whatever_it_did() -> None:
    assert condition(replace(FEED, enabled=False), READ, NOW).health is Health.DISABLED


def test_lateness_is_measured_by_the_pace_in_force() -> None:
    late = replace(READ, due_at=NOW - 2 * HOUR, polled_at=NOW - 3 * HOUR)
    assert condition(replace(FEED, interval=3 * HOUR), late, NOW).health is Health.FRESH


def test_a_failing_feed_says_what_failed_since_when_and_what_to_do() -> None:
    found = condition(FEED, replace(READ, failing=FAILING), NOW)
    assert found.why == "not-found (3 times in a row), since 19 March 03:00 UTC: HTTP 404"
    assert "find the new one" in found.hint


def test_a_stopped_feed_says_how_to_go_on() -> None:
    assert "feeds resume" in condition(FEED, replace(READ, failing=GONE, stopped_at=NOW), NOW).hint


def test_a_stale_feed_says_how_long_and_against_which_habit() -> None:
    quiet = replace(READ, new_item_at=NOW - 7 * DAY, habit=3 * HOUR)
    assert condition(FEED, quiet, NOW).why == "nothing new for 7 days, usually every 3 h"


def test_a_fresh_feed_names_what_was_broken_and_read_nevertheless() -> None:
    assert condition(FEED, replace(READ, faults=("entries-cut",)), NOW).why.endswith("with entries-cut")


def test_only_what_cannot_be_heard_is_unread() -> None:
    assert {health for health in Health if health.unread} == {Health.STOPPED, Health.FAILING, Health.OVERDUE}


@pytest.mark.parametrize(
    ("length", "words"),
    [(-HOUR, "0 s"), (timedelta(seconds=119), "119 s"), (HOUR, "60 min"), (30 * HOUR, "30 h"), (9 * DAY, "9 days")],
)
def test_lengths_of_time_are_told_in_the_unit_that_people_would_use(length: timedelta, words: str) -> None:
    assert span(length) == words
