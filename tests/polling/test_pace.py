"""How often a feed is polled, and why."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.feed import Feed, FeedState, Pace, PaceReason
from monitor.model.ids import FeedId, Publisher
from monitor.polling.pace import CEILING, FLOOR, every, pace, usual_gap

NOW = datetime(2025, 3, 19, 6, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FEED = Feed(id=FeedId("https://dawn.example/rss"), title="Dawn", publisher=Publisher("Dawn"))
WISHED = Feed(id=FEED.id, title="Dawn", publisher=Publisher("Dawn"), interval=7 * MINUTE)
spans = st.none() | st.timedeltas(timedelta(seconds=1), timedelta(days=3000))


@pytest.mark.parametrize(
    ("habit", "ttl", "fresh_for", "decided"),
    [
        (None, None, None, (15 * MINUTE, PaceReason.UNKNOWN)),
        (20 * MINUTE, None, None, (10 * MINUTE, PaceReason.HABIT)),
        (MINUTE, None, None, (FLOOR, PaceReason.HABIT)),
        (timedelta(0), None, None, (FLOOR, PaceReason.HABIT)),
        (timedelta(days=4), None, None, (CEILING, PaceReason.HABIT)),
        (20 * MINUTE, 30 * MINUTE, None, (30 * MINUTE, PaceReason.TTL)),
        (20 * MINUTE, 30 * MINUTE, 45 * MINUTE, (45 * MINUTE, PaceReason.CACHE)),
        (20 * MINUTE, 9 * MINUTE, MINUTE, (10 * MINUTE, PaceReason.HABIT)),
        (None, None, timedelta(days=300), (CEILING, PaceReason.CACHE)),
        (None, 5 * MINUTE, None, (15 * MINUTE, PaceReason.UNKNOWN)),
    ],
)
def test_a_pace_follows_habit_and_wishes_and_names_its_reason(
    habit: timedelta | None, ttl: timedelta | None, fresh_for: timedelta | None, decided: tuple[timedelta, PaceReason]
) -> None:
    found = pace(FEED, habit, ttl, fresh_for)
    assert (found.every, found.why) == decided


@given(habit=spans, ttl=spans, fresh_for=spans)
def test_the_operators_wish_stands_above_all_others(
    habit: timedelta | None, ttl: timedelta | None, fresh_for: timedelta | None
) -> None:
    assert pace(WISHED, habit, ttl, fresh_for) == Pace(every=7 * MINUTE, why=PaceReason.OPERATOR)


@given(habit=spans, ttl=spans, fresh_for=spans)
def test_server_and_feed_only_ever_lengthen_a_pace_between_floor_and_ceiling(
    habit: timedelta | None, ttl: timedelta | None, fresh_for: timedelta | None
) -> None:
    assert FLOOR <= pace(FEED, habit, None, None).every <= pace(FEED, habit, ttl, fresh_for).every <= CEILING


def test_a_changed_wish_holds_at_once_and_a_withdrawn_one_leaves_the_decided_pace() -> None:
    state = FeedState(feed=FEED.id, due_at=NOW, pace=Pace(every=HOUR, why=PaceReason.HABIT))
    assert (every(WISHED, state), every(FEED, state)) == (7 * MINUTE, HOUR)


def test_the_usual_gap_is_the_median_of_the_recent_ones() -> None:
    times = [NOW - minutes * MINUTE for minutes in (0, 10, 20, 40, 500)]
    assert usual_gap(times, NOW) == 15 * MINUTE
    old = [NOW - timedelta(days=days) for days in range(10, 300)]
    assert usual_gap([*old, *(NOW - n * HOUR for n in range(20))], NOW) == HOUR


@pytest.mark.parametrize(
    "times", [[], [NOW], [NOW, NOW - HOUR], [NOW] * 50, [NOW + n * HOUR for n in range(1, 30)]], ids=len
)
def test_too_few_times_make_no_habit(times: list[datetime]) -> None:
    assert usual_gap(times, NOW) is None


@given(st.lists(st.datetimes(timezones=st.just(UTC)), max_size=40))
def test_a_habit_is_never_negative_whatever_the_dates_say(times: list[datetime]) -> None:
    assert (usual_gap(times, NOW) or timedelta()) >= timedelta()
