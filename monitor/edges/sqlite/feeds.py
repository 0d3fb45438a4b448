"""What is remembered of feeds."""

from monitor.edges.sqlite.columns import maybe_time_of, maybe_time_text, time_of, time_text
from monitor.edges.sqlite.connection import Connection, Row
from monitor.edges.sqlite.documents import FAILING
from monitor.model.feed import FeedState, Validators
from monitor.model.ids import FeedId

_ALL = """
    SELECT feed, due_at, polled_at, succeeded_at, baseline_at, etag, last_modified, failing, entries, new_item_at
    FROM feeds
"""
_SAVE = "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Feeds:
    """Implements the port `FeedStore`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def feed_states(self) -> dict[FeedId, FeedState]:
        """Return the state of every feed ever polled or scheduled."""
        return {state.feed: state for state in self._db.all(_ALL, (), _state)}

    def save_feed_state(self, state: FeedState) -> None:
        """Write or replace the state of one feed."""
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
        )
        self._db.run(_SAVE, values)


def _state(row: Row) -> FeedState:
    feed, due_at, polled_at, succeeded_at, baseline_at, etag, last_modified, failing, entries, new_item_at = row
    return FeedState(
        feed=FeedId(feed),
        due_at=time_of(due_at),
        polled_at=maybe_time_of(polled_at),
        succeeded_at=maybe_time_of(succeeded_at),
        baseline_at=maybe_time_of(baseline_at),
        validators=Validators(etag=etag, last_modified=last_modified),
        failing=None if failing is None else FAILING.read(failing),
        entries=entries,
        new_item_at=maybe_time_of(new_item_at),
    )
