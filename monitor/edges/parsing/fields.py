"""What both kinds of documents share: bounded texts, absolute links, languages and dates of an entry."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from monitor.edges.parsing.dates import Reading, read_date
from monitor.model.ids import Lang

TITLE = 20_000
SUMMARY = 200_000
BODY = 500_000
NAME = 4_000
"""How many characters of markup are handed on of each text, and of ids and addresses."""

LONGEST_TTL = timedelta(days=7)

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
"""Of the syndication module (https://web.resource.org/rss/1.0/modules/syndication/)."""

_TAG = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.DOTALL)
_NAMES_OF_MISNAMED = (
    "ua:uk iw:he in:id ji:yi cz:cs gr:el jp:ja kr:ko eng:en ukr:uk rus:ru deu:de ger:de fra:fr fre:fr spa:es ita:it "
    "pol:pl ara:ar heb:he fas:fa per:fa tur:tr zho:zh chi:zh"
)
_MISNAMED = dict(pair.split(":") for pair in _NAMES_OF_MISNAMED.split())
"""Country codes and withdrawn codes that feeds use for a language, and three-letter codes that have two letters."""


class Faults:
    """Collects named faults, each once, in the order in which they were met."""

    def __init__(self, *names: str) -> None:
        self._names = dict.fromkeys(names)

    def add(self, name: str) -> None:
        """Note a fault."""
        self._names[name] = None

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(self._names)


@dataclass(frozen=True, slots=True)
class Dates:
    """When an entry was published and updated, as far as it says."""

    published_at: datetime | None
    published_day_only: bool
    updated_at: datetime | None


def bounded(text: str, limit: int, name: str, faults: Faults) -> str:
    """Return at most `limit` characters; a longer text has the fault `<name>-cut`."""
    if len(text) <= limit:
        return text
    faults.add(f"{name}-cut")
    return text[:limit]


def dates(published: str, updated: str, faults: Faults) -> Dates:
    """Read both dates; one that cannot be read is absent and has the fault `date-unreadable`."""
    first, second = _date(published, faults), _date(updated, faults)
    return Dates(
        published_at=first.at if first else None,
        published_day_only=first.day_only if first else False,
        updated_at=second.at if second else None,
    )


def _date(text: str, faults: Faults) -> Reading | None:
    reading = read_date(text) if text else None
    if text and reading is None:
        faults.add("date-unreadable")
    if reading is not None and reading.fault:
        faults.add(reading.fault)
    return reading


def time_to_live(minutes: str, period: str, frequency: str) -> timedelta | None:
    """Return how long a feed asks to be left alone, at most a week: the longer of `<ttl>` and `sy:updatePeriod`.

    None where it asks for nothing that can be read.
    """
    asked = [timedelta(minutes=number)] if (number := _number(minutes)) else []
    if whole := _PERIODS.get(period.strip().lower()):
        asked.append(whole / (_number(frequency) or 1))
    return min(max(asked), LONGEST_TTL) if asked else None


def _number(text: str) -> int:
    """Return a whole number, or 0 where there is none."""
    text = text.strip()[:6]
    return int(text) if text.isascii() and text.isdigit() else 0


def language(text: str, faults: Faults) -> Lang | None:
    """Return the primary subtag of a language tag (BCP 47) in lower case; None with a fault where it is none."""
    text = text.strip().lower()
    if not text:
        return None
    found = _TAG.fullmatch(text)
    if found is None:
        faults.add("language-unreadable")
        return None
    return Lang(_MISNAMED.get(found[1], found[1]))


def link(address: str, base: str) -> str | None:
    """Return an address made absolute against the feed's own; None unless it leads to the web."""
    try:
        found = urljoin(base, address.strip())
        parts = urlsplit(found)
    except ValueError:
        return None
    return found if parts.scheme in ("http", "https") and parts.netloc and len(found) <= NAME else None
