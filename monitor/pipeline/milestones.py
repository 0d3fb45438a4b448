"""Tells of windows that start, end within a day, and have ended, each once."""

from dataclasses import replace
from datetime import datetime

from monitor.alerts.composing import commitment_notice
from monitor.commitments.deadlines import Listening
from monitor.commitments.milestones import Milestone, Passing, What, judge, milestones
from monitor.commitments.summing import sum_up
from monitor.model.commitment import Commitment
from monitor.model.notice import CommitmentNotice, Reason
from monitor.pipeline.desk import Desk
from monitor.pipeline.listening import known_at, read_until
from monitor.pipeline.outgoing import enqueue, route
from monitor.pipeline.sight import recall

EVERYTHING = 1_000_000
_REASONS = {
    What.STARTED: Reason.WINDOW_STARTED,
    What.ENDING: Reason.WINDOW_ENDING,
    What.ENDED: Reason.WINDOW_ENDED,
}


def watch_windows(desk: Desk) -> tuple[CommitmentNotice, ...]:
    """Note which windows are known since now, and tell of those that came to a milestone."""
    now = desk.clock.now()
    with desk.store.transaction():
        told = []
        for commitment in desk.book.rulebook.commitments:
            for window in commitment.windows:
                since = known_at(desk, f"{commitment.id}/{window.id}", now)
                passed = (each for each in milestones(window, commitment.zone) if each.at <= now)
                told += [n for each in passed if (n := _watch(desk, commitment, each, since, now))]
    return tuple(told)


def _watch(
    desk: Desk, commitment: Commitment, milestone: Milestone, since: datetime, now: datetime
) -> CommitmentNotice | None:
    name = f"window/{commitment.id}/{milestone.window.id}/{milestone.what}"
    at, _, settled = (desk.store.note(name) or "").partition(" ")
    if at == milestone.at.isoformat():
        return None
    listening = Listening(known_at=since, read_until=read_until(desk))
    _, _, told_at = settled.partition(" ")
    passing = judge(milestone, listening, datetime.fromisoformat(told_at) if told_at else None, now)
    if passing.settled:
        desk.store.save_note(name, f"{milestone.at.isoformat()} {passing} {now.isoformat()}")
    if passing is not Passing.REACHED:
        return None
    notice = _notice(desk, commitment, milestone, now)
    enqueue(desk, notice, route(desk, notice))
    return notice


def _notice(desk: Desk, commitment: Commitment, milestone: Milestone, now: datetime) -> CommitmentNotice:
    window = milestone.window
    notice = commitment_notice(commitment, _REASONS[milestone.what], window.id, milestone.at, now)
    notice = replace(notice, window=window.id, until=milestone.over_at)
    if milestone.what is not What.ENDED:
        return notice
    incidents = desk.store.incidents(commitment=commitment.id, limit=EVERYTHING)
    blind = recall(desk, commitment.id).blind_days(commitment, milestone.at)
    return replace(notice, summary=sum_up(commitment, window, incidents, blind))
