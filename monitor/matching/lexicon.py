"""One language's phrases of every kind in one trie: word lists and their senses, cues, and the words of grammar."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from monitor.model.ids import Lang, ListId
from monitor.model.language import CueSet, Language, TimeWords
from monitor.model.vocabulary import ListKind, WordList
from monitor.text.phrases import Phrases


class Role(Enum):
    """What a phrase does in a sentence."""

    LIST = "list"
    TERM = "term"
    SENSE = "sense"
    CUE = "cue"
    EXEMPT = "exempt"
    IDIOM = "idiom"
    TERMINATOR = "terminator"
    SEPARATOR = "separator"
    LINKING = "linking"
    REPORTING = "reporting"
    SOURCING = "sourcing"
    ACCUSING = "accusing"
    RECIPROCAL = "reciprocal"
    ITSELF = "itself"
    DISPUTED = "disputed"
    AGENT = "agent"
    STRUCK = "struck"
    DOING = "doing"
    JOINING = "joining"
    LOCATING = "locating"
    BESIDE = "beside"
    OBLIQUE = "oblique"
    ENDURING = "enduring"
    STANDING = "standing"
    RELATIVE = "relative"
    BECAUSE = "because"
    COMPOUND = "compound"
    FORCE = "force"
    BREACH = "breach"
    DAY = "day"
    WEEKDAY = "weekday"
    MONTH = "month"
    LAST_MONTH = "last month"
    PART = "part"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Sign:
    """What a phrase stands for.

    `list` is set for lists and senses, `term` for what a query asks for, `cue` for cues, and `number` for words of
    time: how many days before the day of publication, 0 for Monday, 1 for January, 0 for the first of three parts of a
    month.
    """

    role: Role
    list: ListId | None = None
    kind: ListKind | None = None
    cue: CueSet | None = None
    number: int = 0
    term: str | None = None


def lexicon(language: Language, lists: Mapping[ListId, WordList], terms: Iterable[str] = ()) -> Phrases[Sign]:
    """Return every phrase of a language with what it stands for; `terms` are the words and phrases of queries."""
    phrases: Phrases[Sign] = Phrases(language.code)
    asked = ((term, Sign(Role.TERM, term=term)) for term in terms)
    for phrase, sign in (*_vocabulary(language.code, lists), *_grammar(language), *asked):
        phrases.add(phrase, sign)
    return phrases


def _vocabulary(lang: Lang, lists: Mapping[ListId, WordList]) -> Iterator[tuple[str, Sign]]:
    for words in lists.values():
        yield from _each(words.phrases.get(lang, ()), Sign(Role.LIST, list=words.id, kind=words.kind))
        yield from _each(words.senses_not.get(lang, ()), Sign(Role.SENSE, list=words.id))


def _grammar(language: Language) -> Iterator[tuple[str, Sign]]:
    for cue in language.cues:
        yield from _each(cue.phrases, Sign(Role.CUE, cue=cue))
    for role, phrases in _words(language).items():
        yield from _each(phrases, Sign(role))
    yield from _days(language.times)


def _words(language: Language) -> Mapping[Role, tuple[str, ...]]:
    return {
        Role.EXEMPT: language.exempt,
        Role.IDIOM: language.idioms,
        Role.TERMINATOR: language.terminators,
        Role.SEPARATOR: language.separators,
        Role.LINKING: language.linking,
        Role.REPORTING: language.reporting,
        Role.SOURCING: language.sourcing,
        Role.ACCUSING: language.accusing,
        Role.RECIPROCAL: language.reciprocal,
        Role.ITSELF: language.itself,
        Role.DISPUTED: language.disputed,
        Role.AGENT: language.agent,
        Role.STRUCK: language.struck,
        Role.DOING: language.doing,
        Role.JOINING: language.joining,
        Role.LOCATING: language.locating,
        Role.BESIDE: language.beside,
        Role.OBLIQUE: language.oblique,
        Role.ENDURING: language.enduring,
        Role.STANDING: language.standing,
        Role.RELATIVE: language.relative,
        Role.BECAUSE: language.because,
        Role.COMPOUND: language.compounds,
        Role.FORCE: language.forces,
        Role.BREACH: language.breach,
        Role.LAST_MONTH: language.times.last_month,
        Role.COMING: language.times.coming,
    }


def _days(times: TimeWords) -> Iterator[tuple[str, Sign]]:
    yield from _each(times.today, Sign(Role.DAY, number=0))
    yield from _each(times.yesterday, Sign(Role.DAY, number=1))
    for number, phrases in enumerate(times.weekdays):
        yield from _each(phrases, Sign(Role.WEEKDAY, number=number))
    for number, phrases in enumerate(times.parts):
        yield from _each(phrases, Sign(Role.PART, number=number))
    for number, phrases in enumerate(times.months, start=1):
        yield from _each(phrases, Sign(Role.MONTH, number=number))


def _each(phrases: Iterable[str], sign: Sign) -> Iterator[tuple[str, Sign]]:
    return ((phrase, sign) for phrase in phrases)
