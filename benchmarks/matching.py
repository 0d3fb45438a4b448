"""What it costs to judge an item, and whether that grows with the rulebook.

Two rulebooks are made, one of 12 rules and one of 10,000, whose rules share the starter vocabulary of actors, attacks,
weapons and energy sites: a third have a target of their own, a third their neighbour's, a third an action of their own
on an energy site. The same items are judged by both; they tell of the targets and actions of the first rules alone, so
that what is found is the same. Three yardsticks, in the same run:

- *scan*: an Aho-Corasick automaton (Aho and Corasick 1975) finds the same words in the case-folded text, and no more.
  This is the floor: no lemmas, no clauses, no gates.
- *read*: the one pass over tokens and lemmas that the engine begins with, which finds words and judges nothing.
- *re*: for each rule, whether a regular expression of either half is found. This is what a loop over rules costs.

Ratios hold on any machine; seconds do not. With a file of items (JSON Lines, perhaps gzipped) those are judged instead.
"""

import random
import re
import resource
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

import ahocorasick

from monitor.edges.itemfiles import Malformed, read_items
from monitor.edges.rulefiles import load
from monitor.matching.engine import Engine
from monitor.matching.lexicon import lexicon
from monitor.model.ids import Lang
from monitor.model.item import Certainty
from monitor.model.match import Reading
from monitor.model.rule import ActionOn
from monitor.model.rulebook import Rulebook
from monitor.pipeline.evaluate import reading
from monitor.pipeline.reports import item_of
from monitor.text.tokens import tokens

STARTER = Path(__file__).parent.parent / "rules"
AT = datetime(2025, 4, 2, 9, tzinfo=UTC)
EN = Lang("en")
FEW, MANY, PER_COMMITMENT = 12, 9_999, 99
ITEMS, TOLD = 2_000, 0.05
"""How many items are made, and the share that tells of what a rule looks for."""
LOOPED = 20
"""How many items the loop over rules is timed on: it is slow."""
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]
FEEDS = "version: 1\nfeeds: [{address: https://dawn.example/rss, title: Dawn, publisher: Dawn, languages: [en]}]\n"
ALERTS = 'version: 1\nreceivers: {out: {address: "console://"}}\nroute: {receivers: [out]}\n'
COMMITMENT = """version: 1
id: pact-{0}
title: Pact {0}
pledge: Nothing is struck.
parties: {{russia: {{actor: russia}}, ukraine: {{actor: ukraine}}}}
places: [ukraine, russia]
zone: Europe/Kyiv
windows: [{{id: whole, from: 2025-03-18, until: 2025-12-17}}]
rules:
"""
RULE = """  - id: rule-{0}
    kind: breach
    severity: high
    event: {{action: {1}, target: {2}}}
"""


def words_of(rule: int) -> list[str]:
    """Return the five words of a rule's own list; the same in every rulebook."""
    chance = random.Random(rule)
    return ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(5)]


def halves(rule: int) -> tuple[str, str]:
    """Return the action and the target of a rule: its own, its neighbour's, or shared ones."""
    return (("attack", f"own-{rule}"), ("weapon", f"own-{rule - 1}"), (f"own-{rule}", "energy-site"))[rule % 3]


def rulebook(count: int, folder: Path) -> Rulebook:
    """Write a rulebook of `count` rules and load it, as the daemon does."""
    for part in ("vocabulary", "commitments"):
        (folder / part).mkdir(parents=True)
    for path in (STARTER / "vocabulary").glob("*.yaml"):
        (folder / "vocabulary" / path.name).write_bytes(path.read_bytes())
    (folder / "feeds.yaml").write_text(FEEDS)
    (folder / "alerts.yaml").write_text(ALERTS)
    own = "".join(
        f"  own-{n}: {{meaning: Own {n}., en: [{', '.join(words_of(n))}]}}\n" for n in range(count) if n % 3 != 1
    )
    (folder / "vocabulary" / "own.yaml").write_text(f"version: 1\nlists:\n{own}")
    for first in range(0, count, PER_COMMITMENT):
        numbers = range(first, min(first + PER_COMMITMENT, count))
        rules = "".join(RULE.format(n, *halves(n)) for n in numbers)
        (folder / "commitments" / f"pact-{first}.yaml").write_text(COMMITMENT.format(first) + rules)
    return load(folder)


