"""Replays items through the whole pipeline in their own time, into a store of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from monitor.incidents.origins import origins, outlets
from monitor.model.feed import Entry, Feed
from monitor.model.ids import FeedId, IncidentId, ItemId, Publisher
from monitor.model.incident import Attribution, Incident
from monitor.pipeline.circumstances import Circumstances
from monitor.pipeline.desk import Desk
from monitor.pipeline.evaluate import Tally, evaluate_entry

BATCH = 500
"""Items per transaction: nobody else reads this store before the end."""
EVERYTHING = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One item of a file: the feed or site that it came from, when it is replayed, and the entry."""

    source: str
    at: datetime
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One notification, at the time of the item that caused it."""

    at: datetime
    receiver: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What `pactwatch replay --json` prints of an incident; `items` and `also` hold the file's own ids.

    Notifications that belong to no incident stand on a last line whose `incident` is None.
    """

    incident: IncidentId | None
    commitment: str | None = None
    rule: str | None = None
    party: str | None = None
    state: str | None = None
    corroborated: bool = False
    disputed: bool = False
    opened_at: datetime | None = None
    items: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    origins: tuple[Publisher, ...] = ()
    outlets: tuple[Publisher, ...] = ()
    notifications: tuple[Told, ...] = ()


def feed_for(source: str, feeds: Mapping[FeedId, Feed]) -> Feed:
    """Return the feed that the rulebook lists under this address, else one whose publisher is the source's host."""
    if known := feeds.get(FeedId(source)):
        return known
    host = (urlsplit(source).hostname or source).removeprefix("www.")
    return Feed(id=FeedId(source), title=host, publisher=Publisher(host))


def evaluate_all(desk: Desk, reports: Sequence[Report]) -> Iterator[Tally]:
    """Evaluate items in the order of their times; yields the running tally after every batch."""
    feeds = {feed.id: feed for feed in desk.book.rulebook.feeds}
    ordered = sorted(reports, key=lambda report: report.at)
    tally = Tally()
    for start in range(0, len(ordered), BATCH):
        with desk.store.transaction():
            for report in ordered[start : start + BATCH]:
                feed = feed_for(report.source, feeds)
                evaluate_entry(desk, feed, report.entry, None, Circumstances(now=report.at), tally)
        yield tally


def lines(desk: Desk) -> Iterator[Line]:
    """Return a line per incident, the earliest first, and a last one for what belongs to none."""
    told: dict[IncidentId | None, list[Told]] = {}
    for row in reversed(desk.store.deliveries(limit=EVERYTHING)):
        told.setdefault(row.incident, []).append(Told(at=row.created_at, receiver=row.receiver, reason=row.reason))
    for incident in sorted(desk.store.incidents(limit=EVERYTHING), key=lambda incident: incident.opened_at):
        yield _line(desk, incident, tuple(told.get(incident.id, ())))
    if None in told:
        yield Line(incident=None, notifications=tuple(told[None]))


def _line(desk: Desk, incident: Incident, told: tuple[Told, ...]) -> Line:
    members = incident.members
    return Line(
        incident=incident.id,
        commitment=incident.commitment,
        rule=incident.rule,
        party=next((a.accused for a in incident.attributions if a.accused), None),
        state=incident.state,
        corroborated=incident.corroborated,
        disputed=incident.disputed,
        opened_at=incident.opened_at,
        items=tuple(_name(desk, member.item) for member in members if member.main),
        also=tuple(_name(desk, member.item) for member in members if not member.main),
        attributions=incident.attributions,
        origins=origins(members),
        outlets=outlets(members),
        notifications=told,
    )


def _name(desk: Desk, item: ItemId) -> str:
    stored = desk.store.item(item)
    return stored.item.entry_key if stored else str(item)
