"""Decides what a telling does to an incident.

A telling belongs to the incident that it is most like (see `likeness`), or opens one. The accused does not decide, for
in one event each side may accuse the other: an incident holds attributions instead. One night's strikes on many places
are one incident that has them all, for they are one deed, told as one; see docs/design/folding.md.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.incidents.backdrop import Backdrop
from monitor.incidents.origins import added, sole_speaker, sources
from monitor.incidents.tellings import Telling
from monitor.model.ids import IncidentId, PartyId
from monitor.model.incident import Attribution, Incident, Kin, Member, State, Trace
from monitor.model.item import StoredItem
from monitor.model.match import Match
from monitor.model.rule import Corroborate, Stance

FIRST, LATEST = 3, 5
"""How many traces an incident keeps of its first members, and of its latest."""


def member_of(
    stored: StoredItem, telling: Telling | None, denials: Sequence[Match], parties: Sequence[PartyId], why: str = ""
) -> Member:
    """Return an item as a member: by what it tells of the event, by what is denied in it, or by both."""
    item = stored.item
    said = (*(telling.matches if telling else ()), *denials)
    member = Member(
        item=stored.id,
        publisher=item.publisher,
        title_key=item.title_key,
        aggregator=item.aggregator,
        main=telling is not None and telling.main,
        attributions=tuple(
            dict.fromkeys(Attribution(accused=m.party, speaker=m.speaker, stance=m.stance) for m in said)
        ),
        copy_of=stored.copy_of,
        family=item.family,
        listed=item.listed,
        trace=telling.trace if telling else None,
        why=why,
    )
    speaker = item.side or sole_speaker(member)
    return replace(member, heard=next((party for party in parties if party == speaker), None))


def opened(telling: Telling, now: datetime, new_id: IncidentId) -> Incident:
    """Return the incident that a telling opens; it has no member yet."""
    first = telling.matches[0]
    return Incident(
        id=new_id,
        commitment=first.commitment,
        rule=first.rule,
        kind=first.kind,
        state=State.OPEN,
        day=telling.day,
        day_named=telling.trace.named,
        places=telling.places,
        windows=first.windows,
        boundary=first.boundary,
        corroborated=False,
        disputed=False,
        opened_at=now,
        changed_at=now,
    )


def grown(incident: Incident, telling: Telling) -> Incident:
    """Return an incident with what a main telling adds: windows, places, and the day where only a date stood for it.

    A country adds nothing once a place inside one is known.
    """
    first = telling.matches[0]
    incident = replace(incident, windows=_once(incident.windows, first.windows))
    if not telling.main:
        return incident
    if telling.trace.named and not incident.day_named:
        incident = replace(incident, day=telling.day, day_named=True, boundary=first.boundary)
    return replace(incident, places=_once(incident.places, telling.places))


def moved(incident: Incident, telling: Telling) -> Incident:
    """Return an incident where its only report puts it now: it keeps its name while its place and day are corrected."""
    first = telling.matches[0]
    return replace(
        incident,
        day=telling.day,
        day_named=telling.trace.named,
        places=telling.places,
        windows=first.windows,
        boundary=first.boundary,
    )


def joined(incident: Incident, member: Member, kin: Kin) -> Incident | None:
    """Return an incident with one member more; None where all members are to be counted anew."""
    counted = added(incident.sources, member, kin)
    if counted is None:
        return None
    said = dict(incident.said)
    for attribution in member.attributions:
        said[attribution] = said.get(attribution, 0) + 1
    return replace(
        incident,
        sources=counted,
        said=tuple(said.items()),
        traces=_kept((*incident.traces, member.trace) if member.trace else incident.traces),
        disputed=incident.disputed or _denied(member),
    )


def counted(incident: Incident, members: Sequence[Member]) -> Incident:
    """Return an incident as all its members make it, in the order in which they came."""
    said: dict[Attribution, int] = {}
    for member in members:
        for attribution in member.attributions:
            said[attribution] = said.get(attribution, 0) + 1
    return replace(
        incident,
        sources=sources(members),
        said=tuple(said.items()),
        traces=_kept(tuple(member.trace for member in members if member.trace)),
        disputed=any(map(_denied, members)),
    )


def shrunk(incident: Incident, members: Sequence[Member], backdrop: Backdrop) -> Incident:
    """Return an incident with the places alone that its main members still tell, where any of them tells one."""
    told = _once(*(member.trace.places for member in members if member.main and member.trace))
    unknown = any(member.main and member.trace is None for member in members)
    return incident if unknown or not backdrop.narrow(told) else replace(incident, places=told)


def weighed(incident: Incident, corroborate: Corroborate) -> Incident:
    """Return an incident with its flag: enough newsrooms that confirm one another tell it, or both parties do."""
    enough = incident.sources.confirming >= corroborate.confirm
    return replace(incident, corroborated=enough or len(incident.sources.sides) > 1)


def _kept(traces: Sequence[Trace]) -> tuple[Trace, ...]:
    return tuple(traces) if len(traces) <= FIRST + LATEST else (*traces[:FIRST], *traces[-LATEST:])


def _once(*sources: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for source in sources for each in source))


def _denied(member: Member) -> bool:
    return any(said.stance is Stance.DENIED for said in member.attributions)
