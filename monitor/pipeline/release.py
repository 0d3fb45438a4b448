"""Releases what was held when its time has come: the end of a mute window, a full group, a digest, room for letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.alerts.digesting import Batch, digest_notice
from monitor.alerts.muting import DIGEST, Case, decide
from monitor.alerts.routing import labels_of
from monitor.messages import subject
from monitor.model.delivery import AT_ONCE, Delivery, DeliveryState, Fate
from monitor.model.ids import DeliveryId, ReceiverId
from monitor.model.mute import Cause
from monitor.model.notice import CommitmentNotice, DigestEntry, DigestNotice, IncidentNotice, Notice
from monitor.pipeline.desk import Desk
from monitor.pipeline.digests import Since, due_digests, watched
from monitor.pipeline.outgoing import enqueue_at_once, receiver_of, situation

_ON_COMMITMENTS = (IncidentNotice, CommitmentNotice)
CHUNK = 500
"""How many held rows are in memory at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A held row that is to be told now."""

    id: DeliveryId
    cause: Cause
    batch: str
    entry: DigestEntry


def release(desk: Desk) -> tuple[Notice, ...]:
    """Decide anew on what was held until now: tell it, alone or together, hold it on, or mute it.

    Returns the letters that go out.
    """
    now = desk.clock.now()
    with desk.store.transaction():
        digests = due_digests(desk, now)
        batches = dict.fromkeys((*desk.store.due_batches(now), *((receiver, DIGEST) for receiver in digests)))
        told = (_release(desk, receiver, batch, digests.get(receiver), now) for receiver, batch in batches)
        return tuple(notice for notice in told if notice)


def _release(desk: Desk, receiver: ReceiverId, batch: str, since: Since | None, now: datetime) -> Notice | None:
    ready = list(_ready(desk, receiver, batch, now))
    regular = since if batch == DIGEST else None
    if not ready and regular is None:
        return None
    if len(ready) == 1 and batch != DIGEST:
        return _tell_alone(desk, ready[0], now)
    gathered = Batch(
        receiver=receiver,
        cause=ready[0].cause if ready else Cause.DIGEST,
        about=_about(receiver, batch),
        zone=_zone(desk, receiver, batch),
        since=regular.at if regular else ready[0].entry.at,
    )
    return _tell_together(desk, gathered, ready, regular, now)


def _ready(desk: Desk, receiver: ReceiverId, batch: str, now: datetime) -> Iterator[Ready]:
    """Yield the rows of a batch that are told now; what becomes of the others is written down."""
    after = 0
    while rows := desk.store.held(receiver, batch, now, after, CHUNK):
        after = rows[-1].id
        for row in rows:
            fate = _fate(desk, row, now)
            if fate.state is DeliveryState.PENDING:
                yield Ready(id=row.id, cause=row.cause or Cause.DIGEST, batch=row.batch, entry=_entry(row))
            else:
                desk.store.decide_held(row.id, fate, now)


def _fate(desk: Desk, row: Delivery, now: datetime) -> Fate:
    plan = desk.book.rulebook.alerts
    case = Case(
        labels=labels_of(row.notice),
        dedup_key=row.dedup_key,
        receiver=receiver_of(plan, row.receiver),
        waited=row.cause,
    )
    return decide(case, plan, situation(desk, case, now), now)


def _tell_alone(desk: Desk, ready: Ready, now: datetime) -> Notice | None:
    desk.store.decide_held(ready.id, replace(AT_ONCE, cause=ready.cause, batch=ready.batch), now)
    row = desk.store.delivery(ready.id)
    return row.notice if row else None


def _tell_together(
    desk: Desk, gathered: Batch, told: Sequence[Ready], regular: Since | None, now: datetime
) -> DigestNotice:
    muted = desk.store.muted(gathered.receiver, gathered.since) if regular else ()
    seen = watched(desk, regular, now) if regular else None
    notice = digest_notice(gathered, [each.entry for each in told], muted, seen, now)
    enqueue_at_once(desk, notice, (gathered.receiver,))
    key = notice.dedup_key
    for each in told:
        fate = Fate(state=DeliveryState.FOLDED, cause=each.cause, why=f"told in {key}", batch=each.batch, told_in=key)
        desk.store.decide_held(each.id, fate, now)
    return notice


def _entry(row: Delivery) -> DigestEntry:
    notice = row.notice
    return DigestEntry(
        reason=row.reason,
        severity=notice.severity,
        at=row.created_at,
        subject=subject(notice),
        commitment_title=notice.commitment_title if isinstance(notice, _ON_COMMITMENTS) else "",
        incident=row.incident,
        dedup_key=row.dedup_key,
    )


def _about(receiver: ReceiverId, batch: str) -> str:
    """Return what a batch is about: a mute window, the values of a group, or the receiver."""
    kind, _, rest = batch.partition("/")
    return rest if kind in ("window", "group") else receiver


def _zone(desk: Desk, receiver: ReceiverId, batch: str) -> str:
    """Return the zone of local times: that of the mute window or of the digest, else UTC."""
    plan = desk.book.rulebook.alerts
    windows = {f"window/{window.id}": window.zone.key for window in plan.mute_windows}
    digest = receiver_of(plan, receiver).digest
    return windows.get(batch) or (digest.zone.key if digest else "UTC")
