"""Matches: what a rule made of a mention, gate by gate, with the words that made it so."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from monitor.model.ids import CommitmentId, Lang, ListId, PartyId, RuleId
from monitor.model.item import Certainty
from monitor.model.rule import Kind, Stance

GateName = Literal["sense", "stance", "party", "time", "label"]
Field = Literal["title", "summary", "body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is judged: one version of an item's text and what is known of its time and language."""

    title: str
    summary: str = ""
    body: str = ""
    lang: Lang
    published_at: datetime | None
    certainty: Certainty
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One gate's verdict; `why` is a sentence for people."""

    gate: GateName
    passed: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of a list in the text, as offsets in code points, the end excluded."""

    list: ListId
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWords:
    """The words that decided the stance."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words behind a match. All offsets count code points of `text`, the normalised text that was judged."""

    field: Field
    text: str
    clause: tuple[int, int]
    words: tuple[Words, ...]
    cue: CueWords | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A rule's verdict on one mention.

    `fires` is true when all gates passed; `reason` is the first gate that did not, else None. `party` is the accused,
    `speaker` who says so; either is None when the text does not tell. `places` are names of places, the nearest to the
    event first. `boundary` marks an event known to the day alone, on the first or last day of a window.
    """

    rule: RuleId
    commitment: CommitmentId
    kind: Kind
    fires: bool
    reason: GateName | None
    stance: Stance
    party: PartyId | None
    speaker: str | None
    places: tuple[str, ...]
    event_on: date | None
    windows: tuple[str, ...]
    boundary: bool
    gates: tuple[Gate, ...]
    evidence: Evidence

    @property
    def labelled(self) -> bool | None:
        """Whether an analyst wants it heard (True) or not (False); None where the engine alone decided."""
        return next((gate.passed for gate in self.gates if gate.gate == "label"), None)
