"""The outbox: what is to be told, and what was.

A receiver's rows are tried in the order in which they were enqueued: only its oldest pending row is ever due. So a
receiver that is out of reach is not hammered by newer rows, and reads of events in their order. A row that cannot be
sent holds the others back until it is given up as dead.
"""

from datetime import datetime

from monitor.edges.sqlite.columns import maybe_time_of, printable, time_of, time_text
from monitor.edges.sqlite.connection import Connection, Row
from monitor.edges.sqlite.documents import NAMES, NOTICE, TRIED
from monitor.model.delivery import Attempt, Backlog, Delivery, DeliveryState, NewDelivery, Outcome, SendResult
from monitor.model.errors import StoreError
from monitor.model.ids import DeliveryId, IncidentId, ReceiverId
from monitor.model.mute import Cause
from monitor.model.notice import Reason

SELECT = """
    SELECT id, receiver, incident, reason, dedup_key, notice, state, created_at, due_at, detail, sent_at,
        (SELECT count(*) FROM attempts WHERE delivery = deliveries.id),
        EXISTS (SELECT 1 FROM attempts WHERE delivery = deliveries.id AND outcome IN ('started', 'unknown')),
        (SELECT json_object(
            'since_at', min(started_at),
            'count', count(*),
            'refused', count(*) FILTER (WHERE outcome = 'rejected'),
            'unknown', count(*) FILTER (WHERE outcome IN ('started', 'unknown'))
        ) FROM attempts WHERE delivery = deliveries.id AND number > forgiven),
        (SELECT json_group_array(reference) FROM (
            SELECT reference FROM deliveries AS former
            WHERE former.incident = deliveries.incident AND former.receiver = deliveries.receiver
            AND former.id < deliveries.id AND reference IS NOT NULL ORDER BY former.id)),
        cause, batch, told_in
    FROM deliveries
"""
_HEADS = "(SELECT min(id) FROM deliveries INDEXED BY deliveries_pending WHERE state = 'pending' GROUP BY receiver)"
_ADD = """
    INSERT INTO deliveries (
        receiver, incident, reason, dedup_key, notice, created_at, state, due_at, detail, cause, batch
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (receiver, dedup_key) DO NOTHING
"""
_DUE = SELECT + f"WHERE id IN {_HEADS} AND due_at <= ? ORDER BY due_at, id LIMIT ?"
_WAITING = SELECT + f"WHERE id IN {_HEADS} ORDER BY id"
_BY_ID = SELECT + "WHERE id = ?"
_LATEST = SELECT + "ORDER BY id DESC LIMIT ?"
_LATEST_IN = SELECT + "WHERE state = ? ORDER BY id DESC LIMIT ?"
_SINCE = SELECT + "WHERE created_at >= ? AND id > ? ORDER BY id LIMIT ?"
_COUNTS = "SELECT state, count(*) FROM deliveries GROUP BY state"
_BACKLOGS = """
    SELECT receiver, sum(state = 'pending'), sum(state = 'dead'),
        min(CASE WHEN state = 'pending' THEN created_at END), detail  -- beside min(), of the row that holds it
    FROM deliveries WHERE state IN ('pending', 'dead') GROUP BY receiver ORDER BY receiver
"""
_REQUEUE_ALL = """
    UPDATE deliveries SET state = 'pending', due_at = ?,
        forgiven = (SELECT count(*) FROM attempts WHERE delivery = deliveries.id)
    WHERE state = 'dead'
"""
_REQUEUE = _REQUEUE_ALL + "AND id = ?"
_BEGIN = """
    INSERT INTO attempts (delivery, number, started_at, outcome, detail)
    SELECT id, 1 + (SELECT count(*) FROM attempts WHERE delivery = deliveries.id), ?, 'started', ''
    FROM deliveries WHERE id = ? AND state = 'pending'
"""
_END = """
    UPDATE attempts SET ended_at = ?, outcome = ?, detail = ?
    WHERE delivery = ? AND outcome = 'started' AND number = (SELECT count(*) FROM attempts WHERE delivery = ?)
"""
_SETTLE = "UPDATE deliveries SET state = ?, due_at = ?, detail = ?, sent_at = ?, reference = ? WHERE id = ?"
_ATTEMPTS = """
    SELECT delivery, number, started_at, ended_at, outcome, detail FROM attempts WHERE delivery = ? ORDER BY number
"""


