"""Replays items through the whole pipeline in their own time, into a store of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.incidents.origins import origins, outlets
from monitor.model.delivery import DeliveryState
from monitor.model.feed import Feed
from monitor.model.ids import IncidentId, ItemId, Publisher
from monitor.model.incident import Attribution, Incident, Member
from monitor.pipeline.circumstances import Circumstances
from monitor.pipeline.desk import Desk
from monitor.pipeline.evaluate import Tally, evaluate_entry, forget_texts
from monitor.pipeline.reports import Report, feed_for

BATCH = 500
"""Items per transaction: nobody else reads this store before the end."""
EVERYTHING = 10_000_000


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


class Replay:
    """A replay at a desk whose store is empty and whose book tells backfill."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ids: dict[ItemId, list[str]] = {}

    def evaluate(self, reports: Sequence[Report]) -> Iterator[int]:
        """Evaluate items in the order of their times; yields how many were done after every batch."""
        feeds = {feed.id: feed for feed in self._desk.book.rulebook.feeds}
        ordered = sorted(reports, key=lambda report: report.at)
        for start in range(0, len(ordered), BATCH):
            batch = ordered[start : start + BATCH]
            with self._desk.store.transaction():
                tally = Tally()
                for report in batch:
                    self._evaluate(report, feed_for(report, feeds), tally)
                forget_texts(self._desk, tally, batch[-1].at)
            yield len(batch)

    def lines(self) -> Iterator[Line]:
        """Return a line per incident, the earliest first, and a last one for what belongs to none."""
        store = self._desk.store
        told: dict[IncidentId | None, list[Told]] = {}
        for row in reversed(store.deliveries(limit=EVERYTHING)):
            if row.state is DeliveryState.MUTED:
                continue
            told.setdefault(row.incident, []).append(Told(at=row.created_at, receiver=row.receiver, reason=row.reason))
        for incident in sorted(store.incidents(limit=EVERYTHING), key=lambda incident: incident.opened_at):
            yield self._line(incident, tuple(told.get(incident.id, ())))
        if None in told:
            yield Line(incident=None, notifications=tuple(told[None]))

    def _evaluate(self, report: Report, feed: Feed, tally: Tally) -> None:
        item = evaluate_entry(self._desk, feed, report.entry, None, Circumstances(now=report.at), tally)
        if item is not None and report.entry.entry_id:
            self._ids.setdefault(item, []).append(report.entry.entry_id)

    def _names(self, members: Sequence[Member], *, main: bool) -> tuple[str, ...]:
        return tuple(name for m in members if m.main is main for name in self._ids.get(m.item, ()))

    def _line(self, incident: Incident, told: tuple[Told, ...]) -> Line:
        members = self._desk.store.members(incident.id)
        return Line(
            incident=incident.id,
            commitment=incident.commitment,
            rule=incident.rule,
            party=incident.accused,
            state=incident.state,
            corroborated=incident.corroborated,
            disputed=incident.disputed,
            opened_at=incident.opened_at,
            items=self._names(members, main=True),
            also=self._names(members, main=False),
            attributions=incident.attributions,
            origins=origins(members),
            outlets=outlets(members),
            notifications=told,
        )
