"""Looks at items again, stored ones or those of a file: what almost fired, and what another rulebook makes of them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.matching.halves import Halves
from monitor.matching.timing import timing
from monitor.model.ids import ItemId, RuleId
from monitor.model.item import Item
from monitor.model.label import Label
from monitor.model.match import Reading
from monitor.pipeline.desk import Book
from monitor.pipeline.evaluate import reading
from monitor.ports import Store
from monitor.teaching.counting import Seen
from monitor.teaching.nearmisses import NearMiss, Subject, in_order, near_misses
from monitor.teaching.resembling import FireExamples
from monitor.teaching.words import Suggestion, suggestions
from monitor.text.likeness import terms

PAGE = 1_000
"""Items that are read of the store at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An item that is looked at again: `name` is what its file or the store calls it, `labels` what analysts said."""

    name: str
    item: Item
    labels: tuple[Label, ...] = ()


@dataclass(slots=True)
class Review:
    """What almost fired among the items that were looked at, and the words that lists may lack."""

    misses: list[NearMiss] = field(default_factory=list)
    words: list[Suggestion] = field(default_factory=list)
    items: int = 0


def stored_since(store: Store, since: datetime) -> Iterator[Sample]:
    """Yield the stored items that were first seen since an instant, with their labels."""
    labels: dict[ItemId, list[Label]] = {}
    for label in store.labels():
        labels.setdefault(label.item, []).append(label)
    last = ItemId(0)
    while page := store.items_since(since, last, PAGE):
        for stored in page:
            yield Sample(name=str(stored.id), item=stored.item, labels=tuple(labels.get(stored.id, ())))
        last = page[-1].id


def review(book: Book, samples: Iterable[Sample], rules: Collection[RuleId]) -> Review:
    """Judge items and return what almost fired for these rules. What an analyst labelled is no near miss."""
    looker = _Looker(book, rules)
    found = [miss for sample in samples for miss in looker.look(sample)]
    seen = looker.seen
    examples = FireExamples(book.rulebook, seen.texts.words, seen.texts.number)
    ranked = [replace(each, likeness=examples.likeness(each.rule, terms(each.sentence, each.lang))) for each in found]
    misses = in_order(ranked)
    return Review(misses, suggestions(misses, seen, book.rulebook.lists), seen.texts.number)


class _Looker:
    """Looks at one item after the other, and counts the words of all of them."""

    def __init__(self, book: Book, rules: Collection[RuleId]) -> None:
        self.seen = Seen()
        self._book, self._rules = book, rules
        self._halves = Halves(book.rulebook)

    def look(self, sample: Sample) -> Iterator[NearMiss]:
        """Yield the near misses of an item."""
        read, item = reading(sample.item), sample.item
        self.seen.add(f"{item.title}\n{item.summary}")
        labelled = {label.rule for label in sample.labels}
        if None in labelled:
            return
        matches = self._book.engine.judge(read)
        for match in matches:
            if match.fires:
                self.seen.add_fired(match.rule, match.evidence.text[slice(*match.evidence.clause)])
        open_ = self._open(read) - {match.rule for match in matches}
        subject = Subject(item=sample.name, lang=item.lang, title=item.title)
        halves = self._halves.find(read, open_) if open_ else ()
        for miss in near_misses(subject, matches, halves, self._rules):
            if miss.rule not in labelled:
                yield miss

    def _open(self, read: Reading) -> set[RuleId]:
        """Return the rules of commitments that held when the item was published."""
        held = (each for each in self._book.rulebook.commitments if timing(read, each, None).windows)
        return {rule.id for commitment in held for rule in commitment.rules if rule.id in self._rules}
