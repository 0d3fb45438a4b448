"""When an entry was published, and how far that can be trusted."""

from datetime import UTC, datetime, timedelta

from monitor.model.feed import Entry
from monitor.model.item import Certainty

SKEW = timedelta(minutes=15)
"""How far a publisher's clock may be ahead of ours before its claim counts as one about the future."""

EASTERNMOST = timedelta(hours=14)
"""A day begins in Kiribati (UTC+14) this long before it begins in UTC."""

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 12, 31, 23, 59, 59, tzinfo=UTC)
"""No feed told news before the one, and none will soon after the other: what lies outside is no date at all."""


def dated(entry: Entry, now: datetime) -> tuple[datetime | None, Certainty]:
    """Return the instant at which an entry was published, in UTC, and its certainty.

    A day alone stands for its noon. A time that has not come is kept as it was claimed, and marked. Without any date
    that can be believed the instant is None, never `now`.
    """
    published = _believable(entry.published_at)
    if published is not None and entry.published_day_only:
        day = published.replace(hour=0, minute=0, second=0, microsecond=0)
        return day.replace(hour=12), Certainty.FUTURE if day > now + EASTERNMOST else Certainty.DAY
    if published is not None:
        return published, Certainty.FUTURE if published > now + SKEW else Certainty.EXACT
    updated = _believable(entry.updated_at)
    if updated is not None:
        return updated, Certainty.FUTURE if updated > now + SKEW else Certainty.UPDATED
    return None, Certainty.UNDATED


def _believable(at: datetime | None) -> datetime | None:
    return at if at is not None and EARLIEST <= at <= LATEST else None
