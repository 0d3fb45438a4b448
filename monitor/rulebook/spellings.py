"""Spellings: the names of a town in each language, out of what a register has in all languages at once."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from monitor.model.gazetteer import Town
from monitor.model.ids import Lang
from monitor.model.naming import Naming
from monitor.text.names import APOSTROPHES, Transcription, accented, akin, declined
from monitor.text.phrases import DOUBTFUL

ENGLISH = Lang("en")
"""The language in whose letters a register writes its own names, and by whose ear its other names are judged."""
MARKS = frozenset(" -" + APOSTROPHES)

Names = Mapping[str, tuple[str, ...]]
"""Names in the form in which a dictionary would list them, each with its phrases: one for each form."""


@lru_cache(maxsize=4)
def speller(namings: tuple[Naming, ...], languages: frozenset[Lang]) -> "Speller":
    """Return the speller of some languages, the same one as long as their habits are the same."""
    return Speller(namings, languages)


class Speller:
    """Tells how some languages write the names of towns. What it was asked once it knows."""

    def __init__(self, namings: tuple[Naming, ...], languages: frozenset[Lang]) -> None:
        self._namings = {naming.code: naming for naming in namings}
        self._languages = tuple(lang for lang in self._namings if lang in languages)
        self._letters = {naming.code: dict(_letters(naming)) for naming in namings}
        self._known: dict[Town, Mapping[Lang, Names]] = {}

    def names(self, town: Town) -> Mapping[Lang, Names]:
        """Return a town's names per language.

        A name in a language's own letters is taken where it sounds like the register's name, which leaves out
        nicknames and former names; the others are transcribed from the languages that a language's letters tell of.
        """
        found = self._known.get(town)
        if found is None:
            found = self._known[town] = self._found(town)
        return found

    def _found(self, town: Town) -> Mapping[Lang, Names]:
        native = {lang: tuple(self._native(town, naming)) for lang, naming in self._namings.items()}
        written = {lang: tuple(dict.fromkeys(self._written(lang, native))) for lang in self._namings}
        found: dict[Lang, Names] = {}
        for lang in self._languages:
            naming = self._namings[lang]
            own = {name: _phrases(*declined(name, naming)) for name in written[lang]}
            also = {name: _phrases(name) for other in naming.also for name in written.get(other, ())}
            found[lang] = also | own
        return found

    def _written(self, lang: Lang, native: Mapping[Lang, tuple[str, ...]]) -> Iterator[str]:
        yield from native.get(lang, ())
        accents = self._namings[lang].accents if lang in self._namings else {}
        for origin, tables in self._letters.get(lang, {}).items():
            for name in native.get(origin, ()):
                for transcribed in tables:
                    spelt = transcribed(name)
                    if spelt is not None:
                        yield spelt
                        if accents:
                            yield from accented(spelt, accents)

    def _native(self, town: Town, naming: Naming) -> Iterator[str]:
        """Yield the names in a language's own letters.

        In Latin letters that is the register's own name alone: nothing tells whose its other names are.
        """
        if "a" in naming.alphabet:
            yield "".join(letter for letter in town.name if letter not in APOSTROPHES)
            return
        letters = MARKS.union(naming.alphabet)
        by_ear = self._letters.get(ENGLISH, {}).get(naming.code)
        for name in town.spellings:
            if letters.issuperset(name.casefold()):
                sound = by_ear[0](name) if by_ear else None
                if sound is None or akin(sound, town.name):
                    yield name


def _phrases(*forms: str) -> tuple[str, ...]:
    return tuple(DOUBTFUL + form for form in forms)


def _letters(naming: Naming) -> Iterator[tuple[Lang, tuple[Transcription, ...]]]:
    """Yield the tables of each language of origin, each whole."""
    for origin, tables in naming.letters.items():
        yield origin, tuple(Transcription({**tables[0], **table}) for table in tables)
