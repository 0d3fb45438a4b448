"""Decides what a commitment tells of itself by the clock: a window starts, ends within a day, has ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from monitor.commitments.deadlines import Listening
from monitor.model.commitment import Window

NOTICE = timedelta(hours=24)
"""How long before its end a window is said to end."""


class What(StrEnum):
    """What happens to a window at an instant."""

    STARTED = "started"
    ENDING = "ending"
    ENDED = "ended"


class Passing(StrEnum):
    """Why a milestone is told, or is not."""

    AHEAD = "ahead"
    LATE_TO_KNOW = "late-to-know"
    """It had passed before the window was first known."""
    CORRECTED = "corrected"
    """It was told, and the rule files were corrected since: it lies further back than people were told."""
    OVERTAKEN = "overtaken"
    """The window has ended since, as after a long outage: only its end is told."""
    STILL_READING = "still-reading"
    """The window has ended, and not every feed was read since."""
    REACHED = "reached"

    @property
    def settled(self) -> bool:
        """Whether it stays so for as long as the milestone stays at its instant."""
        return self not in (Passing.AHEAD, Passing.STILL_READING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """An instant in the life of a window. `over_at` is when the window is over, if it ever is."""

    window: Window
    what: What
    at: datetime
    over_at: datetime | None


def milestones(window: Window, zone: ZoneInfo) -> Iterator[Milestone]:
    """Yield the milestones of a window; one that is shorter than the notice is not said to end before it does."""
    begins_at, over_at = window.begins_at(zone), window.over_at(zone)
    yield Milestone(window=window, what=What.STARTED, at=begins_at, over_at=over_at)
    if over_at is None:
        return
    if begins_at < over_at - NOTICE:
        yield Milestone(window=window, what=What.ENDING, at=over_at - NOTICE, over_at=over_at)
    yield Milestone(window=window, what=What.ENDED, at=over_at, over_at=over_at)


def judge(milestone: Milestone, listening: Listening, told_at: datetime | None, now: datetime) -> Passing:
    """Rule on a milestone. `told_at` is when the same was told of the window at another instant, if it was."""
    at = milestone.at
    if now < at:
        return Passing.AHEAD
    if at <= listening.known_at:
        return Passing.LATE_TO_KNOW
    if told_at is not None and at <= told_at:
        return Passing.CORRECTED
    if milestone.what is What.ENDED:
        return Passing.STILL_READING if listening.behind(at, now) else Passing.REACHED
    over = milestone.over_at is not None and milestone.over_at <= now
    return Passing.OVERTAKEN if over else Passing.REACHED
