"""Incidents: the matches that tell one event."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from monitor.model.ids import CommitmentId, IncidentId, ItemId, PartyId, Publisher, RuleId
from monitor.model.rule import Kind, Stance

BASELINE = "baseline"
"""The reason by which an incident counts as told that stood in a feed's first document."""


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
    """

    item: ItemId
    publisher: Publisher
    title_key: str
    aggregator: bool
    main: bool
    attributions: tuple[Attribution, ...]

    @property
    def denies(self) -> bool:
        """Whether all that it tells of the event is that somebody denies it."""
        return all(said.stance is Stance.DENIED for said in self.attributions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What people know of an incident: the reasons of the updates that they were sent, and what the last one showed."""

    reasons: tuple[str, ...] = ()
    corroborated: bool = False
    disputed: bool = False
    places: tuple[str, ...] = ()

    @property
    def updates(self) -> int:
        """How many letters people had of it; the summary of a feed's first look is none."""
        return sum(reason != BASELINE for reason in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One event on a commitment, as far as the items tell it. `day` is in the zone of the commitment."""

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
    told: Told = Told()

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Each attribution once, in the order in which the items brought it."""
        return tuple(dict.fromkeys(a for member in self.members for a in member.attributions))

    @property
    def accused(self) -> PartyId | None:
        """The party that most of its items accuse, the first of several; None when they accuse nobody."""
        reports = (said for member in self.members for said in member.attributions if said.stance is not Stance.DENIED)
        named = Counter(said.accused for said in reports if said.accused)
        return max(named, key=named.__getitem__, default=None)
