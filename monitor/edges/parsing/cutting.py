"""Cuts a flood of entries down to the newest before it is read: reading 20,000 entries takes longer than it may."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import TypeVar

from monitor.edges.parsing.dates import read_date
from monitor.edges.parsing.fields import Faults

T = TypeVar("T")

_START = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_DATE = re.compile(
    r"<(?:\w+:)?(?:pubDate|published|issued|created|date|updated|modified)\b[^<>]{0,200}>"
    r"\s{0,20}(?:<!\[CDATA\[)?([^<\]]{1,100})",
    re.IGNORECASE,
)
_OLDEST = datetime.min.replace(tzinfo=UTC)


def newest(found: Sequence[T], most: int, when: Callable[[T], datetime | None]) -> list[T]:
    """Return at most so many, the newest, in their order; those without a date come after all that have one."""
    dated = [when(each) or _OLDEST for each in found]
    kept = sorted(range(len(found)), key=lambda index: dated[index], reverse=True)[:most]
    return [found[index] for index in sorted(kept)]


def newest_of(text: str, most: int, faults: Faults) -> str:
    """Return an XML feed with at most so many entries, the newest; a cut one has the fault `entries-cut`.

    Only of a flood: it goes by the tags of entries as they stand in the text, before anyone reads it as XML.
    """
    starts = [found.start() for found in _START.finditer(text)]
    if len(starts) <= most:
        return text
    faults.add("entries-cut")
    entries = [text[start:end] for start, end in pairwise((*starts, len(text)))]
    last = _END.search(entries[-1])
    rest = entries[-1][last.end() :] if last else ""
    entries[-1] = entries[-1][: last.end()] if last else entries[-1]
    return "".join((text[: starts[0]], *newest(entries, most, _when), rest))


def _when(entry: str) -> datetime | None:
    found = _DATE.search(entry)
    reading = read_date(found[1]) if found else None
    return reading.at if reading else None
