"""Phrases: finds many at once in one pass over the tokens of a text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from monitor.text.lemmas import keys, lemma
from monitor.text.tokens import Token, tokens

V = TypeVar("V")

EXACT = "="
STEM = "*"
LONGEST_WORD = 64
"""Longer words are no words: a feed made of them would fill the memory of looked-up words, and take long to look up."""

NUMBER, YEAR = "<number>", "<year>"
"""Words of a phrase that stand for any number and for any year: `<number> year ago`."""


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

    def add(self, phrase: str, value: V) -> None:
        """Add a phrase. It is found in every inflected form of its words.

        A word in capitals is found in capitals only, one written `=downed` in this form only, and one written
        `electri*` in every word that begins so.
        """
        node = self._root
        for key in _phrase_keys(phrase, self._lang):
            if len(key) > 1 and key.endswith(STEM):
                stem = key.removesuffix(STEM)
                node.lengths.add(len(stem))
                self._has_stems = True
                node = node.stems.setdefault(stem, _Node())
            else:
                node = node.following.setdefault(key, _Node())
        if node is not self._root:
            node.values.append(value)

    def find(self, text: Sequence[Token]) -> Iterator[tuple[int, int, V]]:
        """Yield the first token, the end (excluded) and the value of every phrase that stands in a text."""
        readings = [_token_keys(token.text, self._lang) for token in text]
        for first in range(len(readings)):
            reached = [self._root]
            for at in range(first, len(readings)):
                begun = [*_stemmed(reached, readings[at][0])] if self._has_stems else []
                reached = [next_ for node in reached for key in readings[at] if (next_ := node.following.get(key))]
                reached += begun
                if not reached:
                    break
                yield from ((first, at + 1, value) for node in reached for value in node.values)


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
    token = Token(text, 0, len(text))
    if token.is_year:
        return (text, YEAR, NUMBER)
    if token.number is not None:
        return (text, NUMBER)
    return keys(text, lang) if token.is_word else (text,)


def _phrase_keys(phrase: str, lang: str) -> list[str]:
    found: list[str] = []
    for part in phrase.split():
        if part in {NUMBER, YEAR}:
            found.append(part)
        elif part.endswith(STEM) and len(part) > 1:
            found += _stem_keys(part.removesuffix(STEM), lang)
        elif part.startswith(EXACT):
            found += (token.text.casefold() for token in tokens(part.removeprefix(EXACT)))
        else:
            found += (_phrase_key(token, lang) for token in tokens(part))
    return found


def _stem_keys(part: str, lang: str) -> list[str]:
    """Return the keys of a word that ends in a stem: of nuclear-powe* the second alone is one."""
    *whole, stem = tokens(part) or (Token(part, 0, len(part)),)
    return [*(_phrase_key(token, lang) for token in whole), stem.text.casefold() + STEM]


def _phrase_key(token: Token, lang: str) -> str:
    if not token.is_word or (len(token.text) > 1 and token.text.isupper()):
        return token.text
    return lemma(token.text, lang)
