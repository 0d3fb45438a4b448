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
            day=(on - window.first_on(commitment.zone)).days + 1,
            last_on=window.last_on(commitment.zone),
        )
        for window in held
    )


def _count(window: Window, zone: ZoneInfo, today: date) -> Count:
    first, last = window.first_on(zone), window.last_on(zone)
    if today < first:
        phase = Phase.AHEAD
    elif last is not None and today > last:
        phase = Phase.OVER
    else:
        phase = Phase.RUNNING
    day = (today - first).days + 1 if phase is Phase.RUNNING else 0
    return Count(window=window.id, phase=phase, day=day, first_on=first, last_on=last)
