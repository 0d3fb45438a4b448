"""Decides what day it is by each count of a commitment.

Parties disagree on when a promise began, so a commitment has several windows, each counted in days of the
commitment's own zone, its first day being day 1.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from monitor.model.commitment import Commitment, Window
from monitor.model.notice import WindowDay


class Phase(StrEnum):
    """Where a window stands at a moment."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One window at a moment. `day` counts from 1 while it runs, else 0."""

    window: str
    phase: Phase
    day: int
    first_on: date
    last_on: date | None


def counts(commitment: Commitment, now: datetime) -> tuple[Count, ...]:
    """Return where each window of the commitment stands at `now`, in the order in which they were written."""
    today = now.astimezone(commitment.zone).date()
    return tuple(_count(window, commitment.zone, today) for window in commitment.windows)


def window_days(commitment: Commitment, windows: Collection[str], on: date) -> tuple[WindowDay, ...]:
    """Return the day of an event by each count that holds it; `on` is a day in the commitment's zone."""
    held = [window for window in commitment.windows if window.id in windows]
    return tuple(
        WindowDay(
            window=window.id,
            day=(on - first_on(window, commitment.zone)).days + 1,
            last_on=last_on(window, commitment.zone),
        )
        for window in held
    )


def first_on(window: Window, zone: ZoneInfo) -> date:
    """Return the first day of a window, in the zone."""
    return _day(window.from_on_or_at, zone)


def last_on(window: Window, zone: ZoneInfo) -> date | None:
    """Return the last day of a window, in the zone; None when it has no end."""
    return None if window.until_on_or_at is None else _day(window.until_on_or_at, zone)


def _count(window: Window, zone: ZoneInfo, today: date) -> Count:
    first, last = first_on(window, zone), last_on(window, zone)
    if today < first:
        phase = Phase.AHEAD
    elif last is not None and today > last:
        phase = Phase.OVER
    else:
        phase = Phase.RUNNING
    day = (today - first).days + 1 if phase is Phase.RUNNING else 0
    return Count(window=window.id, phase=phase, day=day, first_on=first, last_on=last)


def _day(end: date | datetime, zone: ZoneInfo) -> date:
    return end.astimezone(zone).date() if isinstance(end, datetime) else end