def invented() -> list[Reading]:
    """Items of some fifty words; a few of them tell of what a rule looks for."""
    chance = random.Random(1)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(8_000)]
    found = []
    for _ in range(ITEMS):
        title, summary = (" ".join(chance.choices(vocabulary, k=k)).capitalize() for k in (9, 40))
        if chance.random() < TOLD:
            own = chance.choice(words_of(3 * chance.randrange(FEW // 3)))
            deed = chance.choice(words_of(3 * chance.randrange(FEW // 3) + 2))
            title = chance.choice((f"Russian drones hit {own} in Sumy region", f"Russian army {deed} refinery in Sumy"))
        found.append(a_reading(title, f"{summary}."))
    return found


def a_reading(title: str, summary: str) -> Reading:
    return Reading(
        title=title, summary=summary, body="", lang=EN, published_at=AT, certainty=Certainty.EXACT, first_seen_at=AT
    )


@dataclass(frozen=True, slots=True)
class Made:
    """A rulebook made ready, and what that took."""

    book: Rulebook
    engine: Engine
    load_seconds: float
    compile_seconds: float


def made(count: int) -> Made:
    with tempfile.TemporaryDirectory() as folder:
        before = process_time()
        book = rulebook(count, Path(folder) / "rules")
        loaded = process_time()
        engine = Engine(book)
        engine.judge(a_reading("A quiet day", ""))  # a language is made ready when a text first needs it
        return Made(book, engine, loaded - before, process_time() - loaded)


def automaton(book: Rulebook) -> Callable[[str], list[Any]]:
    """Return a scan for every phrase of every list."""
    found = ahocorasick.Automaton()
    for words in book.lists.values():
        for phrase in words.phrases.get(EN, ()):
            found.add_word(phrase.casefold(), words.id)
    found.make_automaton()
    return lambda text: list(found.iter(text.casefold()))


def loop(book: Rulebook) -> Callable[[str], int]:
    """Return a loop over rules that looks for both halves of each."""
    compiled: dict[str, re.Pattern[str]] = {}
    for words in book.lists.values():
        choice = "|".join(re.escape(phrase) for phrase in words.phrases.get(EN, ()))
        compiled[words.id] = re.compile(rf"\b(?:{choice})\b", re.IGNORECASE)
    pairs = [
        (compiled[form.action], compiled[form.target])
        for commitment in book.commitments
        for rule in commitment.rules
        for form in rule.any_of
        if isinstance(form, ActionOn)
    ]
    return lambda text: sum(bool(one.search(text) and other.search(text)) for one, other in pairs)


def per_item(work: Callable[[Reading], object], readings: Sequence[Reading]) -> float:
    """Return the seconds of processor time for one item, the best of three runs; the first run fills the caches."""
    return min(timed(work, readings) for _ in range(4)) / len(readings)


def timed(work: Callable[[Reading], object], readings: Iterable[Reading]) -> float:
    before = process_time()
    for item in readings:
        work(item)
    return process_time() - before


def text_of(item: Reading) -> str:
    return f"{item.title}\n{item.summary or item.body}"


def measure(readings: Sequence[Reading]) -> None:
    few, many = made(FEW), made(MANY)
    scan, each = automaton(many.book), loop(many.book)
    phrases = lexicon(many.book.languages[EN], many.book.lists)
    fired = [sum(any(m.fires for m in book.engine.judge(r)) for r in readings) for book in (few, many)]
    small, large = (per_item(book.engine.judge, readings) for book in (few, many))
    floor = per_item(lambda item: scan(text_of(item)), readings)
    read = per_item(lambda item: list(phrases.find(tokens(text_of(item)))), readings)
    looped = per_item(lambda item: each(text_of(item)), readings[:LOOPED])
    print(f"{len(readings):,} items; {fired[0]} fire by {FEW} rules and {fired[1]} by {MANY:,}")
    print(f"  judged by {MANY:,} rules against {FEW}:  {large / small:8.2f} x   ({1 / large:,.0f} items/s here)")
    print(f"  against the scan of an automaton:   {large / floor:8.2f} x")
    print(f"  against reading alone:              {large / read:8.2f} x")
    print(f"  against a loop over rules with re:  {large / looped:8.5f} x   ({looped / large:,.0f} times as fast)")
    start = many.load_seconds + many.compile_seconds
    print(f"  start with {MANY:,} rules: {start:.1f} s of processor time here ({many.load_seconds:.1f} to load)")
    print(f"  memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, both rulebooks in it")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        reports = [found for found in read_items(Path(sys.argv[1])) if not isinstance(found, Malformed)]
        measure([reading(item_of(report, {})) for report in reports])
    else:
        measure(invented())
