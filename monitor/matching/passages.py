"""Passages: a sentence with all that was found in it, which is what mentions are looked for in."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as data_field
from functools import cached_property

from monitor.matching.hits import Hit, hits, place
from monitor.matching.lexicon import Role, Sign
from monitor.model.ids import ListId
from monitor.model.language import Language
from monitor.model.match import Field
from monitor.model.vocabulary import ListKind
from monitor.text.phrases import Phrases
from monitor.text.sentences import sentences
from monitor.text.tokens import Token, tokens


@dataclass(eq=False)
class Passage:
    """A sentence of one field of an item. Tokens are numbered from the first of the sentence."""

    field: Field
    text: str
    tokens: Sequence[Token]
    hits: tuple[Hit, ...]
    language: Language
    lists: dict[ListId, list[Hit]] = data_field(default_factory=dict)
    roles: dict[Role, list[Hit]] = data_field(default_factory=dict)

    def __post_init__(self) -> None:
        for hit in self.hits:
            self.roles.setdefault(hit.sign.role, []).append(hit)
            if hit.sign.role is Role.LIST and hit.sign.list is not None:
                self.lists.setdefault(hit.sign.list, []).append(hit)

    def of(self, *roles: Role) -> list[Hit]:
        """Return the hits of these roles in the order of the text."""
        return sorted((hit for role in roles for hit in self.roles.get(role, ())), key=place)

    @property
    def known_words(self) -> int:
        """How many words stand in a phrase of the language."""
        known = {at for hit in self.hits for at in range(hit.first, hit.end)}
        return sum(self.tokens[at].is_word for at in known)

    @cached_property
    def actors(self) -> list[Hit]:
        """The actors that are named, without those that a longer name holds."""
        return [hit for hit in self.of(Role.LIST) if hit.sign.kind is ListKind.ACTOR and hit.other_sense is None]

    @cached_property
    def places(self) -> list[Hit]:
        """The places that are named."""
        return [hit for hit in self.of(Role.LIST) if hit.sign.kind is ListKind.PLACE and hit.other_sense is None]

    @cached_property
    def because(self) -> list[Hit] | None:
        """The words of cause, such as after; None in a language of which none are known."""
        return self.of(Role.BECAUSE) if self.language.because else None

    @cached_property
    def _bounds(self) -> tuple[frozenset[int], frozenset[int]]:
        clauses = {at for hit in self.roles.get(Role.TERMINATOR, ()) for at in range(hit.first, hit.end)}
        links = {at for hit in self.roles.get(Role.LINKING, ()) for at in range(hit.first, hit.end)}
        marks = {at for hit in self.roles.get(Role.SEPARATOR, ()) for at in range(hit.first, hit.end)} - links
        return frozenset(clauses), frozenset(clauses | marks)

    def clause(self, at: int) -> tuple[int, int]:
        """Return the clause around a token, as a range of tokens."""
        return self._between(self._bounds[0], at)

    def part(self, at: int) -> tuple[int, int]:
        """Return the part of a clause around a token, from one mark such as a comma to the next."""
        return self._between(self._bounds[1], at)

    def _between(self, bounds: Collection[int], at: int) -> tuple[int, int]:
        first = max((bound + 1 for bound in bounds if bound < at), default=0)
        return first, min((bound for bound in bounds if bound > at), default=len(self.tokens))

    def ended(self, first: int, end: int) -> bool:
        """Whether a terminator stands among the tokens from `first` to before `end`."""
        return any(first <= bound < end for bound in self._bounds[0])

    def follows(self, role: Role, hit: Hit) -> bool:
        """Whether a word of this role stands right before a hit."""
        return any(word.end == hit.first for word in self.roles.get(role, ()))

    def precedes(self, role: Role, hit: Hit) -> bool:
        """Whether a word of this role stands right after a hit."""
        return any(word.first == hit.end for word in self.roles.get(role, ()))

    def parted(self, first: int, end: int) -> bool:
        """Whether a terminator or separator stands among the tokens from `first` to before `end`."""
        return any(first <= bound < end for bound in self._bounds[1])

    def owns(self, name: Hit) -> bool:
        """Whether a name is marked as the owner's, as in Ukraine's."""
        return name.end < len(self.tokens) and self.tokens[name.end].text.casefold() in self.language.possessive

    def named(self, first: int, end: int) -> bool:
        """Whether a name, a capital or a number stands among these tokens, of which no list need know."""
        return any(not token.text[0].islower() for token in self.tokens[first:end])

    def among(self, role: Role, first: int, end: int) -> bool:
        """Whether a word of this role stands among the tokens from `first` to before `end`."""
        return any(first <= word.first < end for word in self.roles.get(role, ()))

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
        yield Passage(name, text, own, hits(text, own, language, phrases), language)
