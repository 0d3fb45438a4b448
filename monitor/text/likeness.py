"""Likeness: how much two texts are about the same, as the cosine of their words weighted by rarity.

Salton and Buckley, Term-weighting approaches in automatic text retrieval, 1988. It ranks what people look at; it
decides nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from monitor.text.lemmas import lemma
from monitor.text.tokens import tokens

Terms = frozenset[str]


def terms(text: str, lang: str) -> Terms:
    """Return the words of a text as they are compared: each once, in its dictionary form, without numbers."""
    return frozenset(
        lemma(token.text, lang) for token in tokens(text) if token.is_word and not token.text[0].isnumeric()
    )


class Likeness:
    """Holds texts against others by their terms. `seen` counts in how many of `of` texts each term stands."""

    def __init__(self, others: Sequence[Terms], seen: Mapping[str, int], of: int) -> None:
        self._seen, self._of = seen, of
        self._others: list[float] = [self._length(each) for each in others]
        self._in: dict[str, list[int]] = {}
        for number, each in enumerate(others):
            for term in each:
                self._in.setdefault(term, []).append(number)

    def nearest(self, text: Terms) -> tuple[float, int | None]:
        """Return how like the nearest of the others is, from 0 to 1, and which one it is; None where none is at all."""
        weights: dict[int, float] = {}
        for term in text:
            for number in self._in.get(term, ()):
                weights[number] = weights.get(number, 0.0) + self._weight(term) ** 2
        length = self._length(text)
        able = ((weight / (length * self._others[number]), -number) for number, weight in weights.items())
        best, which = max(able, default=(0.0, 1))
        return best, None if which > 0 else -which

    def _weight(self, term: str) -> float:
        return log((1 + self._of) / (1 + self._seen.get(term, 0))) + 1

    def _length(self, text: Iterable[str]) -> float:
        return sqrt(sum(self._weight(term) ** 2 for term in text)) or 1.0
