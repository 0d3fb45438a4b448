"""Halves: what of a rule's event stands in a text in which no event is whole."""

from dataclasses import dataclass

from monitor.model.ids import CommitmentId, Lang, ListId, RuleId
from monitor.model.match import Field, Words


@dataclass(frozen=True, slots=True)
class Unread:
    """A word that no list and no cue holds: `text[start:start + len(word)]`, and the words beside it."""

    word: str
    start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """A sentence that holds a part of a rule's event, or all of it in clauses that do not belong together.

    `found` are the words of its lists that stand there. `missing` are the ways to make it whole, the shortest first:
    in each, the lists of which a word is missing; an empty one where only the clause is wrong. `bound` are the parties
    and the covered places that the item names. `unread` are the words of the sentence that nothing knows.
    """

    commitment: CommitmentId
    rule: RuleId
    lang: Lang
    field: Field
    text: str
    span: tuple[int, int]
    found: tuple[Words, ...]
    missing: tuple[tuple[ListId, ...], ...]
    bound: tuple[str, ...]
    unread: tuple[Unread, ...]
