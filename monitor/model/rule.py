"""Rules: what an event on a commitment looks like in text."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from monitor.model.ids import Lang, ListId, PartyId, RuleId
from monitor.model.query import Query


class Kind(StrEnum):
    """What the event means for the commitment."""

    BREACH = "breach"
    COMPLIANCE = "compliance"
    EXTENSION = "extension"
    WITHDRAWAL = "withdrawal"
    TALKS = "talks"
    STATEMENT = "statement"


class Severity(StrEnum):
    """How urgent it is to the people who are told."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Stance(StrEnum):
    """How the text puts a mention, strongest first: among cues that govern the same mention the first wins."""

    DENIED = "denied"
    """Somebody says that it did not happen: Moscow denies striking the plant."""
    HISTORIC = "historic"
    """It lies further back than the news: a year ago, on the anniversary."""
    HYPOTHETICAL = "hypothetical"
    """It is feared, threatened or thought of: could strike, warns of strikes."""
    PLANNED = "planned"
    """It is to come: will strike, plans to strike."""
    PLEDGED = "pledged"
    """Somebody promises to do it or not to do it: agrees to halt strikes."""
    NEGATED = "negated"
    """The text itself says that it did not happen: no strike hit the plant."""
    ATTEMPTED = "attempted"
    """It was tried and failed: drones were shot down on their way to the plant."""
    CLAIMED = "claimed"
    """Somebody says that it happened: Kyiv accuses, according to Moscow."""
    REPORTED = "reported"
    """The text tells it as a fact; what no other word above governs is reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionOn:
    """An action word on a target, in one clause: `{action: attack, target: energy-site}`.

    `binds` are the parties whose doing it is the event, here as in the other forms; empty means all of the commitment.
    """

    action: ListId
    target: ListId
    binds: tuple[PartyId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeOf:
    """An outcome with its cause in one sentence: `{outcome: outage, cause: attack}`.

    With a `target`, it is an outcome only where the target stands in its clause: a fire, at an oil depot.
    """

    outcome: ListId
    cause: ListId
    target: ListId | None = None
    binds: tuple[PartyId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachOf:
    """The named promise is said to be broken: `{breach-of: energy-truce}`."""

    truce: ListId
    binds: tuple[PartyId, ...] = ()


EventForm = ActionOn | OutcomeOf | BreachOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A word of one of these lists, beside an event: `{names: [actor:russia]}`."""

    lists: tuple[ListId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """An event with more in its sentence: one of each choice in `others` stands there too.

    The event is `first`: who did it, its stance and its day are those of the whole.
    """

    first: EventForm
    others: "tuple[tuple[EventForm | AllOf | Named, ...], ...]"


Event = EventForm | AllOf


class Expectation(StrEnum):
    """What an example is there to show."""

    FIRE = "fire"
    IGNORE = "ignore"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text published on a day, and what the rule must make of it. `place` is where it stands, `file:line:column`."""

    expect: Expectation
    on: date
    text: str
    lang: Lang
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corroborate:
    """How many independent origins it takes to `tell` and to call an incident corroborated (`confirm`).

    With `wait`, an incident of one origin waits for a second one, and is told at low severity when none came by then.
    """

    tell: int = 1
    confirm: int = 2
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of event on a commitment, told by events, or in plain words by a query or a regular expression.

    A mention of any event in `any_of` is judged. `unless` lists name other causes and senses that rule it out when they
    stand in its sentence, except where one of the lists in `outweighed_by` (a weapon, say) stands there too.
    """

    id: RuleId
    kind: Kind
    severity: Severity
    any_of: tuple[Event, ...] = ()
    query: Query | None = None
    regex: str | None = None
    unless: tuple[ListId, ...] = ()
    outweighed_by: tuple[ListId, ...] = ()
    stances: tuple[Stance, ...] = (Stance.REPORTED, Stance.CLAIMED)
    corroborate: Corroborate = Corroborate()
    examples: tuple[Example, ...] = ()
