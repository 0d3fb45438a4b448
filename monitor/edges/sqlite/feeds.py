"""What is remembered of feeds."""

from datetime import timedelta

from monitor.edges.sqlite.columns import maybe_time_of, maybe_time_text, time_of, time_text
from monitor.edges.sqlite.connection import Connection, Row
from monitor.edges.sqlite.documents import FAILING, NAMES, PACE
from monitor.model.feed import FeedState, Pace, Validators
from monitor.model.ids import FeedId

_COLUMNS = (
    "feed, due_at, polled_at, succeeded_at, baseline_at, etag, last_modified, failing, entries, new_item_at, "
    "moved, stopped_at, pace, undated, faults, habit_seconds, ttl_seconds"
)
_ALL = f"SELECT {_COLUMNS} FROM feeds"  # noqa: S608 - made of constants
_ONE = _ALL + " WHERE feed = ?"
_SAVE = (
    f"INSERT OR REPLACE INTO feeds ({_COLUMNS}) "  # noqa: S608 - made of constants
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Feeds:
    """Implements the port `FeedStore`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def feed_states(self) -> dict[FeedId, FeedState]:
        """Return the state of every feed ever polled or scheduled."""
        return {state.feed: state for state in self._db.all(_ALL, (), _state)}

    def feed_state(self, feed: FeedId) -> FeedState | None:
        """Return the state of one feed."""
        return self._db.one(_ONE, (feed,), _state)

    def save_feed_state(self, state: FeedState) -> None:
        """Write or replace the state of one feed. Its habit and ttl are kept to the second."""
        values = (
            state.feed,
            time_text(state.due_at),
            maybe_time_text(state.polled_at),
            maybe_time_text(state.succeeded_at),
            maybe_time_text(state.baseline_at),
            state.validators.etag,
            state.validators.last_modified,
            None if state.failing is None else FAILING.text(state.failing),
            state.entries,
            maybe_time_text(state.new_item_at),
            state.moved,
            maybe_time_text(state.stopped_at),
            PACE.text(state.pace),
            state.undated,
            NAMES.text(state.faults),
            _seconds(state.habit),
            _seconds(state.ttl),
        )
        self._db.run(_SAVE, values)


def _state(row: Row) -> FeedState:
    feed, due_at, polled_at, succeeded_at, baseline_at, etag, last_modified, failing, entries, new_item_at, *more = row
    moved, stopped_at, pace, undated, faults, habit, ttl = more
    return FeedState(
        feed=FeedId(feed),
        due_at=time_of(due_at),
        polled_at=maybe_time_of(polled_at),
        succeeded_at=maybe_time_of(succeeded_at),
        baseline_at=maybe_time_of(baseline_at),
        validators=Validators(etag=etag, last_modified=last_modified),
        failing=None if failing is None else FAILING.read(failing),
        moved=moved,
        stopped_at=maybe_time_of(stopped_at),
        pace=Pace() if pace is None else PACE.read(pace),
        entries=entries,
        undated=undated,
        faults=NAMES.read(faults),
        habit=_span(habit),
        ttl=_span(ttl),
        new_item_at=maybe_time_of(new_item_at),
    )


def _seconds(span: timedelta | None) -> int | None:
    return None if span is None else int(span.total_seconds())


def _span(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
