"""When a feed is polled next."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Failing, Feed, FeedState
from monitor.model.ids import FeedId, Publisher
from monitor.polling.due import CEILING, Limits, choose, due_after_failure, due_after_success, failing_after, first_due

NOW = datetime(2025, 3, 19, 6, 0, tzinfo=UTC)


def a_feed(address: str = "https://dawn.example/rss", **given: object) -> Feed:
    return Feed(id=FeedId(address), title="Dawn Courier", publisher=Publisher("Dawn Courier"), **given)  # type: ignore[arg-type]


def failing(count: int) -> Failing:
    return Failing(kind=FailureKind.SERVER_ERROR, detail="503", since_at=NOW, count=count)


def test_a_feed_that_was_never_polled_is_due_at_once() -> None:
    assert first_due(a_feed(), NOW).due_at == NOW


@given(chance=st.floats(0, 1))
def test_a_healthy_feed_keeps_its_interval_with_a_tenth_of_jitter(chance: float) -> None:
    wait = due_after_success(a_feed(interval=timedelta(minutes=10)), NOW, chance) - NOW
    assert timedelta(minutes=10) <= wait <= timedelta(minutes=11)


def test_failures_double_the_gap_up_to_the_ceiling() -> None:
    error = PollError(FailureKind.SERVER_ERROR, "503")
    gaps = [due_after_failure(a_feed(), failing(n), error, NOW, 0) - NOW for n in (1, 2, 3, 20, 500)]
    assert gaps == [timedelta(minutes=15), timedelta(minutes=30), timedelta(minutes=60), CEILING, CEILING]


def test_a_server_that_asks_for_patience_is_given_it() -> None:
    error = PollError(FailureKind.RATE_LIMITED, "429", retry_after=timedelta(hours=2))
    assert due_after_failure(a_feed(), failing(1), error, NOW, 0) == NOW + timedelta(hours=2)


def test_a_server_cannot_send_us_away_for_ever() -> None:
    error = PollError(FailureKind.RATE_LIMITED, "429", retry_after=timedelta(days=4000))
    assert due_after_failure(a_feed(), failing(1), error, NOW, 0) == NOW + CEILING


@given(count=st.integers(1, 10_000), kind=st.sampled_from(FailureKind), chance=st.floats(0, 1))
def test_whatever_fails_a_feed_is_tried_again_within_the_ceiling(count: int, kind: FailureKind, chance: float) -> None:
    due = due_after_failure(a_feed(), failing(count), PollError(kind), NOW, chance)
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


def test_every_failure_kind_has_a_hint_for_the_operator() -> None:
    assert all(kind.hint.endswith(".") for kind in FailureKind)
