"""What is held, folded and muted of the outbox, what receivers heard, and the silences."""

from datetime import datetime

from monitor.edges.sqlite.columns import maybe_time_of, printable, time_of, time_text
from monitor.edges.sqlite.connection import Connection, Row
from monitor.edges.sqlite.documents import MATCHERS, NOTICE
from monitor.edges.sqlite.outbox import SELECT, delivery_of
from monitor.model.delivery import Delivery, Fate, Heard, Reminded
from monitor.model.ids import DeliveryId, IncidentId, ReceiverId
from monitor.model.mute import Silence, SilenceId

_BATCHES = (
    "SELECT DISTINCT receiver, batch FROM deliveries WHERE state = 'held' AND due_at <= ? ORDER BY receiver, batch"
)
_HELD = SELECT + "WHERE state = 'held' AND receiver = ? AND batch = ? AND due_at <= ? AND id > ? ORDER BY id LIMIT ?"
_OF_INCIDENT = SELECT + "WHERE incident = ? ORDER BY id"
_TIMES = """
    SELECT min(due_at) FILTER (WHERE state = 'held'), max(due_at) FILTER (WHERE state <> 'held')
    FROM deliveries WHERE receiver = ? AND batch = ?
"""
_DECIDE = """
    UPDATE deliveries SET state = ?, due_at = ?, detail = ?, cause = ?, batch = ?, told_in = ?
    WHERE id = ? AND state = 'held'
"""
_HEARD = """
    SELECT notice, created_at FROM deliveries
    WHERE receiver = ? AND created_at >= ? AND state <> 'muted' ORDER BY id
"""
_LETTERS = """
    SELECT due_at FROM deliveries
    WHERE receiver = ? AND due_at >= ? AND state IN ('pending', 'sent', 'dead') ORDER BY due_at
"""
_MUTED = """
    SELECT cause, count(*) FROM deliveries
    WHERE receiver = ? AND created_at >= ? AND state = 'muted' GROUP BY cause ORDER BY cause
"""
_REMINDED = """
    SELECT receiver, max(created_at), sum(reason = 'reminder' AND id > (
        SELECT max(id) FROM deliveries AS update_ WHERE update_.incident = deliveries.incident
            AND update_.receiver = deliveries.receiver AND update_.reason <> 'reminder'
    ))
    FROM deliveries WHERE incident = ? GROUP BY receiver HAVING sum(reason <> 'reminder') ORDER BY receiver
"""
_SILENCES = "SELECT id, match, author, comment, created_at, expires_at FROM silences WHERE expires_at > ? ORDER BY id"
_ADD_SILENCE = "INSERT INTO silences (match, author, comment, created_at, expires_at) VALUES (?, ?, ?, ?, ?)"
_EXPIRE = "UPDATE silences SET expires_at = ? WHERE id = ? AND expires_at > ?"


class Ledger:
    """Implements the port `LedgerStore`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def due_batches(self, now: datetime) -> tuple[tuple[ReceiverId, str], ...]:
        """Return the receivers and batches with held rows whose time has come."""
        return self._db.all(_BATCHES, (time_text(now),), lambda row: (ReceiverId(row[0]), str(row[1])))

    def held(self, receiver: ReceiverId, batch: str, now: datetime, after: int, limit: int) -> tuple[Delivery, ...]:
        """Return held rows of a batch whose time has come, with ids above `after`, in their order."""
        return self._db.all(_HELD, (receiver, batch, time_text(now), after, limit), delivery_of)

    def batch_times(self, receiver: ReceiverId, batch: str) -> tuple[datetime | None, datetime | None]:
        """Return until when rows of a batch are held, if any is, and when its last letter was due."""
        found = self._db.one(_TIMES, (receiver, batch), lambda row: (maybe_time_of(row[0]), maybe_time_of(row[1])))
        return found or (None, None)

    def decide_held(self, delivery: DeliveryId, fate: Fate, now: datetime) -> None:
        """Write what becomes of a held row; one that is not held any more stays as it is."""
        due_at = time_text(fate.due_at or now)
        values = (fate.state.value, due_at, printable(fate.why), fate.cause, fate.batch, fate.told_in, delivery)
        self._db.run(_DECIDE, values)

    def heard(self, receiver: ReceiverId, since: datetime) -> tuple[Heard, ...]:
        """Return what a receiver was told, or will be, of what was decided since an instant."""
        return self._db.all(_HEARD, (receiver, time_text(since)), _heard)

    def letters(self, receiver: ReceiverId, since: datetime) -> tuple[datetime, ...]:
        """Return when letters went to a receiver since an instant, oldest first."""
        return self._db.all(_LETTERS, (receiver, time_text(since)), lambda row: time_of(row[0]))

    def muted(self, receiver: ReceiverId, since: datetime) -> tuple[tuple[str, int], ...]:
        """Return how much was muted for a receiver since an instant, by its cause."""
        return self._db.all(_MUTED, (receiver, time_text(since)), lambda row: (str(row[0]), int(row[1])))

    def deliveries_of(self, incident: IncidentId) -> tuple[Delivery, ...]:
        """Return what became of each notice of an incident to each receiver, in order."""
        return self._db.all(_OF_INCIDENT, (incident,), delivery_of)

    def reminded(self, incident: IncidentId) -> tuple[Reminded, ...]:
        """Return who heard of an incident, when for the last time, and how often they were reminded since."""
        return self._db.all(_REMINDED, (incident,), _reminded)

    def silences(self, now: datetime) -> tuple[Silence, ...]:
        """Return the silences that have not expired."""
        return self._db.all(_SILENCES, (time_text(now),), _silence)

    def add_silence(self, silence: Silence) -> SilenceId:
        """Store a silence; returns the id that it is given."""
        values = (
            MATCHERS.text(silence.match),
            silence.author,
            silence.comment,
            time_text(silence.created_at),
            time_text(silence.expires_at),
        )
        return SilenceId(self._db.added(_ADD_SILENCE, values))

    def expire_silence(self, silence: SilenceId, now: datetime) -> bool:
        """End a silence now; False when there is none of this id, or it has expired already."""
        return self._db.run(_EXPIRE, (time_text(now), silence, time_text(now))) == 1


def _heard(row: Row) -> Heard:
    return Heard(notice=NOTICE.read(row[0]), at=time_of(row[1]))


def _reminded(row: Row) -> Reminded:
    receiver, last_at, count = row
    return Reminded(receiver=ReceiverId(receiver), last_at=time_of(last_at), count=count)


def _silence(row: Row) -> Silence:
    number, match, author, comment, created_at, expires_at = row
    return Silence(
        id=SilenceId(number),
        match=MATCHERS.read(match),
        author=author,
        comment=comment,
        created_at=time_of(created_at),
        expires_at=time_of(expires_at),
    )
