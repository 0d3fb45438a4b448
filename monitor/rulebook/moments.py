"""Days, local times and durations as operators write them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?P<offset>Z|[+-]\d\d:\d\d)?)?\Z", re.ASCII
)
DAY_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
MOMENT_PATTERN = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$"
DURATION_PATTERN = r"^[1-9][0-9]{0,4}(s|m|h|d)$"
TIME_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
_YEARS = range(1900, 2201)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def read_day(text: str) -> date:
    """Read `2025-03-18`. Raises ValueError with what is wrong in words for people."""
    found = _MOMENT.match(text)
    if found is None or found["time"]:
        raise ValueError(f'"{text}" is not a day; write it as 2025-03-18')
    return _day(found["day"])


def read_moment(text: str, zone: ZoneInfo | None) -> date | datetime:
    """Read a day, or an instant: a time on the clocks of `zone`, or one with an offset or Z.

    An instant is returned as aware UTC; without a zone a local time is taken as UTC. Raises ValueError with what is
    wrong in words for people, also for a time that the zone's clocks skip or show twice.
    """
    found = _MOMENT.match(text)
    if found is None:
        raise ValueError(f'"{text}" is neither a day (2025-03-18) nor a time (2025-03-18T18:00)')
    day = _day(found["day"])
    if not found["time"]:
        return day
    if found["offset"]:
        return _instant(text).astimezone(UTC)
    return _of_zone(_instant(text), text, zone or ZoneInfo("UTC"))


def read_time(text: str) -> time:
    """Read a time of day, `22:00`. Raises ValueError with what is wrong in words for people."""
    if not re.match(TIME_PATTERN[:-1] + r"\Z", text):
        raise ValueError(f'"{text}" is not a time of day; write it as 22:00, and midnight as 00:00')
    return time.fromisoformat(text)


def read_duration(text: str) -> timedelta:
    """Read `90s`, `15m`, `1h` or `2d`. Raises ValueError with what is wrong in words for people."""
    if not re.match(DURATION_PATTERN, text):
        raise ValueError(f'"{text}" is not a length of time; write it as 15m, 1h or 1d')
    return timedelta(**{_UNITS[text[-1]]: int(text[:-1])})


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"there is no day {text} in the calendar") from None
    if day.year not in _YEARS:
        raise ValueError(f"the year {day.year:04} is out of reach; give one from {_YEARS[0]} to {_YEARS[-1]}")
    return day


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" has a time or offset that does not exist') from None


def _of_zone(local: datetime, text: str, zone: ZoneInfo) -> datetime:
    first, second = local.replace(tzinfo=zone), local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        raise ValueError(f"{text} does not exist in {zone.key}: clocks are put forward past it")
    raise ValueError(
        f"{text} comes twice in {zone.key}, as clocks are put back; "
        f"write {first.isoformat(timespec='minutes')} or {second.isoformat(timespec='minutes')}"
    )


def begin_of(moment: date | datetime, zone: ZoneInfo) -> datetime:
    """Return the instant at which a day of the zone begins; an instant is its own begin."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time.min, zone).astimezone(UTC)


def end_of(moment: date | datetime, zone: ZoneInfo) -> datetime:
    """Return the last instant that lies in a day of the zone; an instant is its own end."""
    if isinstance(moment, datetime):
        return moment
    return begin_of(moment + timedelta(days=1), zone) - datetime.resolution
