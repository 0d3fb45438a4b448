"""Tongues: each language with all phrases that are looked for in it, made ready when a text first needs it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

from monitor.matching.lexicon import Sign, lexicon
from monitor.matching.passages import Passage, passages
from monitor.model.ids import UNDETERMINED, Lang
from monitor.model.language import Language
from monitor.model.match import Field, Reading
from monitor.model.rulebook import Rulebook
from monitor.text.phrases import Phrases

LEAD = 1_000
"""How many code points of a body are judged, and only where there is no summary: news tells the event first, and what
stands below is background."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language, and what is looked for in its texts."""

    language: Language
    phrases: Phrases[Sign]

    def sentences(self, reading: Reading) -> tuple[Passage, ...]:
        """Return the sentences of an item that are judged, with all that was found in them."""
        return tuple(
            passage for name, text in _fields(reading) for passage in passages(name, text, self.language, self.phrases)
        )


class Tongues:
    """The languages of a rulebook that it has words in. Can be used from several threads.

    A dictionary takes half a second to unpack, so one that no text asks for is left alone.
    """

    def __init__(self, rulebook: Rulebook, terms: Iterable[str] = ()) -> None:
        self._lists, self._terms = rulebook.lists, tuple(terms)
        spoken = {code for words in rulebook.lists.values() for code in words.phrases}
        self._languages: Mapping[Lang, Language] = {
            code: language for code, language in rulebook.languages.items() if self._terms or code in spoken
        }
        self._ready: dict[Lang, Tongue] = {}
        self._lock = Lock()

    def of(self, lang: Lang) -> tuple[Tongue, ...]:
        """Return the languages that a text is read in: all for an undetermined one, none for one that is not known."""
        codes = self._languages if lang == UNDETERMINED else [code for code in (lang,) if code in self._languages]
        return tuple(self._tongue(code) for code in codes)

    def _tongue(self, code: Lang) -> Tongue:
        with self._lock:
            if code not in self._ready:
                language = self._languages[code]
                self._ready[code] = Tongue(language, lexicon(language, self._lists, self._terms))
            return self._ready[code]


def _fields(reading: Reading) -> Iterator[tuple[Field, str]]:
    yield "title", reading.title
    yield ("summary", reading.summary) if reading.summary else ("body", reading.body[:LEAD])