class Outbox:
    """Implements the port `OutboxStore`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def enqueue(self, delivery: NewDelivery) -> bool:
        """Add a row with its fate. False, and no row, when this receiver has this dedup key already."""
        created_at, fate = time_text(delivery.created_at), delivery.fate
        values = (
            delivery.receiver,
            delivery.incident,
            delivery.reason.value,
            delivery.dedup_key,
            NOTICE.text(delivery.notice),
            created_at,
            fate.state.value,
            time_text(fate.due_at) if fate.due_at else created_at,
            printable(fate.why),
            fate.cause,
            fate.batch,
        )
        return self._db.run(_ADD, values) == 1

    def due_deliveries(self, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Return of each receiver the oldest pending row if it is due, the one that waits longest first."""
        return self._db.all(_DUE, (time_text(now), limit), delivery_of)

    def waiting(self) -> tuple[Delivery, ...]:
        """Return of each receiver the oldest pending row, due or not: the one that the others wait for."""
        return self._db.all(_WAITING, (), delivery_of)

    def begin_attempt(self, delivery: DeliveryId, now: datetime) -> None:
        """Note that a try begins. Raises StoreError when the row is not pending: it must not be sent."""
        if not self._db.run(_BEGIN, (time_text(now), delivery)):
            raise StoreError(f"delivery {delivery} is not pending; it must not be sent")

    def end_attempt(
        self, delivery: DeliveryId, now: datetime, result: SendResult, state: DeliveryState, due_at: datetime
    ) -> None:
        """Note how the try ended and what the row is now. Raises StoreError when no try was begun."""
        detail = printable(result.detail)
        said = f"{detail} ({printable(result.reference)})" if result.reference else detail
        sent_at = time_text(now) if state is DeliveryState.SENT else None
        reference = printable(result.reference) if result.reference else None
        with self._db.transaction():
            if not self._db.run(_END, (time_text(now), result.outcome.value, said, delivery, delivery)):
                raise StoreError(f"delivery {delivery} has no try that could end")
            self._db.run(_SETTLE, (state.value, time_text(due_at), detail, sent_at, reference, delivery))

    def delivery(self, delivery: DeliveryId) -> Delivery | None:
        """Return one row."""
        return self._db.one(_BY_ID, (delivery,), delivery_of)

    def deliveries(self, *, state: DeliveryState | None = None, limit: int = 100) -> tuple[Delivery, ...]:
        """Return rows, the newest first."""
        if state is None:
            return self._db.all(_LATEST, (limit,), delivery_of)
        return self._db.all(_LATEST_IN, (state.value, limit), delivery_of)

    def deliveries_since(self, since: datetime, after: DeliveryId, limit: int) -> tuple[Delivery, ...]:
        """Return rows that were decided since an instant, with ids above `after`, in their order."""
        return self._db.all(_SINCE, (time_text(since), after, limit), delivery_of)

    def attempts(self, delivery: DeliveryId) -> tuple[Attempt, ...]:
        """Return the tries of a row in order."""
        return self._db.all(_ATTEMPTS, (delivery,), _attempt)

    def requeue(self, delivery: DeliveryId, now: datetime) -> bool:
        """Make a dead row pending and due at once; False when it is not dead.

        Its tries stay in the ledger and count against it no more.
        """
        return self._db.run(_REQUEUE, (time_text(now), delivery)) == 1

    def requeue_all(self, now: datetime) -> int:
        """Do so with every dead row; returns how many there were."""
        return self._db.run(_REQUEUE_ALL, (time_text(now),))

    def delivery_counts(self) -> dict[DeliveryState, int]:
        """Return how many rows there are in each state that has any."""
        return dict(self._db.all(_COUNTS, (), lambda row: (DeliveryState(row[0]), int(row[1]))))

    def backlogs(self) -> tuple[Backlog, ...]:
        """Return what each receiver has not got, of those with pending or dead rows, by name."""
        return self._db.all(_BACKLOGS, (), _backlog)


def _backlog(row: Row) -> Backlog:
    receiver, pending, dead, oldest_at, detail = row
    return Backlog(
        receiver=ReceiverId(receiver),
        pending=pending,
        dead=dead,
        oldest_at=maybe_time_of(oldest_at),
        detail=detail if pending else "",
    )


def delivery_of(row: Row) -> Delivery:
    """Return the delivery of a row of SELECT."""
    number, receiver, incident, reason, dedup_key, notice, state, created_at, due_at, detail, sent_at, *tries = row
    attempts, maybe_repeat, tried, follows, cause, batch, told_in = tries
    return Delivery(
        id=DeliveryId(number),
        receiver=ReceiverId(receiver),
        incident=None if incident is None else IncidentId(incident),
        reason=Reason(reason),
        dedup_key=dedup_key,
        notice=NOTICE.read(notice),
        state=DeliveryState(state),
        attempts=attempts,
        created_at=time_of(created_at),
        due_at=time_of(due_at),
        detail=detail,
        sent_at=maybe_time_of(sent_at),
        maybe_repeat=bool(maybe_repeat),
        tried=TRIED.read(tried),
        follows=NAMES.read(follows),
        cause=Cause(cause) if cause else None,
        batch=batch,
        told_in=told_in,
    )


def _attempt(row: Row) -> Attempt:
    delivery, number, started_at, ended_at, outcome, detail = row
    return Attempt(
        delivery=DeliveryId(delivery),
        number=number,
        started_at=time_of(started_at),
        ended_at=maybe_time_of(ended_at),
        outcome=Outcome(outcome),
        detail=detail,
    )
