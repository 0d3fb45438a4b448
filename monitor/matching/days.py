"""Days: which day a sentence names, seen from the day of publication."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.matching.lexicon import Role
from monitor.matching.passages import Hit, Passage

LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Named:
    """The days that a text names, both included, and its words for them. A month alone is all of its days."""

    first_on: date
    last_on: date
    words: str


def named(passage: Passage, head: Hit, today: date) -> Named | None:
    """Return the day named in the clause of `head`, the nearest to it; None where none is."""
    first, end = passage.clause(head.first)
    found = [
        (abs(hit.first - head.first), days)
        for hit, days in _all(passage, today)
        if first <= hit.first < end and days.first_on <= today
    ]
    return min(found, key=lambda each: each[0])[1] if found else None


def _all(passage: Passage, today: date) -> Iterator[tuple[Hit, Named]]:
    for hit in passage.of(Role.DAY):
        yield hit, _one(today - timedelta(days=hit.sign.number), passage, hit.first, hit.end)
    for hit in passage.of(Role.WEEKDAY):
        back = (today.weekday() - hit.sign.number) % 7
        yield hit, _one(today - timedelta(days=back), passage, hit.first, hit.end)
    for hit in passage.of(Role.MONTH):
        days = _of_month(hit, passage, today)
        if days is not None:
            yield hit, days
    yield from _years(passage, today)


def _of_month(hit: Hit, passage: Passage, today: date) -> Named | None:
    """Return the days of a month that has a day beside it, a year, or a word such as in before it."""
    day, first, end = _day_beside(hit, passage)
    year, end = _year_after(end, passage)
    month = hit.sign.number
    if day is None and year is None and not _located(hit, passage):
        return None
    year = year or (today.year if month <= today.month else today.year - 1)
    try:
        return _one(date(year, month, day), passage, first, end) if day else _month(year, month, passage, first, end)
    except ValueError:  # 31 February
        return None


def _day_beside(hit: Hit, passage: Passage) -> tuple[int | None, int, int]:
    """Return the day of the month beside its name, and the range of tokens that the two take."""
    for at, first, end in ((hit.first - 1, hit.first - 1, hit.end), (hit.end, hit.first, hit.end + 1)):
        number = passage.tokens[at].number if 0 <= at < len(passage.tokens) else None
        if number is not None and 1 <= number <= LAST_DAY:
            return number, first, end
    return None, hit.first, hit.end


def _year_after(end: int, passage: Passage) -> tuple[int | None, int]:
    at = end + 1 if end < len(passage.tokens) and passage.tokens[end].text == "," else end
    if at < len(passage.tokens) and passage.tokens[at].is_year:
        return int(passage.tokens[at].text), at + 1
    return None, end


def _years(passage: Passage, today: date) -> Iterator[tuple[Hit, Named]]:
    """Yield former years that stand alone after a word such as in."""
    for hit in passage.of(Role.LOCATING):
        if hit.end < len(passage.tokens) and passage.tokens[hit.end].is_year:
            year = int(passage.tokens[hit.end].text)
            if year < today.year:
                words = passage.tokens[hit.end].text
                yield hit, Named(date(year, 1, 1), date(year, 12, 31), words)


def _located(hit: Hit, passage: Passage) -> bool:
    return any(word.end == hit.first for word in passage.of(Role.LOCATING))


def _one(day: date, passage: Passage, first: int, end: int) -> Named:
    return Named(day, day, _text(passage, first, end))


def _month(year: int, month: int, passage: Passage, first: int, end: int) -> Named:
    begin = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Named(begin, following - timedelta(days=1), _text(passage, first, end))


def _text(passage: Passage, first: int, end: int) -> str:
    start, stop = passage.span(first, end)
    return passage.text[start:stop]
