"""Composes what people are told from an incident and what its items say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from monitor.alerts.ailments import Ailment
from monitor.model.commitment import Commitment, Deadline
from monitor.model.ids import FeedId, Publisher
from monitor.model.incident import Incident
from monitor.model.item import StoredItem
from monitor.model.labels import Mark
from monitor.model.match import Match
from monitor.model.notice import CommitmentNotice, IncidentNotice, PlainNotice, Quote, Reason, WindowDay
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
    unlisted: tuple[Publisher, ...] = ()
    heard: str = ""
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
        unlisted=sources.unlisted,
        heard=sources.heard,
        quotes=sources.quotes,
        late=late,
        states=marks(incident),
        decided_at=now,
    )


def marks(incident: Incident) -> tuple[Mark, ...]:
    """Return how an incident stands, in the words that routes ask for."""
    flags = ((incident.corroborated, Mark.CORROBORATED), (incident.disputed, Mark.DISPUTED))
    return (Mark(incident.state), *(mark for holds, mark in flags if holds))


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


def flood_notice(
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


def deadline_notice(commitment: Commitment, deadline: Deadline, at: datetime, now: datetime) -> CommitmentNotice:
    """Compose that nothing was heard of a commitment by its deadline; the key names the deadline and its time."""
    notice = commitment_notice(commitment, Reason.DEADLINE_PASSED, deadline.id, at, now)
    return replace(notice, what=deadline.what, dedup_key=f"deadline/{commitment.id}/{deadline.id}/{_stamp(at)}")


def commitment_notice(
    commitment: Commitment, reason: Reason, about: str, at: datetime, now: datetime
) -> CommitmentNotice:
    """Compose what a commitment tells of itself; the key names the reason, what it is about, and the instant."""
    return CommitmentNotice(
        reason=reason,
        dedup_key=f"{reason}/{commitment.id}/{about}/{_stamp(at)}",
        commitment=commitment.id,
        commitment_title=commitment.title,
        pledge=commitment.pledge,
        zone=commitment.zone.key,
        severity=_BY_THE_CLOCK[reason],
        at=at,
        decided_at=now,
    )


_BY_THE_CLOCK = {
    Reason.DEADLINE_PASSED: Severity.MEDIUM,
    Reason.WINDOW_STARTED: Severity.MEDIUM,
    Reason.WINDOW_ENDING: Severity.MEDIUM,
    Reason.WINDOW_ENDED: Severity.HIGH,
    Reason.BLIND: Severity.HIGH,
    Reason.SEEN_AGAIN: Severity.MEDIUM,
}
"""How urgent it is what a commitment tells of itself."""


def ailment_notice(ailments: Sequence[Ailment], now: datetime) -> PlainNotice:
    """Compose what ails the daemon; the ailments are of one reason, and at least one."""
    reason = ailments[0].reason
    title, severity, todo = _ADVICE[reason]
    told = (line for ailment in ailments for line in (*ailment.what.splitlines(), f"Since {_moment(ailment.since)}."))
    return PlainNotice(
        reason=reason,
        dedup_key=f"{reason}/{_name(ailments)}/{_stamp(now)}",
        subject=title,
        lines=(f"What to do: {todo}", *told),
        severity=severity,
        decided_at=now,
    )


def recovery_notice(ailments: Sequence[Ailment], now: datetime) -> PlainNotice:
    """Compose that ailments of one reason are over."""
    reason = ailments[0].reason
    told = (f"From {_moment(ailment.since)}: {ailment.what.splitlines()[0]}" for ailment in ailments)
    return PlainNotice(
        reason=Reason.RECOVERED,
        dedup_key=f"{reason}/{_name(ailments)}/{_stamp(now)}/over",
        subject=f"Over: {_ADVICE[reason].title}",
        lines=("This is over; nothing needs to be done.", *told),
        severity=Severity.LOW,
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


class _Advice(NamedTuple):
    title: str
    severity: Severity
    todo: str


_ADVICE = {
    Reason.STORE_UNWRITABLE: _Advice(
        "pactwatch cannot write its state",
        Severity.CRITICAL,
        "free space on the disk of the state folder, or mend its mount. Nothing that was stored is lost; until then "
        "no news is taken in and no alert is sent. pactwatch goes on by itself.",
    ),
    Reason.ALL_FEEDS_FAILING: _Advice(
        "pactwatch is blind: all feeds are failing",
        Severity.CRITICAL,
        "check this machine's network and name server; `pactwatch status` shows what each feed fails with.",
    ),
    Reason.RULEBOOK_BROKEN: _Advice(
        "the rule files of pactwatch have faults",
        Severity.HIGH,
        "correct them, with the help of `pactwatch check`; they are taken up as soon as they are whole.",
    ),
    Reason.DEAD_LETTERS: _Advice(
        "pactwatch gave up letters",
        Severity.HIGH,
        "mend the receiver, try it with `pactwatch send-test`, then `pactwatch deliveries retry --all`.",
    ),
    Reason.FEED_STOPPED: _Advice(
        "a feed has ended",
        Severity.MEDIUM,
        "find the feed's successor and put it into feeds.yaml, or remove the feed.",
    ),
    Reason.ITEMS_IN_ERROR: _Advice(
        "items could not be judged",
        Severity.MEDIUM,
        "the log names them; please report the fault. They are kept, and tried again under a changed rulebook.",
    ),
}
"""What ails the daemon, how urgent it is, and what to do about it."""


def _name(ailments: Sequence[Ailment]) -> str:
    return fingerprint(*(ailment.about for ailment in ailments))[:12]


def _stamp(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%S.%fZ}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d, %H:%M} UTC"
