"""Holds the rules against what analysts labelled, and makes examples of labelled items."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.model.ids import UNDETERMINED, RuleId
from monitor.model.item import Item, StoredItem
from monitor.model.label import Label
from monitor.model.match import Match
from monitor.model.rule import Expectation
from monitor.pipeline.desk import Book
from monitor.pipeline.evaluate import reading
from monitor.pipeline.examples import holds
from monitor.ports import Store
from monitor.teaching.scoring import Outcome
from monitor.text.normal import plain

PLAIN = "en"
"""The language of an example that names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A label for one rule, its item, and what the rule makes of it by itself."""

    label: Label
    stored: StoredItem
    rule: RuleId
    matches: tuple[Match, ...]

    @property
    def outcome(self) -> Outcome:
        """Whether the rule does as the label says."""
        return Outcome(
            rule=self.rule,
            expected=self.label.verdict,
            fires=any(match.fires for match in self.matches),
            passed=holds(self.label.verdict, self.matches),
        )


def lessons(book: Book, store: Store) -> Iterator[Lesson]:
    """Judge every labelled item anew, and yield a lesson for each rule that its labels are about.

    A label for every rule is about those that find a mention of their event, and have no label of their own. Labels of
    rules that are no more are passed over.
    """
    for label in store.labels():
        stored = store.item(label.item)
        if stored is None:
            continue
        judged = book.engine.judge(reading(stored.item))
        own = {each.rule for each in store.labels(label.item)}
        found = dict.fromkeys(match.rule for match in judged if match.rule not in own)
        for rule in (label.rule,) if label.rule else found:
            if book.rule(rule) is not None:
                matches = tuple(match for match in judged if match.rule == rule)
                yield Lesson(label=label, stored=stored, rule=rule, matches=matches)


def example_of(lesson: Lesson) -> dict[str, str]:
    """Return a lesson as an example of its rule, with the keys of the rule file.

    Its text is the title, or the clause that tells of the event where that stands below the title.
    """
    item = lesson.stored.item
    match = lesson.label.match or next(iter(lesson.matches), None)
    text = item.title
    if match is not None and match.evidence.field != "title":
        text = match.evidence.text[slice(*match.evidence.clause)]
    example = {"at": _day(item), "text": plain(text)}
    return example if item.lang in {PLAIN, UNDETERMINED} else example | {"lang": item.lang}


def new_examples(book: Book, found: Iterable[Lesson]) -> list[tuple[RuleId, str, dict[str, str]]]:
    """Return the examples that rules do not have yet: each with its rule, what is expected, and its keys."""
    new: dict[tuple[RuleId, str], tuple[RuleId, str, dict[str, str]]] = {}
    for lesson in found:
        rule, example = book.rule(lesson.rule), example_of(lesson)
        if rule and example["text"] and example["text"] not in {each.text for each in rule.examples}:
            expected: Expectation = lesson.label.verdict
            new[lesson.rule, example["text"]] = (lesson.rule, expected.value, example)
    return list(new.values())


def _day(item: Item) -> str:
    return (item.published_at or item.first_seen_at).date().isoformat()
