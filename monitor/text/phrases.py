"""Phrases: finds many at once in one pass over the tokens of a text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from monitor.text.lemmas import keys, lemma
from monitor.text.tokens import Token, tokens

V = TypeVar("V")

EXACT = "="
LONGEST_WORD = 64
"""Longer words are no words: a feed made of them would fill the memory of looked-up words, and take long to look up."""

NUMBER, YEAR = "<number>", "<year>"
"""Words of a phrase that stand for any number and for any year: `<number> year ago`."""

ANY = "*"
"""Stands within a word of a phrase for any letters, or none: `*angriff`, `Energie*anlage`, `transform*`."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A word of a phrase of which the begin and the end are given: a compound, or a stem."""

    begin: str
    end: str

    def fits(self, word: str, lang: str) -> bool:
        """Whether a case-folded word begins so, and ends in any inflected form of `end`."""
        return word.startswith(self.begin) and (not self.end or self._ends(word, lang))

    def _ends(self, word: str, lang: str) -> bool:
        """Look up only what can be a form of `end`: a plural may change its vowels, but not its first letters."""
        first = self.end[:2]
        tails = (word[at:] for at in range(len(self.begin), len(word) - 1) if word.startswith(first, at))
        return any(self.end in {tail, lemma(tail, lang), lemma(tail.capitalize(), lang)} for tail in tails)

    def __str__(self) -> str:
        return f"{self.begin}{ANY}{self.end}"


@dataclass(slots=True)
class _Node(Generic[V]):
    following: dict[str, "_Node[V]"] = field(default_factory=dict)
    values: list[V] = field(default_factory=list)


class Phrases(Generic[V]):
    """The phrases of one language, each with a value, as a trie over lemmas (Fredkin 1960).

    The time to read a text grows with its length and not with the number of phrases.
    """

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._root: _Node[V] = _Node()
        self._patterns: frozenset[_Pattern] = frozenset()

    def add(self, phrase: str, value: V) -> None:
        """Add a phrase. It is found in every inflected form of its words.

        A word in capitals is found in capitals only, and one written `=downed` in this form only. In `Energie*anlage`
        the star stands for any letters or none; what follows it is found in every inflected form as well.
        """
        node = self._root
        self._patterns |= set(_patterns(phrase))
        for key in _phrase_keys(phrase, self._lang):
            node = node.following.setdefault(key, _Node())
        if node is not self._root:
            node.values.append(value)

    def find(self, text: Sequence[Token]) -> Iterator[tuple[int, int, V]]:
        """Yield the first token, the end (excluded) and the value of every phrase that stands in a text."""
        readings = [self._readings(token.text) for token in text]
        for first in range(len(readings)):
            reached = [self._root]
            for at in range(first, len(readings)):
                reached = [next_ for node in reached for key in readings[at] if (next_ := node.following.get(key))]
                if not reached:
                    break
                yield from ((first, at + 1, value) for node in reached for value in node.values)

    def _readings(self, text: str) -> tuple[str, ...]:
        found = _token_keys(text, self._lang)
        if not self._patterns or len(text) > LONGEST_WORD:
            return found
        return found + _fitting(text.casefold(), self._lang, self._patterns)


def _token_keys(text: str, lang: str) -> tuple[str, ...]:
    """Return what a token can be in a phrase. A word that no language has is not looked up, nor remembered."""
    return _known_keys(text, lang) if len(text) <= LONGEST_WORD else (text.casefold(),)


@lru_cache(maxsize=100_000)
def _known_keys(text: str, lang: str) -> tuple[str, ...]:
    token, exact = Token(text, 0, len(text)), EXACT + text.casefold()
    if token.is_year:
        return (text, exact, YEAR, NUMBER)
    if token.number is not None:
        return (text, exact, NUMBER)
    return (*keys(text, lang), exact) if token.is_word else (text, exact)


@lru_cache(maxsize=100_000)
def _fitting(word: str, lang: str, patterns: frozenset[_Pattern]) -> tuple[str, ...]:
    """Return the keys of the patterns that a word fits; each word is tried once."""
    return tuple(str(pattern) for pattern in patterns if pattern.fits(word, lang))


def _patterns(phrase: str) -> Iterator[_Pattern]:
    for part in phrase.split():
        begin, star, end = part.casefold().partition(ANY)
        if star and (begin or end):
            yield _Pattern(begin, end)


def _phrase_keys(phrase: str, lang: str) -> list[str]:
    found: list[str] = []
    for part in phrase.split():
        if part in {NUMBER, YEAR}:
            found.append(part)
        elif ANY in part:
            found += map(str, _patterns(part))
        elif part.startswith(EXACT):
            found += (EXACT + token.text.casefold() for token in tokens(part.removeprefix(EXACT)))
        else:
            found += (_phrase_key(token, lang) for token in tokens(part))
    return found


def _phrase_key(token: Token, lang: str) -> str:
    if not token.is_word or (len(token.text) > 1 and token.text.isupper()):
        return token.text
    return lemma(token.text, lang)
