"""Feed states and notes: the contract of `FeedStore`, and the daemon's small facts."""

from datetime import timedelta

from nouns import NOON, a_feed_state

from monitor.edges.sqlite import SqliteStore
from monitor.model.failure import FailureKind
from monitor.model.feed import Failing, Pace, PaceReason, Validators
from monitor.model.ids import FeedId


def test_nothing_is_remembered_at_first(store: SqliteStore) -> None:
    assert store.feed_states() == {}
    assert store.note("rulebook-fault") is None


def test_a_feed_state_comes_back_equal(store: SqliteStore) -> None:
    bare = a_feed_state("https://a.example/")
    full = a_feed_state(
        "https://b.example/",
        polled_at=NOON,
        succeeded_at=NOON - timedelta(hours=1, microseconds=1),
        baseline_at=NOON - timedelta(days=9),
        validators=Validators(etag='W/"é"', last_modified="Wed, 02 Apr 2025 12:00:00 GMT"),
        failing=Failing(kind=FailureKind.TLS_EXPIRED, detail="since 1 April", since_at=NOON, count=3),
        entries=40,
        new_item_at=NOON,
        moved="https://b.example/new",
        stopped_at=NOON,
        pace=Pace(every=timedelta(minutes=7, seconds=30), why=PaceReason.HABIT),
        undated=1,
        faults=("entries-cut", "encoding-wrong"),
        habit=timedelta(minutes=15),
        ttl=timedelta(hours=1),
    )
    for state in (bare, full):
        store.save_feed_state(state)
    assert store.feed_states() == {bare.feed: bare, full.feed: full}
    assert store.feed_state(full.feed) == full
    assert store.feed_state(FeedId("https://c.example/")) is None


def test_a_feed_state_is_replaced(store: SqliteStore) -> None:
    store.save_feed_state(a_feed_state(entries=3, validators=Validators(etag="x")))
    store.save_feed_state(a_feed_state(entries=4))
    assert list(store.feed_states().values()) == [a_feed_state(entries=4)]


def test_a_note_is_written_replaced_and_removed(store: SqliteStore) -> None:
    for value in ("one", "", "two\nlines", None, None, "back"):
        store.save_note("rulebook-fault", value)
        assert store.note("rulebook-fault") == value
    assert store.note("alive-at") is None
