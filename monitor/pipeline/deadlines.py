"""Tells deadlines of commitments that passed with nothing heard."""

from datetime import datetime

from monitor.alerts.composing import deadline_notice
from monitor.alerts.routing import Labels, receivers
from monitor.commitments.deadlines import Listening, Ruling, judge, passes_at
from monitor.model.commitment import Commitment, Deadline
from monitor.model.ids import CommitmentId
from monitor.model.notice import PlainNotice
from monitor.model.rule import Kind
from monitor.pipeline.desk import Desk
from monitor.pipeline.tell import enqueue

INCIDENTS = 1000
"""How many of a commitment's incidents are looked at, the last changed first."""


def watch_deadlines(desk: Desk) -> tuple[PlainNotice, ...]:
    """Note which commitments are known since now, and tell the deadlines that passed in silence, each once."""
    now = desk.clock.now()
    with desk.store.transaction():
        told = []
        for commitment in desk.book.rulebook.commitments:
            known_at = _known_at(desk, commitment.id, now)
            told += [n for d in commitment.deadlines if (n := _watch(desk, commitment, d, known_at, now))]
    return tuple(told)


def _watch(
    desk: Desk, commitment: Commitment, deadline: Deadline, known_at: datetime, now: datetime
) -> PlainNotice | None:
    at = passes_at(deadline, commitment.zone)
    name = f"deadline/{commitment.id}/{deadline.id}"
    settled = f"{at.isoformat()} "
    if now < at or (desk.store.note(name) or "").startswith(settled):
        return None
    listening = Listening(known_at=known_at, read_until=_read_until(desk))
    incidents = desk.store.incidents(commitment=commitment.id, limit=INCIDENTS)
    ruling = judge(deadline, commitment.zone, listening, incidents, now)
    if ruling.settled:
        desk.store.save_note(name, settled + ruling)
    if ruling is not Ruling.NOTHING_HEARD:
        return None
    notice = deadline_notice(commitment, deadline, at, now)
    # It is said of the commitment, by the clock: a statement. Talks are events that somebody held or called off.
    labels = Labels(reason=notice.reason, severity=notice.severity, commitment=commitment.id, kind=Kind.STATEMENT)
    enqueue(desk, notice, receivers(desk.book.rulebook.alerts.route, labels))
    return notice


def _known_at(desk: Desk, commitment: CommitmentId, now: datetime) -> datetime:
    name = f"known-since/{commitment}"
    note = desk.store.note(name)
    if note is None:
        desk.store.save_note(name, now.isoformat())
    return datetime.fromisoformat(note) if note else now


def _read_until(desk: Desk) -> datetime | None:
    """Return up to when every feed was read, failing ones aside; None when one was never polled."""
    states = desk.store.feed_states()
    known = [states.get(feed.id) for feed in desk.book.rulebook.feeds if feed.enabled]
    read = [state.polled_at if state else None for state in known if not (state and state.failing)]
    times = [at for at in read if at is not None]
    return min(times) if times and len(times) == len(read) else None
