"""Days: which day a sentence names, seen from the day of publication."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role
from monitor.matching.passages import Passage

LAST_DAY = 31
TEN, LAST_PART = 10, 2


@dataclass(frozen=True, slots=True)
class Named:
    """The days that a text names, both included, and its words for them. A month alone is all of its days."""

    first_on: date
    last_on: date
    words: str


ALONE = 4
"""How many tokens a part of a sentence has at most that only tells the day: on the night to Monday."""


def named(passage: Passage, head: Hit, today: date) -> Named | None:
    """Return the day named for `head`, the nearest to it in its clause; None where none is.

    A day counts in the same part of the clause, or in one that tells nothing else. A day that is still to come is not
    that of something told.
    """
    first, end = passage.clause(head.first)
    found = [
        (abs(hit.first - head.first), days)
        for hit, days in _all(passage, today)
        if first <= hit.first < end and days.first_on <= today and _is_of(hit, head, passage)
    ]
    return min(found, key=lambda each: each[0])[1] if found else None


def is_date(hit: Hit, passage: Passage) -> bool:
    """Whether a word is the name of a month here, with a day, a year or a word such as in beside it: 5 May."""
    return any(month.overlaps(hit) and _is_month(month, passage) for month in passage.roles.get(Role.MONTH, ()))


def _is_of(hit: Hit, head: Hit, passage: Passage) -> bool:
    first, end = passage.part(hit.first)
    if any(0 <= hit.first - word.end <= 1 for word in passage.roles.get(Role.COMING, ())):
        return False
    return first <= head.first < end or end - first <= ALONE


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
    for hit in passage.of(Role.LAST_MONTH):
        before = today.replace(day=1) - timedelta(days=1)
        yield hit, _month(before.year, before.month, passage, hit.first, hit.end)
    yield from _years(passage, today)


def _is_month(hit: Hit, passage: Passage) -> bool:
    day, _, end = _day_beside(hit, passage)
    return day is not None or _year_after(end, passage)[0] is not None or _located(hit, passage)


def _of_month(hit: Hit, passage: Passage, today: date) -> Named | None:
    """Return the days of a month that has a day beside it, a year, or a word such as in before it."""
    day, first, end = _day_beside(hit, passage)
    year, end = _year_after(end, passage)
    month = hit.sign.number
    if day is None and year is None and not _located(hit, passage):
        return None
    year = year or (today.year if month <= today.month else today.year - 1)
    try:
        if day is not None:
            return _one(date(year, month, day), passage, first, end)
        return _part_of(_month(year, month, passage, first, end), _part(hit, passage))
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
    """Whether a word such as in stands before a month, or before a part of one: in early March."""
    part = _part(hit, passage)
    start = part.first if part else hit.first
    return any(word.end == start for word in passage.of(Role.LOCATING))


def _part(hit: Hit, passage: Passage) -> Hit | None:
    """Return the word for a part of a month that stands before its name."""
    return next((part for part in passage.roles.get(Role.PART, ()) if part.end == hit.first), None)


def _part_of(month: Named, part: Hit | None) -> Named:
    """Return the first, second or last ten days of a month."""
    if part is None:
        return month
    begin = month.first_on + timedelta(days=TEN * part.sign.number)
    last = month.last_on if part.sign.number == LAST_PART else begin + timedelta(days=TEN - 1)
    return Named(begin, last, month.words)


def _one(day: date, passage: Passage, first: int, end: int) -> Named:
    return Named(day, day, _text(passage, first, end))


def _month(year: int, month: int, passage: Passage, first: int, end: int) -> Named:
    begin = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Named(begin, following - timedelta(days=1), _text(passage, first, end))


def _text(passage: Passage, first: int, end: int) -> str:
    start, stop = passage.span(first, end)
    return passage.text[start:stop]
