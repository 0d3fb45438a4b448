"""How a feed fares, in one word."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.failure import FailureKind
from monitor.model.feed import Failing, Feed, FeedState
from monitor.model.ids import FeedId, Publisher
from monitor.polling.health import Health, condition

NOW = datetime(2025, 3, 19, 6, 0, tzinfo=UTC)
FEED = Feed(id=FeedId("https://dawn.example/rss"), title="Dawn Courier", publisher=Publisher("Dawn Courier"))
READ = FeedState(feed=FEED.id, due_at=NOW + timedelta(minutes=1), polled_at=NOW, succeeded_at=NOW, entries=9)


@pytest.mark.parametrize(
    ("state", "health"),
    [
        (None, Health.WAITING),
        (FeedState(feed=FEED.id, due_at=NOW), Health.WAITING),
        (READ, Health.FRESH),
        (replace(READ, entries=0), Health.EMPTY),
        (replace(READ, failing=Failing(kind=FailureKind.DNS, detail="", since_at=NOW, count=3)), Health.FAILING),
        (replace(READ, due_at=NOW - timedelta(hours=2), succeeded_at=NOW - timedelta(hours=3)), Health.STALE),
    ],
)
def test_each_state_has_its_word(state: FeedState | None, health: Health) -> None:
    assert condition(FEED, state, NOW).health is health


def test_a_feed_that_is_switched_off_is_disabled_whatever_it_did() -> None:
    assert condition(replace(FEED, enabled=False), READ, NOW).health is Health.DISABLED


def test_a_failing_feed_says_what_to_do() -> None:
    state = replace(READ, failing=Failing(kind=FailureKind.NOT_FOUND, detail="404", since_at=NOW, count=1))
    assert "find the new one" in condition(FEED, state, NOW).hint
