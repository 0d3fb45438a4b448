"""One language's phrases of every kind in one trie: word lists and their senses, cues, and the words of grammar."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from monitor.model.ids import Lang, ListId
from monitor.model.language import CueSet, Language
from monitor.model.vocabulary import ListKind, WordList
from monitor.text.phrases import Phrases


class Role(Enum):
    """What a phrase does in a sentence."""

    LIST = "list"
    SENSE = "sense"
    CUE = "cue"
    TERMINATOR = "terminator"
    SEPARATOR = "separator"
    LINKING = "linking"
    REPORTING = "reporting"
    SOURCING = "sourcing"
    ACCUSING = "accusing"
    AGENT = "agent"
    STRUCK = "struck"
    JOINING = "joining"
    LOCATING = "locating"
    FORCE = "force"
    BREACH = "breach"
    DAY = "day"
    WEEKDAY = "weekday"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Sign:
    """What a phrase stands for.

    `list` is set for lists and senses, `cue` for cues, and `number` for words of time: how many days before the day of
    publication, 0 for Monday, 1 for January.
    """

    role: Role
    list: ListId | None = None
    kind: ListKind | None = None
    cue: CueSet | None = None
    number: int = 0


def lexicon(language: Language, lists: Mapping[ListId, WordList]) -> Phrases[Sign]:
    """Return every phrase of a language with what it stands for."""
    phrases: Phrases[Sign] = Phrases(language.code)
    for phrase, sign in (*_vocabulary(language.code, lists), *_grammar(language)):
        phrases.add(phrase, sign)
    return phrases


def _vocabulary(lang: Lang, lists: Mapping[ListId, WordList]) -> Iterator[tuple[str, Sign]]:
    for words in lists.values():
        yield from _each(words.phrases.get(lang, ()), Sign(Role.LIST, list=words.id, kind=words.kind))
        yield from _each(words.senses_not.get(lang, ()), Sign(Role.SENSE, list=words.id))


def _grammar(language: Language) -> Iterator[tuple[str, Sign]]:
    for cue in language.cues:
        yield from _each(cue.phrases, Sign(Role.CUE, cue=cue))
    for role, phrases in (
        (Role.TERMINATOR, language.terminators),
        (Role.SEPARATOR, language.separators),
        (Role.LINKING, language.linking),
        (Role.REPORTING, language.reporting),
        (Role.SOURCING, language.sourcing),
        (Role.ACCUSING, language.accusing),
        (Role.AGENT, language.agent),
        (Role.STRUCK, language.struck),
        (Role.JOINING, language.joining),
        (Role.LOCATING, language.locating),
        (Role.FORCE, language.forces),
        (Role.BREACH, language.breach),
    ):
        yield from _each(phrases, Sign(role))
    times = language.times
    yield from _each(times.today, Sign(Role.DAY, number=0))
    yield from _each(times.yesterday, Sign(Role.DAY, number=1))
    for number, phrases in enumerate(times.weekdays):
        yield from _each(phrases, Sign(Role.WEEKDAY, number=number))
    for number, phrases in enumerate(times.months, start=1):
        yield from _each(phrases, Sign(Role.MONTH, number=number))


def _each(phrases: Iterable[str], sign: Sign) -> Iterator[tuple[str, Sign]]:
    return ((phrase, sign) for phrase in phrases)
