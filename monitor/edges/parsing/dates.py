"""The dates of feeds: RFC 3339 and RFC 822 as they are written, with the faults that they have."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

_LONGEST = 64
_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:(?:\s*T\s*|\s+)(\d{1,2}):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?\s*([A-Za-z]{1,5}|[+-]\d\d:?\d\d|[+-]\d\d)?)?",
    re.IGNORECASE | re.ASCII,
)
_RFC822 = re.compile(
    r"(?:[a-z]{2,9}(?:\.?,\s*|\.?\s+))?(?:(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*\.?|([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),?)[\s,-]+(\d{4}|\d\d)"
    r"(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s*([ap]m)?"
    r"\s*(?:(?:GMT|UTC)?([+-]\d\d?:?\d\d)|([A-Za-z]{1,5}))?(?:\s*\([^)]*\))?)?",
    re.IGNORECASE | re.ASCII,
)
_NAMES_OF_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_NAMES_OF_MONTHS.split(), 1)}

_ZONES_BY_HOURS = {
    -8: "pst",
    -7: "pdt mst",
    -6: "mdt cst",
    -5: "cdt est",
    -4: "edt",
    0: "z ut utc gmt wet",
    1: "bst west cet met",
    2: "cest mest eet sast",
    3: "eest msk trt idt",
    4: "gst",
    5: "pkt",
    8: "sgt hkt",
    9: "jst kst",
    10: "aest",
    11: "aedt",
}
_ZONES = {name: hours for hours, names in _ZONES_BY_HOURS.items() for name in names.split()}
"""Hours east of UTC. Names that mean several zones (IST, AST) are left out: they count as no zone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A date as read: aware UTC, whether only the day was given (then at midnight), and a fault where one was."""

    at: datetime
    day_only: bool = False
    fault: str | None = None


def read_date(text: str) -> Reading | None:
    """Return what a date says, or None where it cannot be read or lies outside the calendar.

    A time without a zone, or with a name that is none, is taken as UTC and has the fault `date-without-zone`.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    try:
        return _iso(text) or _rfc822(text)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> Reading | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    date = datetime(int(year), int(month), int(day), tzinfo=UTC)
    if hour is None:
        return Reading(date, day_only=True)
    clock = timedelta(hours=int(hour), minutes=int(minute), seconds=int(second or 0))
    return _at(date, clock + timedelta(microseconds=int((fraction or "0").ljust(6, "0")[:6])), zone)


def _rfc822(text: str) -> Reading | None:
    found = _RFC822.fullmatch(text)
    if found is None:
        return None
    day, month, month_first, day_after, year, hour, minute, second, half, offset, name = found.groups()
    number = _MONTHS.get((month or month_first).lower())
    if number is None:
        return None
    date = datetime(_full(year), number, int(day or day_after), tzinfo=UTC)
    if hour is None:
        return Reading(date, day_only=True)
    hours = int(hour) if half is None else int(hour) % 12 + 12 * (half.lower() == "pm")
    return _at(date, timedelta(hours=hours, minutes=int(minute), seconds=int(second or 0)), offset or name)


def _full(year: str) -> int:
    """Return a year of four digits; two are read as RFC 2822, section 4.3, has it."""
    number = int(year)
    return number if len(year) > 2 else number + (2000 if number < 50 else 1900)  # noqa: PLR2004 - from the RFC


def _at(date: datetime, clock: timedelta, zone: str | None) -> Reading:
    if not timedelta() <= clock <= timedelta(days=1, seconds=1):  # 24:00:00 and a leap second are the next day
        raise ValueError
    offset = _offset(zone) if zone else None
    instant = (date.replace(tzinfo=timezone(offset or timedelta())) + clock).astimezone(UTC)
    return Reading(instant, fault=None if offset is not None else "date-without-zone")


def _offset(zone: str) -> timedelta | None:
    if zone[0] not in "+-":
        hours = _ZONES.get(zone.lower())
        return None if hours is None else timedelta(hours=hours)
    digits = zone[1:].replace(":", "")
    hour, minute = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])  # noqa: PLR2004 - hours alone
    found = timedelta(hours=int(hour), minutes=int(minute))
    return -found if zone[0] == "-" else found
