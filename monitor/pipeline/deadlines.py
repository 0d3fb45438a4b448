"""Tells deadlines of commitments that passed with nothing heard."""

from datetime import datetime

from monitor.alerts.composing import deadline_notice
from monitor.commitments.deadlines import Listening, Ruling, judge, passes_at
from monitor.model.commitment import Commitment, Deadline
from monitor.model.notice import CommitmentNotice
from monitor.pipeline.desk import Desk
from monitor.pipeline.listening import known_at, read_until
from monitor.pipeline.outgoing import enqueue, route

INCIDENTS = 1000
"""How many of a commitment's incidents are looked at, the last changed first."""


def watch_deadlines(desk: Desk) -> tuple[CommitmentNotice, ...]:
    """Note which commitments are known since now, and tell the deadlines that passed in silence, each once."""
    now = desk.clock.now()
    with desk.store.transaction():
        told = []
        for commitment in desk.book.rulebook.commitments:
            since = known_at(desk, commitment.id, now)
            told += [n for d in commitment.deadlines if (n := _watch(desk, commitment, d, since, now))]
    return tuple(told)


def _watch(
    desk: Desk, commitment: Commitment, deadline: Deadline, since: datetime, now: datetime
) -> CommitmentNotice | None:
    at = passes_at(deadline, commitment.zone)
    name = f"deadline/{commitment.id}/{deadline.id}"
    settled = f"{at.isoformat()} "
    if now < at or (desk.store.note(name) or "").startswith(settled):
        return None
    listening = Listening(known_at=since, read_until=read_until(desk))
    incidents = desk.store.incidents(commitment=commitment.id, limit=INCIDENTS)
    ruling = judge(deadline, commitment.zone, listening, incidents, now)
    if ruling.settled:
        desk.store.save_note(name, settled + ruling)
    if ruling is not Ruling.NOTHING_HEARD:
        return None
    notice = deadline_notice(commitment, deadline, at, now)
    enqueue(desk, notice, route(desk, notice))
    return notice
