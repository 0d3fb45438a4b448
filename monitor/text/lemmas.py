"""Lemmas: the form of a word under which a dictionary lists it."""

from functools import lru_cache

from simplemma import Lemmatizer
from simplemma.strategies import LOW_MEMORY_DICTIONARY_FACTORY, DefaultStrategy, DictionaryLookupStrategy
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

_LEMMATIZER = Lemmatizer(lemmatization_strategy=DefaultStrategy(low_memory=True))
_DICTIONARY = DictionaryLookupStrategy(LOW_MEMORY_DICTIONARY_FACTORY)
"""`low_memory` reads each dictionary from a compact trie: five languages take about 58 MB instead of 450."""


_ALIKE = str.maketrans("’ʼё", "''е")
_CAPITAL_NOUNS = frozenset({"de", "lb"})
_CAPITAL_HEADLINES = frozenset({"en"})


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
    found = dict.fromkeys((folded, lemma(word, lang), lemma(folded, lang), name_key(word)))
    if len(word) > 1 and word.isupper():
        found[word] = None
    return tuple(found)


def name_key(word: str) -> str:
    """Return the form under which a word of a name is looked up: one with a capital is not the same without it.

    All apostrophes are one, and so are the two letters of which most Russian texts write but one.
    """
    is_name = word[:1].isupper() and (word.isupper() or word[1:].islower())
    folded = word.casefold().translate(_ALIKE)
    return f"^{folded}" if is_name else folded


def has_capital_nouns(lang: str) -> bool:
    """Whether a language writes every noun with a capital."""
    return lang in _CAPITAL_NOUNS


def capitals_tell_names(lang: str) -> bool:
    """Whether within a sentence nothing but a name begins with a capital, in headlines as well."""
    return lang not in _CAPITAL_NOUNS | _CAPITAL_HEADLINES


@lru_cache(maxsize=10_000)
def is_ordinary(word: str, lang: str) -> bool:
    """Whether the dictionary of a language has a word that is no name.

    It writes names with a capital. Where all nouns have one, any word that it has counts.
    """
    if lang not in SUPPORTED_LANGUAGES:
        return False
    found = _DICTIONARY.get_lemma(word.casefold(), lang)
    return found is not None and (has_capital_nouns(lang) or found[:1].islower())
