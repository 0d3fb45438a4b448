"""Decides whether a commitment's deadline passed with nothing heard of the commitment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from monitor.model.commitment import Deadline
from monitor.model.incident import Incident, State

GRACE = timedelta(hours=1)
"""How long after a deadline the feeds that were not read since may still bring what was heard before it."""


class Ruling(StrEnum):
    """Why a deadline is told, or is not."""

    AHEAD = "ahead"
    LATE_TO_KNOW = "late-to-know"
    """It had passed before the commitment was first known: nobody was listening."""
    HEARD = "heard"
    STILL_READING = "still-reading"
    """It has passed, and not every feed was read since."""
    NOTHING_HEARD = "nothing-heard"

    @property
    def settled(self) -> bool:
        """Whether it stays so for as long as the deadline stays the same."""
        return self not in (Ruling.AHEAD, Ruling.STILL_READING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Since when a commitment is known, and up to when every feed was read, failing ones aside."""

    known_at: datetime
    read_until: datetime | None


def passes_at(deadline: Deadline, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC) from which a deadline has passed; a day in the zone is over at its end."""
    if isinstance(deadline.on_or_at, datetime):
        return deadline.on_or_at
    return _midnight_after(deadline.on_or_at, zone)


def judge(
    deadline: Deadline, zone: ZoneInfo, listening: Listening, incidents: Iterable[Incident], now: datetime
) -> Ruling:
    """Rule on a deadline. `incidents` are those of its commitment, by any rule; retracted ones do not count.

    An incident that was opened after the deadline counts if its event lies before: the daemon was late, not the world.
    """
    at = passes_at(deadline, zone)
    if now < at:
        return Ruling.AHEAD
    if at <= listening.known_at:
        return Ruling.LATE_TO_KNOW
    if any(_tells(incident, at, zone, listening.known_at) for incident in incidents):
        return Ruling.HEARD
    reading = listening.read_until is None or listening.read_until < at
    return Ruling.STILL_READING if reading and now < at + GRACE else Ruling.NOTHING_HEARD


def _tells(incident: Incident, at: datetime, zone: ZoneInfo, known_at: datetime) -> bool:
    if incident.state is State.RETRACTED or incident.opened_at < known_at:
        return False
    return incident.opened_at <= at or _midnight_after(incident.day, zone) <= at


def _midnight_after(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(ZoneInfo("UTC"))
