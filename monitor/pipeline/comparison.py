"""Compares what two rulebooks make of the same items: which alerts a change would add, and which it would drop."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from monitor.model.ids import RuleId
from monitor.model.match import Match
from monitor.pipeline.desk import Book
from monitor.pipeline.evaluate import reading
from monitor.pipeline.review import Sample
from monitor.teaching.labelling import standing, strongest
from monitor.text.phrases import Phrases
from monitor.text.tokens import tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A rule that fires on an item by one of two rulebooks only.

    `match` is what the new rulebook makes of the item: the match that fires, or the one that came nearest where it was
    dropped; None where the new rulebook finds no mention, or has no such rule.
    """

    item: str
    title: str
    change: Literal["added", "dropped"]
    rule: RuleId
    match: Match | None


def differences(old: Book, new: Book, samples: Iterable[Sample]) -> Iterator[Difference]:
    """Yield, item by item, the rules that fire by one rulebook only. Labels are heard by both, so they add none."""
    for sample in samples:
        title = sample.item.title
        before, matches = _fired(_judged(old, sample)), _judged(new, sample)
        after = _fired(matches)
        for rule in sorted(before.keys() - after.keys()):
            near = strongest(matches, rule)
            yield Difference(item=sample.name, title=title, change="dropped", rule=rule, match=near)
        for rule in sorted(after.keys() - before.keys()):
            yield Difference(item=sample.name, title=title, change="added", rule=rule, match=after[rule])


def holding(samples: Iterable[Sample], phrases: Iterable[str], lang: str) -> Iterator[Sample]:
    """Yield the items in which one of these phrases stands, in any form: a new phrase can change no other."""
    wanted: Phrases[bool] = Phrases(lang)
    for phrase in phrases:
        wanted.add(phrase, True)
    for sample in samples:
        item = sample.item
        if any(any(wanted.find(tokens(text))) for text in (item.title, item.summary, item.body)):
            yield sample


def _judged(book: Book, sample: Sample) -> tuple[Match, ...]:
    return standing(book.engine.judge(reading(sample.item)), sample.labels)


def _fired(matches: tuple[Match, ...]) -> dict[RuleId, Match]:
    return {match.rule: match for match in reversed(matches) if match.fires}
