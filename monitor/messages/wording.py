"""How days, times, windows, accusations and counts are put in plain English."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from monitor.messages.cleaning import title
from monitor.model.incident import Attribution
from monitor.model.item import Certainty
from monitor.model.notice import WindowDay
from monitor.model.rule import Stance

# Written out, since strftime and the calendar module follow the locale of the process.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NAME_LIMIT = 80
_NAMES_SHOWN = 5


def name_of(identifier: str) -> str:
    """Put an id as people read it: `moscow` is Moscow, `west-bank` is West Bank. What has capitals stays as it is."""
    name = title(identifier.replace("-", " ").replace("_", " "), _NAME_LIMIT)
    return name.title() if name.islower() else name


def day(on: date) -> str:
    """Write a day: 17 April 2025."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def short_time(at: datetime, zone: str) -> str:
    """Write an instant in a zone without year and zone, where both are told beside it: 2 April, 14:05."""
    there = _in_zone(at, zone)
    return f"{there.day} {_MONTHS[there.month - 1]}, {there:%H:%M}"


def local_time(at: datetime, zone: str) -> str:
    """Write an instant in a zone: 2 April 2025, 14:05 EEST (UTC+3). A zone that does not exist is read as UTC."""
    there = _in_zone(at, zone)
    minutes = int((there.utcoffset() or UTC.utcoffset(None)).total_seconds() // 60)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    offset = f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"
    abbreviation = there.tzname() or ""
    named = f"{abbreviation} ({offset})" if abbreviation.isalpha() and abbreviation != "UTC" else offset
    return f"{day(there.date())}, {there:%H:%M} {named}"


def _in_zone(at: datetime, zone: str) -> datetime:
    try:
        return at.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError, OverflowError):  # no such zone; a time at the very end of the calendar
        return at


def published(at: datetime | None, certainty: Certainty, zone: str) -> str:
    """Say when an item was published, and how far that can be trusted."""
    if at is None or certainty is Certainty.UNDATED:
        return "undated"
    if certainty is Certainty.DAY:
        return f"{day(at.astimezone(UTC).date())} (day only)"
    doubt = {Certainty.UPDATED: " (last changed)", Certainty.FUTURE: " (dated in the future)"}.get(certainty, "")
    return local_time(at, zone) + doubt


def window_day(window: WindowDay, event_on: date) -> str:
    """Say where the event stands in a window: day 2, until 17 April by Moscow's count."""
    if window.last_on is None:
        return f"day {window.day}, without end by {name_of(window.window)}'s count"
    last = day(window.last_on)
    if window.last_on.year == event_on.year:
        last = last.removesuffix(f" {event_on.year}")
    return f"day {window.day}, until {last} by {name_of(window.window)}'s count"


def accusation(attribution: Attribution) -> str:
    """Say who is accused and by whom, or who denies it: Russia - by Ukraine (claimed); Russia denies it."""
    accused = name_of(attribution.accused) if attribution.accused else "not said"
    if attribution.accused and attribution.stance is Stance.DENIED:
        return f"{accused} denies it"
    speaker = name_of(attribution.speaker or "")
    return f"{accused} - by {speaker} ({attribution.stance})" if speaker else f"{accused} ({attribution.stance})"


def names(found: Sequence[str]) -> str:
    """List names: the first few, and how many more."""
    shown = ", ".join(title(name, _NAME_LIMIT) for name in found[:_NAMES_SHOWN])
    return shown + (f" and {len(found) - _NAMES_SHOWN} more" if len(found) > _NAMES_SHOWN else "")


def count(number: int, one: str, several: str | None = None) -> str:
    """Write a number with its noun: 1 newsroom, 2 newsrooms, and 2 breaches where `several` says so."""
    return f"{number} {one}" if number == 1 else f"{number} {several or f'{one}s'}"
