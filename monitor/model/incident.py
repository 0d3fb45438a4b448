"""Incidents: the matches that tell one event."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from monitor.model.ids import CommitmentId, IncidentId, ItemId, Lang, PartyId, Publisher, RuleId
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
class Trace:
    """What one item tells of an event, as far as it takes to know another telling of it.

    `text` is the item that had this text first. `day` is that of the event, `told_on` that of publication, both in the
    zone of the commitment. `speaker` is the only one who is quoted on it. `kinds` are kinds of things struck; `numbers`
    are digits; `words` are stems of the words that are in no vocabulary.
    """

    text: ItemId
    title_key: str = ""
    lang: Lang
    day: date
    told_on: date
    places: tuple[str, ...] = ()
    accused: tuple[PartyId, ...] = ()
    speaker: str | None = None
    kinds: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Whether the text itself says which day it was; that of publication is taken where it does not."""
        return self.day != self.told_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An item that tells the incident, as far as counting origins needs it.

    `main` marks the incident of the item's main mention; an item is a main member of at most one incident of a rule.
    `copy_of` is the item whose text this one copies, member or not. `family` is the owner of several publishers, and
    `listed` whether the operator's feeds name the publisher. `heard` is the party that speaks through it: its own
    outlet, or the only one that it quotes. `why` says why it joined, and `by_hand` that a person put it here.
    """

    item: ItemId
    publisher: Publisher
    title_key: str
    aggregator: bool
    main: bool
    attributions: tuple[Attribution, ...]
    copy_of: ItemId | None = None
    family: Publisher | None = None
    listed: bool = True
    heard: PartyId | None = None
    trace: Trace | None = None
    why: str = ""
    by_hand: bool = False

    @property
    def denies(self) -> bool:
        """Whether all that it tells of the event is that somebody denies it."""
        return all(said.stance is Stance.DENIED for said in self.attributions)

    @property
    def origin(self) -> Publisher:
        """What it counts for: the family of its publisher, where it has one."""
        return self.family or self.publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What people know of an incident: the reasons of the updates that they were sent, and what the last one showed."""

    reasons: tuple[str, ...] = ()
    corroborated: bool = False
    disputed: bool = False
    places: tuple[str, ...] = ()
    day: date | None = None
    retracted: bool = False

    @property
    def updates(self) -> int:
        """How many letters people had of it; the summary of a feed's first look is none."""
        return sum(reason != BASELINE for reason in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """How many stand behind an incident.

    `origins` are independent newsrooms, `listed` those of them that the operator's feeds name, `outlets` all publishers
    that report it. `sides` are the parties heard through them; `third` is whether anybody else tells of it.
    """

    origins: int = 0
    listed: int = 0
    outlets: int = 0
    sides: tuple[PartyId, ...] = ()
    third: bool = False

    @property
    def confirming(self) -> int:
        """How many newsrooms confirm one another: one that is not listed stands for itself alone."""
        return self.listed or min(self.origins, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """What an incident has of a further member already: its voices, by the items that began them, and its newsroom.

    `origin` says that its publisher, or one of its family, is an origin; `listed`, that such an origin is listed;
    `outlet`, that the publisher reports it.
    """

    voices: frozenset[ItemId] = frozenset()
    origin: bool = False
    listed: bool = False
    outlet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A member among the others: the voice that it is of, named by the item that began it, and what ties it to that."""

    member: Member
    voice: ItemId | None
    ties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What people decided of an incident; it is stronger than what the engine decides.

    `merged_into` is the incident that tells the event instead of this one. `closed` says that a person closed it.
    """

    acked_at: datetime | None = None
    acked_by: str = ""
    closed: bool = False
    merged_into: IncidentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One event on a commitment, as far as the items tell it. Its members are rows of their own.

    `day` is in the zone of the commitment; `day_named` says that a text named it. `said` counts how many members make
    each attribution, in the order in which they brought them. `traces` are those of its first members and its latest.
    """

    id: IncidentId
    commitment: CommitmentId
    rule: RuleId
    kind: Kind
    state: State
    day: date
    day_named: bool = False
    places: tuple[str, ...]
    windows: tuple[str, ...]
    boundary: bool
    corroborated: bool
    disputed: bool
    opened_at: datetime
    changed_at: datetime
    told: Told = Told()
    sources: Sources = Sources()
    said: tuple[tuple[Attribution, int], ...] = ()
    traces: tuple[Trace, ...] = ()
    by_hand: ByHand = ByHand()

    @property
    def stands(self) -> bool:
        """Whether it counts as an event: it is not retracted, and no other incident tells it instead."""
        return self.state is not State.RETRACTED and self.by_hand.merged_into is None

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Each attribution once, in the order in which the items brought it."""
        return tuple(attribution for attribution, _ in self.said)

    @property
    def accused(self) -> PartyId | None:
        """The party that most of its items accuse, the first of several; None when they accuse nobody."""
        named: Counter[PartyId] = Counter()
        for said, count in self.said:
            if said.accused is not None and said.stance is not Stance.DENIED:
                named[said.accused] += count
        return max(named, key=named.__getitem__, default=None)


class Turn(StrEnum):
    """What happened to an incident: a row of its history."""

    OPENED = "opened"
    MOVED = "moved"
    """Its day or its place was corrected."""
    GROWN = "grown"
    """A further place is told."""
    CORROBORATED = "corroborated"
    UNCORROBORATED = "uncorroborated"
    DISPUTED = "disputed"
    UNDISPUTED = "undisputed"
    LEFT = "left"
    """An item tells it no more."""
    RETRACTED = "retracted"
    REOPENED = "reopened"
    CLOSED = "closed"
    ACKNOWLEDGED = "acknowledged"
    MERGED = "merged"
    SPLIT = "split"
    NOTED = "noted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A change of an incident: what, why, when, and the item that caused it, or the person (`by`)."""

    incident: IncidentId
    at: datetime
    turn: Turn
    why: str
    item: ItemId | None = None
    by: str = ""
