"""When a feed is polled next."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Failing, Feed, FeedState
from monitor.model.ids import FeedId, Publisher
from monitor.polling.due import (
    CEILING,
    Limits,
    choose,
    due_after_failure,
    due_after_success,
    failed,
    failing_after,
    first_due,
    host_of,
    is_due,
    resumed,
)

NOW = datetime(2025, 3, 19, 6, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def a_feed(address: str = "https://dawn.example/rss", **given: object) -> Feed:
    return Feed(id=FeedId(address), title="Dawn Courier", publisher=Publisher("Dawn Courier"), **given)  # type: ignore[arg-type]


def failing(count: int) -> Failing:
    return Failing(kind=FailureKind.SERVER_ERROR, detail="503", since_at=NOW, count=count)


def test_a_feed_that_was_never_polled_is_due_at_once() -> None:
    assert first_due(a_feed(), NOW).due_at == NOW


@given(chance=st.floats(0, 1))
def test_a_healthy_feed_keeps_its_pace_with_a_tenth_of_jitter(chance: float) -> None:
    wait = due_after_success(timedelta(minutes=10), NOW, chance) - NOW
    assert timedelta(minutes=10) <= wait <= timedelta(minutes=11)


def test_failures_double_the_gap_up_to_the_ceiling() -> None:
    error = PollError(FailureKind.SERVER_ERROR, "503")
    gaps = [due_after_failure(QUARTER, failing(n), error, NOW, 0) - NOW for n in (1, 2, 3, 20, 500)]
    assert gaps == [timedelta(minutes=15), timedelta(minutes=30), timedelta(minutes=60), CEILING, CEILING]


def test_a_server_that_asks_for_patience_is_given_it() -> None:
    error = PollError(FailureKind.RATE_LIMITED, "429", retry_after=timedelta(hours=2))
    assert due_after_failure(QUARTER, failing(1), error, NOW, 0) == NOW + timedelta(hours=2)


def test_a_server_cannot_send_us_away_for_ever() -> None:
    error = PollError(FailureKind.RATE_LIMITED, "429", retry_after=timedelta(days=4000))
    assert due_after_failure(QUARTER, failing(1), error, NOW, 0) == NOW + CEILING


@given(count=st.integers(1, 10_000), kind=st.sampled_from(FailureKind), chance=st.floats(0, 1))
def test_whatever_fails_a_feed_is_tried_again_within_the_ceiling(count: int, kind: FailureKind, chance: float) -> None:
    due = due_after_failure(QUARTER, failing(count), PollError(kind), NOW, chance)
    assert NOW < due <= NOW + CEILING * 1.1


def test_a_run_of_failures_remembers_when_it_began() -> None:
    state = first_due(a_feed(), NOW)
    first = failing_after(state, PollError(FailureKind.DNS), NOW)
    later = FeedState(feed=state.feed, due_at=NOW, failing=first)
    second = failing_after(later, PollError(FailureKind.TIMEOUT, "20 s"), NOW + timedelta(hours=1))
    assert (second.kind, second.since_at, second.count) == (FailureKind.TIMEOUT, NOW, 2)


def states(*feeds: Feed, due_at: datetime = NOW) -> dict[FeedId, FeedState]:
    return {feed.id: FeedState(feed=feed.id, due_at=due_at) for feed in feeds}


def test_only_due_and_enabled_feeds_are_chosen() -> None:
    due, later, off = (
        a_feed("https://a.example/1"),
        a_feed("https://b.example/1"),
        a_feed("https://c.example/1", enabled=False),
    )
    known = states(due, off) | states(later, due_at=NOW + timedelta(seconds=1))
    assert choose((due, later, off), known, (), NOW) == (due,)


def test_a_host_is_asked_by_two_polls_at_a_time() -> None:
    feeds = tuple(a_feed(f"https://one.example/{n}") for n in range(5))
    chosen = choose(feeds, states(*feeds), (), NOW)
    assert len(chosen) == 2
    assert choose(feeds, states(*feeds), chosen, NOW) == ()


def test_the_longest_overdue_feed_comes_first_when_places_are_few() -> None:
    fresh, old = a_feed("https://a.example/1"), a_feed("https://b.example/1")
    known = states(fresh) | states(old, due_at=NOW - timedelta(hours=1))
    assert choose((fresh, old), known, (), NOW, Limits(total=1)) == (old,)


def test_a_host_is_counted_where_a_feed_is_asked_and_not_where_it_is_written() -> None:
    feeds = tuple(a_feed(f"https://{n}.example/rss") for n in range(5))
    moved = {feed.id: FeedState(feed=feed.id, due_at=NOW, moved="https://one.example/rss") for feed in feeds}
    assert len(choose(feeds, moved, (), NOW)) == 2


@pytest.mark.parametrize("address", ["", "http://[", "http://]/", "//", "http://\ud800/"])
def test_an_address_that_is_none_is_a_host_of_its_own(address: str) -> None:
    assert isinstance(host_of(address), str)


def test_a_feed_that_is_gone_is_stopped_until_it_is_resumed() -> None:
    gone = failed(a_feed(), first_due(a_feed(), NOW), PollError(FailureKind.GONE, "HTTP 410"), NOW, 0)
    assert gone.stopped_at == NOW
    assert not is_due(a_feed(), gone, NOW + timedelta(days=400))
    again = resumed(gone, NOW + timedelta(days=9))
    assert (again.stopped_at, again.failing, is_due(a_feed(), again, NOW + timedelta(days=9))) == (None, None, True)


def test_other_failures_stop_nothing() -> None:
    for kind in set(FailureKind) - {FailureKind.GONE}:
        assert failed(a_feed(), first_due(a_feed(), NOW), PollError(kind), NOW, 0).stopped_at is None


@pytest.mark.parametrize("jump", [timedelta(days=-365), timedelta(days=365), timedelta(hours=-9), timedelta(hours=1)])
def test_a_clock_that_jumps_neither_silences_a_feed_nor_polls_it_twice(jump: timedelta) -> None:
    """The clock was wrong by `jump` when the due time was written, and is right afterwards; or the other way round."""
    state = FeedState(feed=FeedId("https://dawn.example/rss"), due_at=due_after_success(QUARTER, NOW + jump, 0))
    polled = [at for n in range(60) if is_due(a_feed(), state, at := NOW + n * timedelta(minutes=1))]
    assert polled[:1] == [NOW]
    after = FeedState(feed=state.feed, due_at=due_after_success(QUARTER, NOW, 0))
    assert not is_due(a_feed(), after, NOW + timedelta(minutes=14))


@pytest.mark.parametrize("interval", [timedelta(minutes=1), timedelta(days=7)])
@given(chance=st.floats(0, 1), seconds=st.integers(0, 700_000))
def test_a_due_time_that_was_honestly_set_is_waited_for(interval: timedelta, chance: float, seconds: int) -> None:
    feed = a_feed(interval=interval)
    due = due_after_success(interval, NOW, chance)
    now = NOW + timedelta(seconds=seconds)
    assert is_due(feed, FeedState(feed=feed.id, due_at=due), now) == (due <= now)


def test_a_feed_that_is_wanted_more_often_does_not_wait_for_its_old_due_time() -> None:
    state = FeedState(feed=a_feed().id, due_at=NOW + timedelta(hours=5))
    assert is_due(a_feed(interval=timedelta(minutes=5)), state, NOW)
    assert not is_due(a_feed(interval=timedelta(hours=6)), state, NOW)


def test_a_failing_feed_waits_for_as_long_as_back_off_may_last() -> None:
    state = FeedState(feed=a_feed().id, due_at=NOW + timedelta(hours=6), failing=failing(9))
    assert not is_due(a_feed(), state, NOW)


def test_no_zone_of_the_world_moves_a_due_time_on_the_days_on_which_its_clocks_change() -> None:
    """Due times are instants: the wait is as long across the hour that is skipped or comes twice."""
    for name in sorted(available_timezones()):
        for day in (datetime(2025, 3, 30, tzinfo=UTC), datetime(2025, 10, 26, tzinfo=UTC)):
            local = day.astimezone(ZoneInfo(name))
            due = due_after_success(QUARTER, local.astimezone(UTC), 0)
            assert due - day == QUARTER


def test_every_failure_kind_has_a_hint_for_the_operator() -> None:
    assert all(kind.hint.endswith(".") for kind in FailureKind)
