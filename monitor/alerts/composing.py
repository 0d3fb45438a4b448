"""Composes what people are told from an incident and what its items say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.model.commitment import Commitment
from monitor.model.ids import FeedId, Publisher
from monitor.model.incident import Incident
from monitor.model.item import StoredItem
from monitor.model.match import Match
from monitor.model.notice import IncidentNotice, PlainNotice, Quote, Reason, WindowDay
from monitor.model.rule import Rule, Severity
from monitor.text.fingerprints import fingerprint

_GRAVITY = tuple(reversed(Severity))
_DIGESTS = {
    Reason.OUTAGE: "over two days old, late because the feed could not be read:",
    Reason.FLOOD: "at once from",
}


def quote(item: StoredItem, match: Match) -> Quote:
    """Return what an item says, with the words that matched."""
    source = item.item
    return Quote(
        item=item.id,
        publisher=source.publisher,
        url=source.url,
        lang=source.lang,
        published_at=source.published_at,
        certainty=source.certainty,
        stance=match.stance,
        text=match.evidence.text,
        words=match.evidence.words,
        cue=match.evidence.cue,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an incident is about: the commitment, the rule, and the event's day by each count."""

    commitment: Commitment
    rule: Rule
    windows: tuple[WindowDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Who reports an incident, and what they say."""

    origins: tuple[Publisher, ...]
    outlets: tuple[Publisher, ...]
    quotes: tuple[Quote, ...]


def incident_notice(
    incident: Incident, reason: Reason, subject: Subject, sources: Sources, *, late: bool, now: datetime
) -> IncidentNotice:
    """Compose the next update of an incident; its dedup key names the incident and the update."""
    update = incident.told.updates + 1
    return IncidentNotice(
        reason=reason,
        dedup_key=f"{incident.id}/{update}",
        incident=incident.id,
        update=update,
        commitment=subject.commitment.id,
        commitment_title=subject.commitment.title,
        pledge=subject.commitment.pledge,
        zone=subject.commitment.zone.key,
        rule=subject.rule.id,
        kind=subject.rule.kind,
        severity=subject.rule.severity,
        event_on=incident.day,
        boundary=incident.boundary,
        windows=subject.windows,
        places=incident.places,
        attributions=incident.attributions,
        origins=sources.origins,
        outlets=sources.outlets,
        quotes=sources.quotes,
        late=late,
        decided_at=now,
    )


def baseline_notice(feed: FeedId, title: str, read: int, fired: Sequence[str], now: datetime) -> PlainNotice:
    """Compose the summary of what a feed's first poll would have told; `fired` are titles of items.

    The key hides the feed's address, which may hold a password.
    """
    shown = tuple(f"would have been told: {text}" for text in fired[:10])
    more = (f"and {len(fired) - 10} more",) if len(fired) > len(shown) else ()
    return PlainNotice(
        reason=Reason.BASELINE,
        dedup_key=f"baseline/{fingerprint(feed)[:12]}",
        subject=f"First look at {title}: {len(fired)} of {read} entries are about a commitment",
        lines=(*shown, *more, "What this feed brings from now on is told as it comes."),
        severity=Severity.LOW,
        decided_at=now,
    )


def digest_notice(
    reason: Reason, feed: FeedId, title: str, told: Sequence[tuple[Severity, str]], now: datetime
) -> PlainNotice:
    """Compose the one letter that tells many reports of a feed; `told` are their severities and titles.

    It is as severe as the gravest of them, which come first.
    """
    ordered = sorted(told, key=lambda each: _GRAVITY.index(each[0]))
    return PlainNotice(
        reason=reason,
        dedup_key=f"{reason}/{fingerprint(feed)[:12]}/{now:%Y%m%dT%H%M%S}",
        subject=f"{len(told)} {'report' if len(told) == 1 else 'reports'} {_DIGESTS[reason]} {title}",
        lines=(*(f"[{severity}] {text}" for severity, text in ordered), "`pactwatch incidents` shows them all."),
        severity=ordered[0][0],
        decided_at=now,
    )


def drill_notice(receiver: str, key: str, now: datetime) -> PlainNotice:
    """Compose the message of `send-test`."""
    return PlainNotice(
        reason=Reason.TEST,
        dedup_key=f"test/{key}",
        subject=f"Test: pactwatch can reach {receiver}",
        lines=("This is a test message. No commitment was broken.",),
        severity=Severity.LOW,
        decided_at=now,
    )
