"""Mutes: what keeps a notice from being told at once. None of them stops detection, and none drops in silence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from monitor.model.ids import ReceiverId
from monitor.model.labels import EVERYTHING, Labels, Matchers
from monitor.model.rule import Severity

SilenceId = NewType("SilenceId", int)


class Cause(StrEnum):
    """Why a notice is not told at once, in a letter of its own."""

    SILENCED = "silenced"
    """A person silenced it for a while; the silence names its author and its comment."""
    INHIBITED = "inhibited"
    """The receiver was told of something that makes it needless."""
    WINDOW_DROP = "window-drop"
    """A mute window says that such notices are not told at that time."""
    WINDOW_HOLD = "window-hold"
    """A mute window holds it; at its end all that was held is told in one summary."""
    DIGEST = "digest"
    """It goes into the receiver's next digest."""
    GROUP = "group"
    """It waits for others of its group, to be told together."""
    LIMIT = "limit"
    """The receiver had as many letters as it may have; the rest is told in one digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A mute by a person, for a while. `author` and `comment` tell the others why it is quiet."""

    id: SilenceId
    match: Matchers
    author: str
    comment: str
    created_at: datetime
    expires_at: datetime

    def mutes(self, labels: Labels, now: datetime) -> bool:
        """Return whether it keeps a notice with these labels from being told at `now`."""
        return self.created_at <= now < self.expires_at and self.match.take(labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inhibition:
    """What a receiver was told of mutes other notices for it: those that `target` takes, for as long as it `lasts`.

    Source and target must have a value in common in each of the fields named in `equal`.
    """

    source: Matchers
    target: Matchers
    equal: tuple[str, ...] = ("commitment",)
    lasts: timedelta = timedelta(hours=24)

    def mutes(self, labels: Labels, heard: Labels) -> bool:
        """Return whether having heard of the one notice makes the other needless."""
        alike = all(set(labels.values(field)) & set(heard.values(field)) for field in self.equal)
        return alike and self.target.take(labels) and self.source.take(heard)


class Act(StrEnum):
    """What a mute window does with the notices that it takes."""

    HOLD = "hold"
    """They are told in one summary at its end."""
    DROP = "drop"
    """They are not told; the ledger names the window."""
    ALLOW = "allow"
    """They are told at once: an exception to the windows that stand after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteWindow:
    """A time of the day, on some days of the week, in which notices are held or dropped.

    `days` are weekdays, Monday being 0, on which it begins; it ends on the next day when `until` is not after `from_`.
    `through` is the least severity that breaks through, None for none. Without `receivers` it is for all.
    """

    id: str
    zone: ZoneInfo
    days: frozenset[int]
    from_: time
    until: time
    act: Act
    through: Severity | None = Severity.CRITICAL
    receivers: tuple[ReceiverId, ...] = ()
    match: Matchers = EVERYTHING

    def end(self, now: datetime) -> datetime | None:
        """Return when (UTC) the window that runs at `now` ends; None when none runs.

        Where clocks show its begin twice it begins at the first time, and where they show its end twice it ends at the
        second; a time that they skip counts as long after the change as it lies after the begin of what is skipped.
        """
        today = now.astimezone(self.zone).date()
        ends = [end for day in _around(today) if (end := self._end_of(day, now)) is not None]
        return max(ends, default=None)

    def _end_of(self, day: date, now: datetime) -> datetime | None:
        if day.weekday() not in self.days:
            return None
        last = day if self.until > self.from_ else day + timedelta(days=1)
        begin, end = _instants(day, self.from_, self.zone)[0], max(_instants(last, self.until, self.zone))
        return end if begin <= now < end else None


def _around(today: date) -> Iterator[date]:
    return (today + timedelta(days=n) for n in (-1, 0, 1))


def _instants(day: date, at: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return both readings of a local time, which differ where clocks are changed."""
    utc = ZoneInfo("UTC")
    local = datetime.combine(day, at, zone)
    return local.astimezone(utc), local.replace(fold=1).astimezone(utc)
