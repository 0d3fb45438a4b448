"""Decides which incident a denial disputes.

A denial by the accused joins an incident and marks it disputed; it never opens one, and its newsroom is no origin: it
reports what somebody says, not that the event happened.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model.ids import ItemId
from monitor.model.incident import Attribution, Incident, Member, State
from monitor.model.item import StoredItem
from monitor.model.match import Match
from monitor.model.rule import Stance

SPAN = timedelta(days=3)
"""How long after an event a denial that names no other day is taken to be about it."""


def denials(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Return the mentions that a party denies and that would have fired otherwise, or that were labelled denials."""
    return tuple(
        match
        for match in matches
        if match.stance is Stance.DENIED
        and match.party is not None
        and match.event_on is not None
        and (match.labelled or all(gate.passed for gate in match.gates if gate.gate != "stance"))
    )


def disputed_by(denial: Match, incidents: Iterable[Incident], wide: Collection[str] = ()) -> Incident | None:
    """Return the incident that a denial is about, or None.

    It is open, of the same rule, and of the days just before; the one who denies is accused in it, or nobody is. Where
    the denial names a place inside a larger one, the incident has it too; the names of such larger places are `wide`.
    Of several, one that shares a place goes before one that does not, then the latest.
    """
    named = {place for place in denial.places if place not in wide}
    able = [incident for incident in incidents if _about(denial, incident, named)]
    return max(able, key=lambda each: (bool(named & set(each.places)), each.day, each.changed_at), default=None)


def dispute(incident: Incident, denial: Match, item: StoredItem, now: datetime) -> Incident:
    """Add what an item denies to an incident. An item that reports the event as well stays the member that it is."""
    said = Attribution(accused=denial.party, speaker=denial.speaker, stance=Stance.DENIED)
    before = next((member for member in incident.members if member.item == item.id), None)
    if before is None:
        members = (*incident.members, _denying(item, said))
    else:
        both = replace(before, attributions=tuple(dict.fromkeys((*before.attributions, said))))
        members = tuple(both if member.item == item.id else member for member in incident.members)
    if members == incident.members and incident.disputed:
        return incident
    return replace(incident, members=members, disputed=True, changed_at=now)


def still_disputed(members: Sequence[Member]) -> bool:
    """Whether any of these members tells of a denial."""
    return any(said.stance is Stance.DENIED for member in members for said in member.attributions)


def without_denials(incident: Incident, item: ItemId) -> Incident:
    """Return an incident without what an item denied, before the item's new version is judged."""
    kept = tuple(
        replace(member, attributions=_not_denied(member)) if member.item == item else member
        for member in incident.members
    )
    members = tuple(member for member in kept if member.attributions or member.item != item)
    return replace(incident, members=members, disputed=still_disputed(members))


def _not_denied(member: Member) -> tuple[Attribution, ...]:
    return tuple(said for said in member.attributions if said.stance is not Stance.DENIED)


def _about(denial: Match, incident: Incident, named: set[str]) -> bool:
    if incident.state is not State.OPEN or incident.rule != denial.rule or denial.event_on is None:
        return False
    if not timedelta() <= denial.event_on - incident.day <= SPAN:
        return False
    shares = not named.isdisjoint(incident.places)
    accused = {said.accused for said in incident.attributions} - {None}
    return denial.party in accused and (shares or not named) if accused else shares


def _denying(item: StoredItem, said: Attribution) -> Member:
    return Member(
        item=item.id,
        publisher=item.item.publisher,
        title_key=item.item.title_key,
        aggregator=item.item.aggregator,
        main=False,
        attributions=(said,),
    )
