"""What people decide of an incident. It is kept apart from what the engine decides, and stronger than that."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.model.errors import Refused
from monitor.model.ids import IncidentId, ItemId
from monitor.model.incident import ByHand, Incident, Member, Sources, State, Told


def acknowledged(incident: Incident, by: str, now: datetime) -> Incident:
    """Return an incident that somebody looks after: it needs no reminder."""
    return replace(incident, by_hand=replace(incident.by_hand, acked_at=now, acked_by=by))


def closed(incident: Incident) -> Incident:
    """Return an incident that is over until somebody reopens it. Who reports it later is still written down."""
    if incident.state is State.CLOSED:
        raise Refused(f"{incident.id} is closed already")
    return replace(incident, state=State.CLOSED, by_hand=replace(incident.by_hand, closed=True))


def reopened(incident: Incident) -> Incident:
    """Return an incident that goes on. One that was merged stands for itself again, without the items it gave."""
    if incident.state is State.OPEN:
        raise Refused(f"{incident.id} is open")
    return replace(incident, state=State.OPEN, by_hand=replace(incident.by_hand, closed=False, merged_into=None))


def merged(into: Incident, other: Incident) -> tuple[Incident, Incident]:
    """Return an incident that tells another one too, and that other, which stands for nothing of its own any more."""
    if into.id == other.id:
        raise Refused(f"{into.id} cannot be merged with itself")
    if into.rule != other.rule:
        raise Refused(
            f"{into.id} is of the rule {into.rule}, {other.id} of {other.rule}: only one rule's can be merged"
        )
    for each in (into, other):
        if each.by_hand.merged_into is not None:
            raise Refused(f"{each.id} is merged into {each.by_hand.merged_into} already; `reopen` undoes that")
    whole = replace(
        into,
        places=tuple(dict.fromkeys((*into.places, *other.places))),
        windows=tuple(dict.fromkeys((*into.windows, *other.windows))),
    )
    return whole, replace(other, state=State.CLOSED, by_hand=replace(other.by_hand, merged_into=into.id))


def together(members: Sequence[Member], others: Sequence[Member]) -> tuple[Member, ...]:
    """Return the members of two incidents, each item once: as the report that it is in either."""
    found = {member.item: member for member in members}
    for member in others:
        known = found.get(member.item)
        if known is None or (member.main and not known.main):
            found[member.item] = member
    return tuple(found.values())


def parted(
    incident: Incident, members: Sequence[Member], items: Sequence[ItemId], new_id: IncidentId, now: datetime
) -> tuple[Incident, tuple[Member, ...]]:
    """Return the incident that some items of another one tell, and these as its members: they stay there."""
    here = {member.item for member in members}
    for item in items:
        if item not in here:
            raise Refused(
                f"item {item} does not tell {incident.id}; `pactwatch incidents show {incident.id}` lists those that do"
            )
    if not any(member.main and member.item not in items for member in members):
        raise Refused(f"no report of {incident.id} would be left; leave one, or close it instead")
    taken = tuple(
        replace(member, main=True, by_hand=True, why="put here by hand") for member in members if member.item in items
    )
    traces = [member.trace for member in taken if member.trace]
    new = replace(
        incident,
        id=new_id,
        state=State.OPEN,
        day=traces[0].day if traces else incident.day,
        day_named=traces[0].named if traces else incident.day_named,
        places=tuple(dict.fromkeys(place for trace in traces for place in trace.places)) if traces else incident.places,
        opened_at=now,
        told=Told(),
        sources=Sources(),
        said=(),
        traces=(),
        by_hand=ByHand(),
    )
    return new, taken
