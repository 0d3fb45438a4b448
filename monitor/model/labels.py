"""Labels: what routes, silences and mutes can ask of a notice, and the matchers that ask."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.model.ids import CommitmentId, PartyId, RuleId
from monitor.model.rule import Kind, Severity


class Mark(StrEnum):
    """How an incident stands, as far as routes can ask for it; an incident may bear several marks."""

    OPEN = "open"
    CLOSED = "closed"
    RETRACTED = "retracted"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What can be asked of a notice. What a notice lacks is empty: only matchers that do not ask for it take it."""

    reason: str
    severity: Severity
    commitment: CommitmentId | None = None
    rule: RuleId | None = None
    kind: Kind | None = None
    parties: tuple[PartyId, ...] = ()
    places: tuple[str, ...] = ()
    states: tuple[Mark, ...] = ()

    def values(self, field: str) -> tuple[str, ...]:
        """Return what it has under a field of matchers; nothing where it lacks that."""
        several = {"party": self.parties, "place": self.places, "state": self.states}
        if field in several:
            return tuple(map(str, several[field]))
        value = getattr(self, field)
        return () if value is None else (str(value),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matchers:
    """What is taken; an empty field takes everything, and of several values any will do."""

    commitment: tuple[CommitmentId, ...] = ()
    rule: tuple[RuleId, ...] = ()
    kind: tuple[Kind, ...] = ()
    severity: tuple[Severity, ...] = ()
    party: tuple[PartyId, ...] = ()
    place: tuple[str, ...] = ()
    state: tuple[Mark, ...] = ()
    reason: tuple[str, ...] = ()

    def asked(self) -> dict[str, tuple[str, ...]]:
        """Return the fields that are named, with the values that will do."""
        return {field: tuple(map(str, values)) for field in FIELDS if (values := getattr(self, field))}

    def take(self, labels: Labels) -> bool:
        """Return whether every field that is named holds one of the values that the labels have."""
        return all(not set(wanted).isdisjoint(labels.values(field)) for field, wanted in self.asked().items())

    def words(self) -> str:
        """Put it in words: `kind breach, severity low or medium`; "everything" when it asks nothing."""
        return ", ".join(f"{field} {' or '.join(values)}" for field, values in self.asked().items()) or "everything"


FIELDS = ("commitment", "rule", "kind", "severity", "party", "place", "state", "reason")
"""The fields of matchers."""

EVERYTHING = Matchers()
"""Takes every notice."""
