"""Passages: a sentence with all that was found in it, which is what mentions are looked for in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as data_field
from functools import cached_property

from monitor.matching.lexicon import Role, Sign
from monitor.model.ids import ListId
from monitor.model.language import Language
from monitor.model.match import Field
from monitor.model.vocabulary import ListKind
from monitor.text.phrases import Phrases
from monitor.text.sentences import sentences
from monitor.text.tokens import Token, tokens


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


@dataclass(eq=False)
class Passage:
    """A sentence of one field of an item. Tokens are numbered from the first of the sentence.

    `owner_after` is the language's: whether whose a thing is may stand right after it.
    """

    field: Field
    text: str
    tokens: Sequence[Token]
    hits: tuple[Hit, ...]
    owner_after: bool = False
    lists: dict[ListId, list[Hit]] = data_field(default_factory=dict)
    roles: dict[Role, list[Hit]] = data_field(default_factory=dict)

    def __post_init__(self) -> None:
        for hit in self.hits:
            self.roles.setdefault(hit.sign.role, []).append(hit)
            if hit.sign.role is Role.LIST and hit.sign.list is not None:
                self.lists.setdefault(hit.sign.list, []).append(hit)

    def of(self, *roles: Role) -> list[Hit]:
        """Return the hits of these roles in the order of the text."""
        return sorted((hit for role in roles for hit in self.roles.get(role, ())), key=_place)

    @cached_property
    def actors(self) -> list[Hit]:
        """The actors that are named, without those that a longer name holds."""
        return [hit for hit in self.of(Role.LIST) if hit.sign.kind is ListKind.ACTOR and hit.other_sense is None]

    @cached_property
    def places(self) -> list[Hit]:
        """The places that are named."""
        return [hit for hit in self.of(Role.LIST) if hit.sign.kind is ListKind.PLACE and hit.other_sense is None]

    @cached_property
    def _bounds(self) -> tuple[frozenset[int], frozenset[int]]:
        clauses = {at for hit in self.roles.get(Role.TERMINATOR, ()) for at in range(hit.first, hit.end)}
        links = {at for hit in self.roles.get(Role.LINKING, ()) for at in range(hit.first, hit.end)}
        marks = {at for hit in self.roles.get(Role.SEPARATOR, ()) for at in range(hit.first, hit.end)} - links
        return frozenset(clauses), frozenset(clauses | marks)

    def clause(self, at: int) -> tuple[int, int]:
        """Return the clause around a token, as a range of tokens."""
        bounds = self._bounds[0]
        first = max((bound + 1 for bound in bounds if bound < at), default=0)
        return first, min((bound for bound in bounds if bound > at), default=len(self.tokens))

    def parted(self, first: int, end: int) -> bool:
        """Whether a terminator or separator stands among the tokens from `first` to before `end`."""
        return any(first <= bound < end for bound in self._bounds[1])

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Return the place of a range of tokens in the text, in code points."""
        return self.tokens[first].start, self.tokens[end - 1].end

    def words(self, hit: Hit) -> str:
        """Return a hit as it stands in the text."""
        start, end = self.span(hit.first, hit.end)
        return self.text[start:end]


def passages(name: Field, text: str, language: Language, phrases: Phrases[Sign]) -> Iterator[Passage]:
    """Yield the sentences of a text with all that was found in them."""
    cut = tokens(text)
    for first, end in sentences(text, cut, language.abbreviations):
        own = cut[first:end]
        yield Passage(name, text, own, _hits(text, own, phrases), language.owner_after)


def _hits(text: str, own: Sequence[Token], phrases: Phrases[Sign]) -> tuple[Hit, ...]:
    found = [Hit(first, end, sign) for first, end, sign in phrases.find(own)]
    senses = [hit for hit in found if hit.sign.role is Role.SENSE]
    kept = (hit for hit in found if hit.sign.role is not Role.SENSE and not _swallowed(hit, found))
    return tuple(sorted((_sensed(hit, senses, text, own) for hit in kept), key=_place))


def _swallowed(hit: Hit, found: Sequence[Hit]) -> bool:
    """Whether a longer phrase of the same list, or of another actor or place, holds it: Black Sea Fleet, Black Sea."""
    return any(
        other.first <= hit.first
        and hit.end <= other.end
        and other.end - other.first > hit.end - hit.first
        and (other.sign == hit.sign or (_is_name(other) and _is_name(hit)))
        for other in found
    )


def _is_name(hit: Hit) -> bool:
    return hit.sign.kind in {ListKind.ACTOR, ListKind.PLACE}


def _sensed(hit: Hit, senses: Sequence[Hit], text: str, own: Sequence[Token]) -> Hit:
    for sense in senses:
        if sense.sign.list == hit.sign.list and sense.first <= hit.first and hit.end <= sense.end:
            around = text[own[sense.first].start : own[sense.end - 1].end]
            return Hit(hit.first, hit.end, hit.sign, around)
    return hit


def _place(hit: Hit) -> tuple[int, int]:
    return hit.first, -hit.end
