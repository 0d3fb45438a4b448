"""Decides which words the lists may lack: those that stand where a half of an event does, and that nothing knows.

A word weighs the more, the more near misses it stands in than other items, the liker those are to fire examples, the
more often it stands where the rule does fire, and the better it fits a list that is missing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import log2, sqrt

from monitor.model.half import Half, Unread
from monitor.model.ids import Lang, ListId, RuleId
from monitor.model.vocabulary import WordList
from monitor.teaching.counting import Seen, Texts
from monitor.teaching.nearmisses import NearMiss
from monitor.text.functionwords import joins_only
from monitor.text.lemmas import lemma
from monitor.text.tokens import tokens

SHORTEST = 3
"""Letters of a word that is worth a look."""
FEWEST = 2
"""Items in which a word must stand: a word that stood once is chance."""
TOGETHER = 0.6
"""Where a word stands beside the same other one in this share of its items, the two are shown as one phrase."""
UNTOLD = 0.2
"""What a word counts that neither stands where the rule fires nor fits a list: it may be a new word all the same."""
_CAPITALS = frozenset({"de"})
"""Languages that write every noun with a capital: there it tells no name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A word or phrase that a list may lack, the items in which it stands, and one of their sentences."""

    word: str
    lang: Lang
    list: ListId
    rule: RuleId
    items: tuple[str, ...]
    sentence: str
    weight: float


@dataclass(slots=True)
class _Word:
    """What is known of one unread word."""

    items: dict[str, str] = field(default_factory=dict)
    forms: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    phrases: Counter[str] = field(default_factory=Counter)
    lists: Counter[ListId] = field(default_factory=Counter)
    rules: Counter[RuleId] = field(default_factory=Counter)
    likeness: float = 0.0

    def note(self, miss: NearMiss, half: Half, unread: Unread, others: frozenset[str]) -> None:
        """Count one item in which it stands; `others` are the words of the sentence that are worth a look too."""
        if miss.item in self.items:
            return
        self.items[miss.item] = miss.sentence
        self.forms[unread.word.casefold()] += 1
        self.likeness += miss.likeness
        self.rules[half.rule] += 1
        self.lists.update(way[0] for way in half.missing if len(way) == 1)
        for pair in ((unread.before, unread.word), (unread.word, unread.after)):
            self.beside.update(word.casefold() for word in pair if word and word != unread.word)
            if others.issuperset(pair):
                self.phrases[" ".join(pair).casefold()] += 1

    @property
    def shown(self) -> str:
        """The word as it is shown: in its commonest form, with the word that nearly always stands beside it."""
        form = self.forms.most_common(1)[0][0]
        phrase, count = next(iter(self.phrases.most_common(1)), ("", 0))
        return phrase if count >= max(FEWEST, TOGETHER * len(self.items)) else form


def suggestions(misses: Iterable[NearMiss], seen: Seen, lists: Mapping[ListId, WordList]) -> list[Suggestion]:
    """Return the words that lists may lack, the weightiest first, each with that of the missing lists it fits best."""
    halves = [(miss, miss.half) for miss in misses if miss.half is not None]
    found: dict[tuple[Lang, str], _Word] = {}
    for miss, half in halves:
        worth = list(_worth(half, seen))
        others = frozenset(unread.word for unread in worth)
        for unread in worth:
            word = found.setdefault((half.lang, lemma(unread.word, half.lang)), _Word())
            word.note(miss, half, unread, others)
    fit, near = _Fit(lists), len(halves)
    made = [
        _suggestion(key, word, fit, _share(word, near, seen))
        for key, word in found.items()
        if len(word.items) >= FEWEST
    ]
    ranked = sorted((each for each in made if each.weight > 0), key=lambda each: (each.weight, each.word))
    return list({(each.lang, each.word): each for each in ranked}.values())[::-1]


def _worth(half: Half, seen: Seen) -> Iterator[Unread]:
    """Yield the unread words of a half that can be a list's: long enough, no function word and no name."""
    if not any(len(way) == 1 for way in half.missing):
        return
    for unread in half.unread:
        small = unread.word.casefold()
        joins = joins_only(small, half.lang) or joins_only(lemma(small, half.lang), half.lang)
        if len(small) >= SHORTEST and not joins and (small in seen.small or half.lang in _CAPITALS):
            yield unread


@dataclass(frozen=True, slots=True)
class _Shares:
    """How much more often a word stands in near misses than in all items; and where the rule fires, than there."""

    lift: float
    told: float


def _share(word: _Word, near: int, seen: Seen) -> _Shares:
    here = (len(word.items) + 0.5) / (near + 1)
    fired = seen.fired.get(word.rules.most_common(1)[0][0], Texts())
    return _Shares(
        log2(here / seen.texts.share(word.forms)),
        log2(fired.share(word.forms) / here) if fired.number else 0.0,
    )


def _suggestion(key: tuple[Lang, str], word: _Word, fit: "_Fit", shares: _Shares) -> Suggestion:
    fits, _, name = max(
        ((fit.of(each, key, word), count, each) for each, count in word.lists.items()), key=lambda found: found[:2]
    )
    weight = sqrt(word.likeness) * max(shares.lift, 0.0) * (UNTOLD + max(shares.told, 0.0) + fits)
    return Suggestion(
        word=word.shown,
        lang=key[0],
        list=name,
        rule=word.rules.most_common(1)[0][0],
        items=tuple(word.items),
        sentence=next(iter(word.items.values())),
        weight=round(weight, 3),
    )


class _Fit:
    """Tells how well a word fits a list: as phrases of the list look like the word in its place.

    "heat" after "without" fits a list that has "without power", and "supply" one that has "power supply".
    """

    def __init__(self, lists: Mapping[ListId, WordList]) -> None:
        self._lists = lists
        self._words: dict[tuple[ListId, Lang], frozenset[str]] = {}

    def of(self, name: ListId, key: tuple[Lang, str], word: _Word) -> float:
        """Return in which share of its items the word, or one beside it, is a part of the list's phrases; at most 1."""
        lang, term = key
        own = self._of(name, lang)
        beside = sum(count for other, count in word.beside.items() if lemma(other, lang) in own)
        return min(1.0, beside / len(word.items) + (term in own) / 2)

    def _of(self, name: ListId, lang: Lang) -> frozenset[str]:
        """Return the words of a list's phrases, as they are compared."""
        if (name, lang) not in self._words:
            phrases = self._lists[name].phrases.get(lang, ()) if name in self._lists else ()
            cut = (token.text for phrase in phrases for token in tokens(phrase) if token.is_word)
            self._words[name, lang] = frozenset(lemma(each, lang) for each in cut if not joins_only(each, lang))
        return self._words[name, lang]
