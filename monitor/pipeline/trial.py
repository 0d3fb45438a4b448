"""Tries a feed: what the daemon would make of a document, entry by entry, as of a first poll."""

from dataclasses import dataclass

from monitor.matching import compile_engine
from monitor.model.alert import AlertPlan, Route
from monitor.model.feed import Entry, Feed, ParsedFeed
from monitor.model.item import Item
from monitor.model.match import Match
from monitor.model.rulebook import Rulebook
from monitor.pipeline.circumstances import Circumstances
from monitor.pipeline.desk import Book, Desk
from monitor.pipeline.evaluate import Tally, evaluate_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of one entry.

    `kind` is `new`, `changed`, `duplicate` or `known` to what stood before it in the same document, `empty` where the
    entry holds nothing, `error` where it could not be judged; `item` is what it is or repeats, None where it is empty.
    `matches` are told of new and changed ones only: the others are not judged again.
    """

    entry: Entry
    kind: str
    item: Item | None = None
    matches: tuple[Match, ...] = ()
    error: str = ""

    @property
    def fires(self) -> bool:
        """Whether a rule holds for it."""
        return any(match.fires for match in self.matches)


def try_document(desk: Desk, feed: Feed, document: ParsedFeed) -> tuple[Tried, ...]:
    """Evaluate a document at a desk whose store is empty and is thrown away; nothing is told to anyone."""
    circumstances = Circumstances(now=desk.clock.now(), baseline=True)
    with desk.store.transaction():
        return tuple(_try(desk, feed, entry, document, circumstances) for entry in document.entries)


def no_rules() -> Book:
    """Return a book without rules: entries are told apart, and none is judged."""
    plan = AlertPlan(receivers=(), route=Route())
    rulebook = Rulebook(feeds=(), lists={}, languages={}, commitments=(), alerts=plan, fingerprint="")
    return Book(rulebook, compile_engine(rulebook))


def _try(desk: Desk, feed: Feed, entry: Entry, document: ParsedFeed, circumstances: Circumstances) -> Tried:
    tally = Tally()
    try:
        with desk.store.savepoint():
            item = evaluate_entry(desk, feed, entry, document.lang, circumstances, tally)
    except Exception as error:  # noqa: BLE001 - as in a poll: one entry never stops the others
        return Tried(entry=entry, kind="error", error=f"{type(error).__name__}: {error}")
    stored = None if item is None else desk.store.item(item)
    if stored is None:
        return Tried(entry=entry, kind="empty")
    judged = desk.store.verdict(stored.id) if tally.new or tally.changed else ()
    kind = "error" if tally.errors else _kind(tally)
    return Tried(entry=entry, kind=kind, item=stored.item, matches=judged, error="; ".join(tally.errors))


def _kind(tally: Tally) -> str:
    kinds = {"new": tally.new, "changed": tally.changed, "duplicate": tally.duplicates}
    return next((kind for kind, count in kinds.items() if count), "known")
