"""A desk on doubles at the rim: the real store in memory, the real engine and starter rules, a clock that stands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path

from monitor.app import read_book
from monitor.edges.sqlite import open_store
from monitor.matching import compile_engine
from monitor.model.alert import AlertPlan, Channel, Receiver, Route
from monitor.model.commitment import Commitment
from monitor.model.errors import PollError
from monitor.model.feed import Entry, Feed, FeedState, ParsedFeed
from monitor.model.ids import FeedId, Lang, Publisher, ReceiverId
from monitor.pipeline.desk import Book, Desk, NoProbe
from monitor.pipeline.evaluate import Tally
from monitor.pipeline.poll import Answer, record
from monitor.polling.due import first_due
from monitor.testing import ManualClock

RULES = Path(__file__).parent.parent / "rules"
MORNING = datetime(2025, 4, 2, 6, 0, tzinfo=UTC)
DESK, DUTY = ReceiverId("desk"), ReceiverId("duty")
PLAN = AlertPlan(
    receivers=tuple(Receiver(id=name, channel=Channel.OTHER, address="json://127.0.0.1") for name in (DESK, DUTY)),
    route=Route(receivers=(DESK, DUTY)),
)


@cache
def starter_book() -> Book:
    rulebook = replace(read_book(RULES).rulebook, alerts=PLAN)
    return Book(rulebook, compile_engine(rulebook))


def the_pause() -> Commitment:
    """The starter commitment that most tests are about."""
    [pause] = [each for each in starter_book().rulebook.commitments if each.id == "energy-pause-2025"]
    return pause


@contextmanager
def a_desk(*, backfill: bool = True, book: Book | None = None) -> Iterator[Desk]:
    names = (f"incident-{n}" for n in count(1))
    store = open_store(None)
    try:
        yield Desk(
            store, book or starter_book(), ManualClock(MORNING), NoProbe(), lambda: 0.0, lambda: next(names), backfill
        )
    finally:
        store.close()


def a_feed(publisher: str = "Dawn Courier", **given: object) -> Feed:
    address = f"https://{publisher.lower().replace(' ', '-')}.example/rss"
    return replace(
        Feed(id=FeedId(address), title=publisher, publisher=Publisher(publisher), languages=(Lang("en"),)), **given
    )  # type: ignore[arg-type]


def an_entry(title: str, **given: object) -> Entry:
    key = title.lower().replace(" ", "-")[:60]
    entry = Entry(entry_id=key, link=f"https://news.example/{key}", title=title, published_at=MORNING)
    return replace(entry, **given)  # type: ignore[arg-type]


class Newsstand:
    """Polls feeds at a desk with the documents it is given, keeping the state of each feed between polls."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.states: dict[FeedId, FeedState] = {}

    def poll(self, feed: Feed, *entries: Entry, error: PollError | None = None) -> Tally:
        state = self.states.get(feed.id) or first_due(feed, self.desk.clock.now())
        document = None if error else ParsedFeed(dialect="rss", entries=entries)
        self.states[feed.id], tally = record(self.desk, feed, state, Answer(document=document, error=error))
        return tally


def told(desk: Desk) -> list[tuple[str, str, str]]:
    """What the outbox holds, oldest first: receiver, reason, dedup key."""
    rows = desk.store.deliveries(limit=1000)
    return sorted(((row.receiver, row.reason.value, row.dedup_key) for row in rows), key=lambda row: (row[2], row[0]))


def moved(desk: Desk) -> Callable[[datetime], None]:
    assert isinstance(desk.clock, ManualClock)
    return desk.clock.set
