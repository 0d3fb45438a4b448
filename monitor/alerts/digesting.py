"""Digests: when they are due, and what stands in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cronsim import CronSim

from monitor.model.alert import Digest
from monitor.model.ids import ReceiverId
from monitor.model.mute import Cause
from monitor.model.notice import DigestEntry, DigestNotice, Reason, Watched
from monitor.model.rule import Severity

ENTRIES = 200
"""How many notices a digest carries, the gravest first; the ledger has them all."""
REASONS = {
    Cause.WINDOW_HOLD: Reason.HELD,
    Cause.DIGEST: Reason.DIGEST,
    Cause.GROUP: Reason.GROUP,
    Cause.LIMIT: Reason.LIMITED,
}
_GRAVITY = {severity: number for number, severity in enumerate(Severity)}


def next_digest(digest: Digest, now: datetime) -> datetime:
    """Return the next instant (UTC) after `now` that the cron expression names, on the clocks of its zone.

    As with Debian's cron, a time that clocks skip counts at once after, and one that comes twice counts once.
    """
    return next(CronSim(digest.cron, now.astimezone(digest.zone))).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is told together: to whom, what it was held for, what it is about, and since when it was gathered."""

    receiver: ReceiverId
    cause: Cause
    about: str
    zone: str
    since: datetime


def digest_notice(
    batch: Batch,
    entries: Sequence[DigestEntry],
    muted: Iterable[tuple[str, int]],
    watched: Watched | None,
    now: datetime,
) -> DigestNotice:
    """Compose the one letter that tells them all, the gravest first; it is as severe as the gravest."""
    ordered = sorted(entries, key=lambda entry: (-_GRAVITY[entry.severity], entry.at))
    reason = REASONS[batch.cause]
    return DigestNotice(
        reason=reason,
        dedup_key=f"{reason}/{batch.receiver}/{batch.about}/{now:%Y%m%dT%H%M%S.%fZ}",
        about=batch.about,
        severity=ordered[0].severity if ordered else Severity.LOW,
        zone=batch.zone,
        since=batch.since,
        entries=tuple(ordered[:ENTRIES]),
        more=max(len(ordered) - ENTRIES, 0),
        muted=tuple(muted),
        watched=watched,
        decided_at=now,
    )
