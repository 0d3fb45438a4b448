"""Incidents: the matches that tell one event."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from monitor.model.ids import CommitmentId, IncidentId, ItemId, PartyId, Publisher, RuleId
from monitor.model.rule import Kind, Stance


class State(StrEnum):
    """The life of an incident."""

    OPEN = "open"
    CLOSED = "closed"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Attribution:
    """Who is accused by whom. In one event each side may accuse the other: an incident holds several."""

    accused: PartyId | None
    speaker: str | None
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An item that tells the incident, as far as counting origins needs it.

    `main` marks the incident of the item's main mention; an item is a main member of at most one incident of a rule.
    `copy_of` is the item whose text this one copies, member or not.
    """

    item: ItemId
    publisher: Publisher
    title_key: str
    aggregator: bool
    main: bool
    attributions: tuple[Attribution, ...]
    copy_of: ItemId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One event on a commitment, as far as the items tell it.

    `told` counts the updates that people were sent; `told_reasons` are their reasons in order. `day` is in the zone of
    the commitment.
    """

    id: IncidentId
    key: str
    commitment: CommitmentId
    rule: RuleId
    kind: Kind
    state: State
    day: date
    places: tuple[str, ...]
    windows: tuple[str, ...]
    boundary: bool
    members: tuple[Member, ...]
    corroborated: bool
    disputed: bool
    opened_at: datetime
    changed_at: datetime
    told_reasons: tuple[str, ...] = ()

    @property
    def told(self) -> int:
        """How many times people were told of it."""
        return len(self.told_reasons)

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Each attribution once, in the order in which the items brought it."""
        return tuple(dict.fromkeys(a for member in self.members for a in member.attributions))
