"""Decides whether a commitment's deadline passed with nothing heard of the commitment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from monitor.model.commitment import Deadline, midnight
from monitor.model.incident import Incident, State

DAY = timedelta(days=1)
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

    def behind(self, at: datetime, now: datetime) -> bool:
        """Whether feeds may still bring what was out before an instant that has passed."""
        return (self.read_until is None or self.read_until < at) and now < at + GRACE


def passes_at(deadline: Deadline, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC) from which a deadline has passed; a day in the zone is over at its end."""
    if isinstance(deadline.on_or_at, datetime):
        return deadline.on_or_at
    return midnight(deadline.on_or_at + DAY, zone)


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
    return Ruling.STILL_READING if listening.behind(at, now) else Ruling.NOTHING_HEARD


def _tells(incident: Incident, at: datetime, zone: ZoneInfo, known_at: datetime) -> bool:
    if incident.state is State.RETRACTED or incident.opened_at < known_at:
        return False
    return incident.opened_at <= at or midnight(incident.day + DAY, zone) <= at
