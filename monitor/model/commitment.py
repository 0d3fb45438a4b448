"""Commitments: the promise, who is bound by it, and when it holds."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.model.ids import CommitmentId, ListId, PartyId
from monitor.model.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who is bound; `actor` is the word list that names it in text."""

    id: PartyId
    actor: ListId


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A time in which the commitment holds, both ends included.

    Each end is a day in the commitment's zone, or an aware UTC instant; `until_on_or_at` None means without end.
    """

    id: str
    from_on_or_at: date | datetime
    until_on_or_at: date | datetime | None

    def first_on(self, zone: ZoneInfo) -> date:
        """Return its first day in the zone."""
        return _day(self.from_on_or_at, zone)

    def last_on(self, zone: ZoneInfo) -> date | None:
        """Return its last day in the zone; None when it has no end."""
        return None if self.until_on_or_at is None else _day(self.until_on_or_at, zone)

    def begins_at(self, zone: ZoneInfo) -> datetime:
        """Return the instant (UTC) from which it holds."""
        begin = self.from_on_or_at
        return begin if isinstance(begin, datetime) else midnight(begin, zone)

    def over_at(self, zone: ZoneInfo) -> datetime | None:
        """Return the instant (UTC) at which it is over; a day is over at its end. None when it has no end."""
        end = self.until_on_or_at
        return end if end is None or isinstance(end, datetime) else midnight(end + timedelta(days=1), zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusNote:
    """What was said of the commitment, by whom, and where; it informs and never gates."""

    on: date
    state: str
    by: PartyId | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A time by which something must be heard; nothing heard by then is itself told."""

    id: str
    on_or_at: date | datetime
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A promise with its parties, places, windows and rules.

    `places` name the places that it covers, and `exceptions` what it does not cover: things, and places within those.
    When no feed that could report on it has brought anything fresh for `blind_after`, pactwatch is blind to it.
    """

    id: CommitmentId
    title: str
    pledge: str
    zone: ZoneInfo
    parties: tuple[Party, ...]
    places: tuple[ListId, ...]
    windows: tuple[Window, ...]
    exceptions: tuple[ListId, ...] = ()
    status: tuple[StatusNote, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    blind_after: timedelta = timedelta(hours=6)
    rules: tuple[Rule, ...] = field(default=())


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC) at which a day of the zone begins."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _day(end: date | datetime, zone: ZoneInfo) -> date:
    return end.astimezone(zone).date() if isinstance(end, datetime) else end
