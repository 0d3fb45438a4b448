"""Tells a change of an incident: outbox rows, in the transaction that decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from monitor.alerts.composing import Sources, Subject, incident_notice, quote
from monitor.alerts.deciding import decide
from monitor.alerts.waiting import patient
from monitor.commitments.counting import window_days
from monitor.incidents.disputing import denials
from monitor.incidents.history import news
from monitor.incidents.origins import founders, heard_words, origins, outlets
from monitor.model.ids import ReceiverId
from monitor.model.incident import Incident, Member, State, Told
from monitor.model.item import StoredItem
from monitor.model.match import Match
from monitor.model.notice import IncidentNotice, Quote, Reason
from monitor.model.rule import Severity
from monitor.pipeline.circumstances import Circumstances
from monitor.pipeline.desk import Desk
from monitor.pipeline.outgoing import enqueue, route
from monitor.teaching.labelling import standing

TITLE = 300
"""How many characters of a title a digest tells."""
QUOTES = 12
"""How many quotes a notice carries at most: the first report, and the latest ones."""

Members = Callable[[], Sequence[Member]]
"""Reads all members of an incident, where something is to be told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digested:
    """A change that is told in a digest: why, to whom, how grave it is, and the title that tells it."""

    reason: Reason
    receivers: tuple[ReceiverId, ...]
    severity: Severity
    title: str


def tell(
    desk: Desk, incident: Incident, stored: StoredItem, circumstances: Circumstances, members: Members
) -> tuple[Incident, bool | Digested]:
    """Enqueue what is to be told of the incident as it stands, if anything; True when people will hear of it.

    Returns the incident as people know it then, which the caller writes down. What belongs into a digest counts as
    told; the caller sends the digest.
    """
    rule = desk.book.rule(incident.rule)
    if rule is None:
        return incident, False
    if _is_history(incident, circumstances):
        return _told(incident), False
    new, now = news(incident, incident.told, desk.book.backdrop), circumstances.now
    verdict = decide(incident, rule.corroborate, moved=new.moved, places=new.places)
    verdict = patient(verdict, incident, incident.sources.confirming, rule.corroborate, now)
    if verdict.reason is None:
        return incident, False
    late = circumstances.late(stored.item)
    notice = compose(desk, incident, verdict.reason, members(), late=late, now=now)
    if notice is None:
        return incident, False
    notice = replace(notice, severity=verdict.severity or notice.severity)
    to = route(desk, notice)
    if (digest := circumstances.digest(stored.item)) is not None:
        first = verdict.reason is Reason.FIRST_REPORT
        names = tuple(each.receiver for each in to)
        title = stored.item.title or stored.item.summary or stored.item.body
        digested = Digested(reason=digest, receivers=names, severity=notice.severity, title=title[:TITLE])
        return _told(incident, digest if first else verdict.reason), digested
    enqueue(desk, notice, to)
    return _told(incident, verdict.reason), True


def compose(
    desk: Desk, incident: Incident, reason: Reason, members: Sequence[Member], *, late: bool, now: datetime
) -> IncidentNotice | None:
    """Return the next update of an incident; None when the rulebook no longer has its rule."""
    rule, commitment = desk.book.rule(incident.rule), desk.book.commitment(incident.commitment)
    if rule is None or commitment is None:
        return None
    subject = Subject(commitment=commitment, rule=rule, windows=window_days(commitment, incident.windows, incident.day))
    return incident_notice(incident, reason, subject, _sources(desk, incident, members), late=late, now=now)


def _is_history(incident: Incident, circumstances: Circumstances) -> bool:
    """Whether all that is known of an incident stood in the first documents of feeds: a summary tells of those."""
    known = set(incident.told.reasons)
    began = incident.opened_at == circumstances.now
    return circumstances.baseline and (known == {Reason.BASELINE} or (not known and began))


def _told(incident: Incident, reason: Reason | None = None) -> Incident:
    """Return the incident as people know it now: by a letter for this reason, or by a feed's first summary."""
    told = Told(
        reasons=(*incident.told.reasons, reason) if reason else (Reason.BASELINE,),
        corroborated=incident.corroborated,
        disputed=incident.disputed,
        places=incident.places,
        day=incident.day,
        retracted=incident.state is State.RETRACTED,
    )
    return replace(incident, told=told)


def _sources(desk: Desk, incident: Incident, members: Sequence[Member]) -> Sources:
    quoted = members if len(members) <= QUOTES else (members[0], *members[-QUOTES + 1 :])
    quotes = tuple(q for member in quoted if (q := _quote(desk, incident, member)) is not None)
    return Sources(
        origins=origins(members),
        outlets=outlets(members),
        unlisted=tuple(member.publisher for member in founders(members) if not member.listed),
        heard=heard_words(incident.sources),
        quotes=quotes,
    )


def _quote(desk: Desk, incident: Incident, member: Member) -> Quote | None:
    stored = desk.store.item(member.item)
    if stored is None:
        return None
    verdict = standing(desk.store.verdict(member.item), desk.labels(stored))
    says = [match for match in denials(verdict) if match.rule == incident.rule] if member.denies else []
    says += [match for match in verdict if match.fires and match.rule == incident.rule]
    return quote(stored, min(says, key=partial(_strays, member))) if says else None


def _strays(member: Member, match: Match) -> bool:
    """Whether a mention is not of the event that a member tells beside its own."""
    return member.trace is not None and not set(member.trace.places) >= set(match.places)
