"""The time gate: whether the event lies in a window of the commitment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from monitor.matching.days import Named
from monitor.model.commitment import Commitment, Window
from monitor.model.item import Certainty
from monitor.model.match import Gate, Reading


@dataclass(frozen=True, slots=True)
class Timing:
    """When the event was (None: some day of several), and the windows that hold it.

    `boundary` says that the day alone is known and that it is the first or last of such a window.
    """

    event_on: date | None
    windows: tuple[str, ...]
    boundary: bool
    gate: Gate


def told_on(reading: Reading, commitment: Commitment) -> date:
    """Return the day of publication in the commitment's zone, or that of the first sight where nobody dated it."""
    return _told_at(reading).astimezone(commitment.zone).date()


def timing(reading: Reading, commitment: Commitment, named: Named | None) -> Timing:
    """Return when the event was: on the day that its clause names, else on the day of publication."""
    told = told_on(reading, commitment)
    days = named if named is not None and not named.first_on <= told <= named.last_on else None
    first, last = (days.first_on, days.last_on) if days else (told, told)
    # What was published before an instant happened before it; that can rule a window out on its first day.
    known_by = _told_at(reading) if reading.certainty is Certainty.EXACT else None
    held = [window for window in commitment.windows if _holds(window, commitment, first, last, known_by)]
    boundary = first == last and any(first in set(_ends(window, commitment)) for window in held)
    event_on = first if first == last else None
    gate = Gate(gate="time", passed=bool(held), why=_why(reading, named, (first, last), held))
    return Timing(event_on, tuple(window.id for window in held), boundary, gate)


def _told_at(reading: Reading) -> datetime:
    if reading.published_at is None or reading.certainty is Certainty.FUTURE:
        return reading.first_seen_at
    return reading.published_at


def _holds(window: Window, commitment: Commitment, first: date, last: date, known_by: datetime | None) -> bool:
    begin = window.from_on_or_at
    if isinstance(begin, datetime) and known_by is not None and known_by < begin:
        return False
    until = window.last_on(commitment.zone)
    return last >= window.first_on(commitment.zone) and (until is None or first <= until)


def _ends(window: Window, commitment: Commitment) -> Iterator[date]:
    yield window.first_on(commitment.zone)
    until = window.last_on(commitment.zone)
    if until is not None:
        yield until


def _why(reading: Reading, named: Named | None, days: tuple[date, date], held: list[Window]) -> str:
    first, last = days
    when = f"{first}" if first == last else f"{first} to {last}"
    if named is not None:
        source = f'named as "{named.words}"'
    elif reading.published_at is None:
        source = "the day it was first seen, for it bears no date"
    elif reading.certainty is Certainty.FUTURE:
        source = "the day it was first seen, for its date had not come"
    else:
        source = "the day of publication"
    where = f"in the window {' and '.join(window.id for window in held)}" if held else "outside every window"
    return f"{when} ({source}) lies {where}"
