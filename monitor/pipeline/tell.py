"""Tells a change of an incident: outbox rows, in the transaction that decided."""

from dataclasses import dataclass, replace
from datetime import datetime

from monitor.alerts.composing import Sources, Subject, incident_notice, quote
from monitor.alerts.deciding import decide
from monitor.alerts.waiting import patient
from monitor.commitments.counting import window_days
from monitor.incidents.disputing import denials
from monitor.incidents.folding import candidate_key
from monitor.incidents.origins import origins, outlets
from monitor.model.ids import ReceiverId
from monitor.model.incident import Incident, Member, Told
from monitor.model.item import StoredItem
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Digested:
    """A change that is told in a digest: why, to whom, how grave it is, and the title that tells it."""

    reason: Reason
    receivers: tuple[ReceiverId, ...]
    severity: Severity
    title: str


def tell(desk: Desk, incident: Incident, stored: StoredItem, circumstances: Circumstances) -> bool | Digested:
    """Enqueue what is to be told of the incident as it stands, if anything; True when people will hear of it.

    What belongs into a digest counts as told; the caller sends the digest.
    """
    rule = desk.book.rule(incident.rule)
    if rule is None:
        return False
    if _is_history(incident, circumstances):
        desk.store.save_incident(_told(incident))
        return False
    sources = len(origins(incident.members))
    verdict = patient(
        decide(incident, sources, rule.corroborate), incident, sources, rule.corroborate, circumstances.now
    )
    if verdict.reason is None:
        return False
    late = circumstances.late(stored.item)
    notice = compose(desk, incident, verdict.reason, late=late, now=circumstances.now)
    if notice is None:
        return False
    notice = replace(notice, severity=verdict.severity or notice.severity)
    to = route(desk, notice)
    if (digest := circumstances.digest(stored.item)) is not None:
        first = verdict.reason is Reason.FIRST_REPORT
        desk.store.save_incident(_told(incident, digest if first else verdict.reason))
        names = tuple(each.receiver for each in to)
        title = stored.item.title or stored.item.summary or stored.item.body
        return Digested(reason=digest, receivers=names, severity=notice.severity, title=title[:TITLE])
    enqueue(desk, notice, to)
    desk.store.save_incident(_told(incident, verdict.reason))
    return True


def compose(desk: Desk, incident: Incident, reason: Reason, *, late: bool, now: datetime) -> IncidentNotice | None:
    """Return the next update of an incident; None when the rulebook no longer has its rule."""
    rule, commitment = desk.book.rule(incident.rule), desk.book.commitment(incident.commitment)
    if rule is None or commitment is None:
        return None
    subject = Subject(commitment=commitment, rule=rule, windows=window_days(commitment, incident.windows, incident.day))
    return incident_notice(incident, reason, subject, _sources(desk, incident), late=late, now=now)


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
    )
    return replace(incident, told=told)


def _sources(desk: Desk, incident: Incident) -> Sources:
    members = incident.members
    quoted = members if len(members) <= QUOTES else (members[0], *members[-QUOTES + 1 :])
    quotes = tuple(q for member in quoted if (q := _quote(desk, incident, member)) is not None)
    return Sources(origins=origins(members), outlets=outlets(members), quotes=quotes)


def _quote(desk: Desk, incident: Incident, member: Member) -> Quote | None:
    stored = desk.store.item(member.item)
    if stored is None:
        return None
    verdict = standing(desk.store.verdict(member.item), desk.labels(stored))
    if member.denies:
        says = [match for match in denials(verdict) if match.rule == incident.rule]
    else:
        says = [match for match in verdict if match.fires and candidate_key(match) == incident.key]
    return quote(stored, says[0]) if says else None
