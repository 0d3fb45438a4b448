"""Decides which items almost fired: all gates passed but one, or one half of an event beside somebody who is bound."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.model.half import Half
from monitor.model.ids import Lang, RuleId
from monitor.model.match import GateName, Match
from monitor.teaching.labelling import strongest


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """An item that almost fired for a rule: by a match that one gate stopped, or by a half.

    `item` is the name by which its file or the store knows it. `likeness` is how like the text is to the nearest fire
    example of the rule, from 0 to 1; what it means for a text is known by comparison with others only.
    """

    item: str
    rule: RuleId
    lang: Lang
    title: str
    stopped_by: GateName | None
    match: Match | None = None
    half: Half | None = None
    likeness: float = 0.0

    @property
    def sentence(self) -> str:
        """The words that it is about."""
        if self.half is not None:
            start, end = self.half.span
            return self.half.text[start:end]
        return self.match.evidence.text if self.match else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An item, as far as near misses show it."""

    item: str
    lang: Lang
    title: str


def near_misses(
    subject: Subject, matches: Sequence[Match], halves: Iterable[Half], rules: Collection[RuleId]
) -> Iterator[NearMiss]:
    """Yield at most one near miss of an item for each of these rules; none for a rule that fires on it.

    A half that shares a word with the event of another rule is none: it is known what the word is about.
    """
    told: set[RuleId] = set()
    known = {(match.evidence.field, words.start) for match in matches for words in match.evidence.words}
    for rule in dict.fromkeys(match.rule for match in matches if match.rule in rules):
        told.add(rule)
        own = [match for match in matches if match.rule == rule]
        best = strongest(own)
        stopped = [gate.gate for gate in best.gates if not gate.passed] if best else []
        if best is not None and len(stopped) == 1 and not any(match.fires for match in own):
            yield _miss(subject, rule, subject.lang, stopped_by=stopped[0], match=best)
    for half in halves:
        new = not any((half.field, words.start) in known for words in half.found)
        if half.rule not in told and new and half.bound and len(half.missing[0]) <= 1:
            told.add(half.rule)
            yield _miss(subject, half.rule, half.lang, half=half)


def in_order(misses: Iterable[NearMiss]) -> list[NearMiss]:
    """Return near misses with the likest first; those that time alone stopped come last, for no word helps them.

    Of several with the same words the first stays.
    """
    first = {(miss.rule, miss.sentence.casefold()): miss for miss in reversed(list(misses))}
    kept = reversed(first.values())
    return sorted(kept, key=lambda miss: (miss.stopped_by == "time", -miss.likeness, miss.item))


def _miss(
    subject: Subject,
    rule: RuleId,
    lang: Lang,
    *,
    stopped_by: GateName | None = None,
    match: Match | None = None,
    half: Half | None = None,
) -> NearMiss:
    return NearMiss(
        item=subject.item,
        rule=rule,
        lang=lang,
        title=subject.title,
        stopped_by=stopped_by,
        match=match,
        half=half,
    )
