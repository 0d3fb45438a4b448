"""Phrases: finds many at once in one pass over the tokens of a text."""

from collections.abc import Collection, Iterator, Sequence
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
    """A word of a phrase of which the end is given and perhaps the begin: a compound."""

    begin: str
    end: str

    def fits(self, word: str, lang: str) -> bool:
        """Whether a case-folded word begins so, and ends in any inflected form of `end`."""
        return word.startswith(self.begin) and self._ends(word, lang)

    def _ends(self, word: str, lang: str) -> bool:
        """Look up only what can be a form of `end`: a plural may change its vowels, but not its first letters."""
        at = word.find(self.end[:2], len(self.begin))
        while at >= 0:
            tail = word[at:]
            if self.end in {tail, lemma(tail, lang), lemma(tail.capitalize(), lang)}:
                return True
            at = word.find(self.end[:2], at + 1)
        return False

    def __str__(self) -> str:
        return f"{self.begin}{ANY}{self.end}"


class _Patterns:
    """Words of which a part is open, filed under their first letters: a word is tried on the few that it can fit."""

    _LETTERS = 2

    def __init__(self) -> None:
        self._filed: dict[str, dict[_Pattern, str]] = {}
        self.fitting = lru_cache(maxsize=100_000)(self._fitting)

    def __bool__(self) -> bool:
        return bool(self._filed)

    def add(self, pattern: _Pattern) -> None:
        letters = pattern.begin[: self._LETTERS] if len(pattern.begin) >= self._LETTERS else ""
        self._filed.setdefault(letters, {})[pattern] = str(pattern)
        self.fitting.cache_clear()

    def _fitting(self, word: str, lang: str) -> tuple[str, ...]:
        """Return the keys of the patterns that a case-folded word fits; each word is tried once."""
        able = (*self._filed.get(word[: self._LETTERS], {}).items(), *self._filed.get("", {}).items())
        return tuple(key for pattern, key in able if pattern.fits(word, lang))


_SHARING, _HEAD = 2, 4
"""How many others share a phrase's last word at most, and how many letters such a word has at least: no mere up, at."""


@dataclass(slots=True)
class _Node(Generic[V]):
    following: dict[str, "_Node[V]"] = field(default_factory=dict)
    stems: dict[str, "_Node[V]"] = field(default_factory=dict)
    lengths: set[int] = field(default_factory=set)
    values: list[V] = field(default_factory=list)


class Phrases(Generic[V]):
    """The phrases of one language, each with a value, as a trie over lemmas (Fredkin 1960).

    The time to read a text grows with its length and not with the number of phrases.
    """

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._root: _Node[V] = _Node()
        self._has_stems = False
        self._patterns = _Patterns()

    def add(self, phrase: str, value: V) -> None:
        """Add a phrase. It is found in every inflected form of its words.

        A word in capitals is found in capitals only, and one written `=downed` in this form only. In `Energie*anlage`
        the star stands for any letters or none; what follows it is found in every inflected form as well.
        """
        node = self._root
        for pattern in _patterns(phrase):
            self._patterns.add(pattern)
        for key in _phrase_keys(phrase, self._lang):
            if len(key) > 1 and key.endswith(ANY):
                stem = key.removesuffix(ANY)
                node.lengths.add(len(stem))
                self._has_stems = True
                node = node.stems.setdefault(stem, _Node())
            else:
                node = node.following.setdefault(key, _Node())
        if node is not self._root:
            node.values.append(value)

    def find(self, text: Sequence[Token]) -> Iterator[tuple[int, int, V]]:
        """Yield the first token, the end (excluded) and the value of every phrase that stands in a text."""
        readings = [self._readings(token.text) for token in text]
        for first in range(len(readings)):
            reached = [self._root]
            for at in range(first, len(readings)):
                begun = [*_stemmed(reached, readings[at][0])] if self._has_stems else []
                reached = [next_ for node in reached for key in readings[at] if (next_ := node.following.get(key))]
                reached += begun
                if not reached:
                    break
                yield from ((first, at + 1, value) for node in reached for value in node.values)

    def find_joined(self, text: Sequence[Token], joining: Collection[str]) -> Iterator[tuple[int, int, V]]:
        """Yield as `find` does the phrases whose last word serves several: power and water *plants*, oil, gas *fields*.

        `joining` are words and marks, folded, that stand between those which share it, at most three in all.
        """
        for first in range(len(text)):
            if first + 1 < len(text) and text[first + 1].text.casefold() in joining:
                yield from self._joined(text, first, joining)

    def _joined(self, text: Sequence[Token], first: int, joining: Collection[str]) -> Iterator[tuple[int, int, V]]:
        nodes = [node for key in self._readings(text[first].text) if (node := self._root.following.get(key))]
        at = first + 1
        for _ in range(_SHARING):
            if not nodes or at + 2 >= len(text) or text[at].text.casefold() not in joining:
                return
            at += 2
            last = text[at].text
            ends = [end for node in nodes for key in self._readings(last) if (end := node.following.get(key))]
            yield from ((first, at + 1, value) for end in ends if len(last) >= _HEAD for value in end.values)

    def _readings(self, text: str) -> tuple[str, ...]:
        found = _token_keys(text, self._lang)
        if not self._patterns or len(text) > LONGEST_WORD:
            return found
        return found + self._patterns.fitting(text.casefold(), self._lang)


def _stemmed(nodes: Sequence[_Node[V]], word: str) -> Iterator[_Node[V]]:
    """Yield where a word leads from nodes by stems that it begins with."""
    for node in nodes:
        for length in node.lengths:
            if next_ := node.stems.get(word[:length]):
                yield next_


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


def _patterns(phrase: str) -> Iterator[_Pattern]:
    for part in phrase.split():
        begin, star, end = part.casefold().partition(ANY)
        if star and end:
            yield _Pattern(begin, end)


def _phrase_keys(phrase: str, lang: str) -> list[str]:
    found: list[str] = []
    for part in phrase.split():
        if part in {NUMBER, YEAR}:
            found.append(part)
        elif part.find(ANY) == len(part) - 1 > 0:
            found += _stem_keys(part.removesuffix(ANY), lang)
        elif ANY in part:
            found += map(str, _patterns(part))
        elif part.startswith(EXACT):
            found += (EXACT + token.text.casefold() for token in tokens(part.removeprefix(EXACT)))
        else:
            found += (_phrase_key(token, lang) for token in tokens(part))
    return found


def _stem_keys(part: str, lang: str) -> list[str]:
    """Return the keys of a word that ends in a stem: of nuclear-powe* the second alone is one."""
    *whole, stem = tokens(part) or (Token(part, 0, len(part)),)
    return [*(_phrase_key(token, lang) for token in whole), stem.text.casefold() + ANY]


def _phrase_key(token: Token, lang: str) -> str:
    if not token.is_word or (len(token.text) > 1 and token.text.isupper()):
        return token.text
    return lemma(token.text, lang)
