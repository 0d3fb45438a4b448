"""Lemmas: the form of a word under which a dictionary lists it."""

from functools import lru_cache

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

_LEMMATIZER = Lemmatizer(lemmatization_strategy=DefaultStrategy(low_memory=True))
"""`low_memory` reads each dictionary from a compact trie: five languages take about 58 MB instead of 450."""


@lru_cache(maxsize=100_000)
def lemma(word: str, lang: str) -> str:
    """Return the dictionary form of a word in a language, case-folded; the word itself where none is known."""
    if lang not in SUPPORTED_LANGUAGES:
        return word.casefold()
    return _LEMMATIZER.lemmatize(word, lang).casefold()


def keys(word: str, lang: str) -> tuple[str, ...]:
    """Return all forms under which a word of a text can be meant: as written, and its dictionary forms.

    A sentence's first word, and all words of a headline, may be capitals by position alone: so both cases are tried.
    """
    folded = word.casefold()
    found = dict.fromkeys((folded, lemma(word, lang), lemma(folded, lang)))
    if len(word) > 1 and word.isupper():
        found[word] = None
    return tuple(found)
