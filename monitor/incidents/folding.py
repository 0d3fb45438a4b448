"""Decides which matches tell one event.

A match belongs to the open incident with its candidate key: commitment, kind and rule, place, day. The accused is not
in the key, for in one event each side may accuse the other: an incident holds attributions instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from monitor.incidents.origins import origins
from monitor.model.ids import IncidentId, ItemId, RuleId
from monitor.model.incident import Attribution, Incident, Member, State
from monitor.model.item import StoredItem
from monitor.model.match import Match
from monitor.model.rule import Corroborate


class Step(StrEnum):
    """What an item did to an incident."""

    OPENED = "opened"
    JOINED = "joined"
    REPEATED = "repeated"
    """The item was a member already, and tells the same."""
    REOPENED = "reopened"
    """Retracted before, and told again."""
    LEFT = "left"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Change:
    """An incident after an item was folded into it, and what the item did."""

    incident: Incident
    step: Step


@dataclass(frozen=True, slots=True)
class Telling:
    """What one item tells of one event: its key and the matches that share it, the decisive one first."""

    key: str
    matches: tuple[Match, ...]
    main: bool

    @property
    def rule(self) -> RuleId:
        """The rule that holds."""
        return self.matches[0].rule


def candidate_key(match: Match) -> str:
    """Return the key that matches of one event share."""
    place = match.places[0] if match.places else "-"
    day = match.event_on.isoformat() if match.event_on else "-"
    return "/".join((match.commitment, match.kind, match.rule, place, day))


def tellings(matches: Sequence[Match]) -> tuple[Telling, ...]:
    """Group an item's firing matches by event. The first firing mention of each rule is its main one."""
    groups: dict[str, list[Match]] = {}
    for match in matches:
        if match.fires and match.event_on is not None:
            groups.setdefault(candidate_key(match), []).append(match)
    rules: set[RuleId] = set()
    found = []
    for key, group in groups.items():
        found.append(Telling(key, tuple(group), main=group[0].rule not in rules))
        rules.add(group[0].rule)
    return tuple(found)


def fold(
    telling: Telling,
    known: Incident | None,
    item: StoredItem,
    corroborate: Corroborate,
    now: datetime,
    new_id: IncidentId,
) -> Change | None:
    """Add what an item tells to the incident with its key, or open one under `new_id`.

    An incident that was retracted is opened again, and what people know of it counts. None when a side mention names an
    event that nobody has as its main one: the item's own event is told already.
    """
    member = _member(telling, item)
    if known is None:
        return Change(_open(telling, member, corroborate, now, new_id), Step.OPENED) if telling.main else None
    if known.state is State.RETRACTED and not telling.main:
        return None
    if known.state is State.RETRACTED:
        return Change(_grown(replace(known, state=State.OPEN), telling, (member,), corroborate, now), Step.REOPENED)
    before = next((m for m in known.members if m.item == item.id), None)
    if before == member:
        return Change(known, Step.REPEATED)
    others = tuple(member if m.item == item.id else m for m in known.members)
    members = others if before is not None else (*known.members, member)
    step = Step.REPEATED if before is not None else Step.JOINED
    return Change(_grown(known, telling, members, corroborate, now), step)


def _grown(
    known: Incident, telling: Telling, members: tuple[Member, ...], corroborate: Corroborate, now: datetime
) -> Incident:
    return replace(
        known,
        members=members,
        windows=tuple(dict.fromkeys(w for source in (known.windows, telling.matches[0].windows) for w in source)),
        places=tuple(dict.fromkeys((*known.places, *_places(telling)))),
        corroborated=len(origins(members)) >= corroborate.confirm,
        changed_at=now,
    )


def move(incident: Incident, telling: Telling, item: ItemId, now: datetime) -> Incident | None:
    """Return the incident under the key of what its item tells now, or None when it must stay as it is.

    An incident keeps its identity while its place and day are corrected, as long as no other item tells the former
    ones. Otherwise one report whose text is edited again and again would be told as new each time.
    """
    if not telling.main or telling.rule != incident.rule:
        return None
    if any(member.main and member.item != item for member in incident.members):
        return None
    first = telling.matches[0]
    return replace(
        incident,
        key=telling.key,
        day=first.event_on or incident.day,
        places=_places(telling),
        windows=first.windows,
        boundary=first.boundary,
        changed_at=now,
    )


def leave(incident: Incident, item: ItemId, confirm: int, now: datetime) -> Change:
    """Take out an item whose new version no longer tells the event; without another report the incident is retracted.

    A retracted incident keeps its last members, so that it can be seen who told it. `confirm` is how many independent
    newsrooms corroborate an incident of its rule.
    """
    members = tuple(member for member in incident.members if member.item != item)
    if not any(member.main for member in members):
        return Change(replace(incident, state=State.RETRACTED, changed_at=now), Step.RETRACTED)
    corroborated = len(origins(members)) >= confirm
    return Change(replace(incident, members=members, corroborated=corroborated, changed_at=now), Step.LEFT)


def _open(telling: Telling, member: Member, corroborate: Corroborate, now: datetime, new_id: IncidentId) -> Incident:
    first = telling.matches[0]
    if first.event_on is None:
        raise ValueError("an incident needs a day")
    return Incident(
        id=new_id,
        key=telling.key,
        commitment=first.commitment,
        rule=first.rule,
        kind=first.kind,
        state=State.OPEN,
        day=first.event_on,
        places=_places(telling),
        windows=first.windows,
        boundary=first.boundary,
        members=(member,),
        corroborated=len(origins((member,))) >= corroborate.confirm,
        disputed=False,
        opened_at=now,
        changed_at=now,
    )


def _places(telling: Telling) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place for match in telling.matches for place in match.places))


def _member(telling: Telling, item: StoredItem) -> Member:
    said = dict.fromkeys(Attribution(accused=m.party, speaker=m.speaker, stance=m.stance) for m in telling.matches)
    return Member(
        item=item.id,
        publisher=item.item.publisher,
        title_key=item.item.title_key,
        aggregator=item.item.aggregator,
        main=telling.main,
        attributions=tuple(said),
    )
