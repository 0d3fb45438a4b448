"""The desk at which news is worked on: the store, the rulebook in force, and where the present comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from monitor import __version__
from monitor.incidents.backdrop import Backdrop, backdrop
from monitor.matching import Engine
from monitor.model.commitment import Commitment
from monitor.model.delivery import Outcome
from monitor.model.failure import FailureKind
from monitor.model.ids import CommitmentId, RuleId
from monitor.model.item import StoredItem
from monitor.model.label import Label
from monitor.model.rule import Rule
from monitor.model.rulebook import Rulebook
from monitor.ports import Clock, Meter, Probe, Store


class Book:
    """A rulebook ready for use: its compiled engine, and its rules by name."""

    def __init__(self, rulebook: Rulebook, engine: Engine) -> None:
        self.rulebook = rulebook
        self.engine = engine
        self._commitments = {commitment.id: commitment for commitment in rulebook.commitments}
        self._rulings = {rule.id: (each, rule) for each in rulebook.commitments for rule in each.rules}

    @property
    def mark(self) -> str:
        """What verdicts are stamped with: it changes with the rules and with the engine."""
        return f"{__version__}/{self.rulebook.fingerprint}"

    @cached_property
    def backdrop(self) -> Backdrop:
        """What the rulebook knows of places, days and words, before which items are compared."""
        return backdrop(self.rulebook)

    def commitment(self, commitment: CommitmentId) -> Commitment | None:
        """Return a commitment, or None when the rulebook no longer has it."""
        return self._commitments.get(commitment)

    def rule(self, rule: RuleId) -> Rule | None:
        """Return a rule, or None when the rulebook no longer has it."""
        found = self._rulings.get(rule)
        return found[1] if found else None

    def ruling(self, rule: RuleId) -> tuple[Commitment, Rule] | None:
        """Return a rule with its commitment, or None when the rulebook no longer has it."""
        return self._rulings.get(rule)


class NoProbe:
    """Lets the daemon pass every point."""

    def passed(self, point: str) -> None:
        """Do nothing."""


class NoMeter:
    """Counts nothing."""

    def polled(self, failure: FailureKind | None, entries: Mapping[str, int]) -> None:
        """Do nothing."""

    def delivered(self, outcome: Outcome) -> None:
        """Do nothing."""


@dataclass
class Desk:
    """Everything that a decision needs besides its subject. `book` is exchanged on reload.

    `chance` returns a random number from 0 to 1; `new_id` a random name. With `backfill` a feed's first success is
    told like any other. Used on the writer's thread only.
    """

    store: Store
    book: Book
    clock: Clock
    probe: Probe
    chance: Callable[[], float]
    new_id: Callable[[], str]
    backfill: bool = False
    meter: Meter = field(default_factory=NoMeter)
    taught: Mapping[str, tuple[Label, ...]] = field(default_factory=dict)
    """Labels from another store, by the fingerprint of the text that they are of: a replay heeds them too."""

    def labels(self, stored: StoredItem) -> tuple[Label, ...]:
        """Return what analysts said of an item."""
        return self.store.labels(stored.id) or self.taught.get(stored.item.fingerprint, ())
