"""Hits: the phrases that stand in a sentence, each in the sense in which it counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.matching.lexicon import Role, Sign
from monitor.model.language import Language
from monitor.model.vocabulary import ListKind
from monitor.text.phrases import Phrases
from monitor.text.tokens import Token

_OF_SENSE = frozenset({Role.SENSE, Role.IDIOM, Role.EXEMPT})
"""Phrases that are there only to say what other phrases inside them do not mean."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase in a passage: its first token, the end (excluded), and what it stands for.

    `other_sense` is the text of a phrase around it that gives it a sense which does not count.
    """

    first: int
    end: int
    sign: Sign
    other_sense: str | None = None

    def gap(self, other: "Hit") -> int:
        """Return how many tokens lie between this and another; 0 where they touch or overlap."""
        return max(0, other.first - self.end, self.first - other.end)

    def overlaps(self, other: "Hit") -> bool:
        """Whether the two share a token."""
        return self.first < other.end and other.first < self.end

    def within(self, other: "Hit") -> bool:
        """Whether the other covers this one."""
        return other.first <= self.first and self.end <= other.end


def hits(text: str, own: Sequence[Token], language: Language, phrases: Phrases[Sign]) -> tuple[Hit, ...]:
    """Return the hits of a sentence in the order of the text, the longer of two that begin together first."""
    found = [Hit(first, end, sign) for first, end, sign in phrases.find(own)]
    joined = phrases.find_joined(own, language.joining)
    found += [Hit(first, end, sign) for first, end, sign in joined if sign.kind is ListKind.WORDS]
    found = list(dict.fromkeys(found))
    senses = [hit for hit in found if hit.sign.role in _OF_SENSE]
    kept = (hit for hit in found if hit.sign.role not in _OF_SENSE and not _swallowed(hit, found))
    return tuple(sorted((_sensed(hit, senses, text, own) for hit in kept), key=place))


def place(hit: Hit) -> tuple[int, int]:
    """Return what sorts hits by their place in the text."""
    return hit.first, -hit.end


def _swallowed(hit: Hit, found: Sequence[Hit]) -> bool:
    """Whether a longer phrase that does the same work holds it: Black Sea in Black Sea Fleet, no in no damage."""
    return any(
        hit.within(other) and other.end - other.first > hit.end - hit.first and _same_work(hit, other)
        for other in found
    )


def _same_work(hit: Hit, longer: Hit) -> bool:
    if hit.sign.role is Role.CUE:
        return longer.sign.role in {Role.CUE, Role.EXEMPT}
    return longer.sign == hit.sign or (_is_name(longer) and _is_name(hit))


def _is_name(hit: Hit) -> bool:
    return hit.sign.kind in {ListKind.ACTOR, ListKind.PLACE}


def _sensed(hit: Hit, senses: Sequence[Hit], text: str, own: Sequence[Token]) -> Hit:
    for sense in senses:
        if hit.within(sense) and _turns(sense, hit):
            return replace(hit, other_sense=text[own[sense.first].start : own[sense.end - 1].end])
    return hit


def _turns(sense: Hit, hit: Hit) -> bool:
    """Whether a phrase gives a word inside it another sense: an idiom does so to the words of every list."""
    if sense.sign.role is Role.IDIOM:
        return hit.sign.kind is ListKind.WORDS
    return sense.sign.role is Role.SENSE and sense.sign.list == hit.sign.list
