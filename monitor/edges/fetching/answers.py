"""What a server's status and headers mean."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Validators

OK, NON_AUTHORITATIVE, NO_CONTENT, RESET_CONTENT, NOT_MODIFIED = 200, 203, 204, 205, 304
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
LONGEST_WAIT = timedelta(days=7)
LONGEST_VALIDATOR = 1024
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE | re.ASCII)
_NOT_KEPT = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.IGNORECASE)

_KINDS = {
    401: FailureKind.UNAUTHORISED,
    403: FailureKind.UNAUTHORISED,
    404: FailureKind.NOT_FOUND,
    407: FailureKind.UNAUTHORISED,
    410: FailureKind.GONE,
    429: FailureKind.RATE_LIMITED,
    NO_CONTENT: FailureKind.EMPTY,
    RESET_CONTENT: FailureKind.EMPTY,
}


def refused(status: int, headers: Mapping[str, str], now: datetime) -> PollError:
    """Return the error that a status without a feed is."""
    kind = _KINDS.get(status)
    if kind is None:
        by_class = {4: FailureKind.CLIENT_ERROR, 5: FailureKind.SERVER_ERROR}
        kind = by_class.get(status // 100, FailureKind.PROTOCOL)
    return PollError(kind, f"HTTP {status}", retry_after(headers.get("retry-after"), now))


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Read `Retry-After` (RFC 9110, section 10.2.3): seconds or a date, at most a week; None where it says nothing."""
    if value is None:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return timedelta(seconds=min(int(value.strip()[:9]), int(LONGEST_WAIT.total_seconds())))
    at = _date(value)
    return _bounded(at - now) if at else None


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long an answer stays good (RFC 9111, section 4.2), at most a week; None where the server is silent.

    `Cache-Control: max-age` less `Age`, else `Expires` against the server's own `Date`.
    """
    control = headers.get("cache-control", "")
    if _NOT_KEPT.search(control):
        return None
    if found := _MAX_AGE.search(control):
        age = headers.get("age", "").strip()
        spent = int(age[:9]) if age.isascii() and age.isdigit() else 0
        return _bounded(timedelta(seconds=int(found[1]) - spent))
    expires = _date(headers.get("expires", ""))
    return _bounded(expires - (_date(headers.get("date", "")) or now)) if expires else None


def _date(value: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _bounded(wait: timedelta) -> timedelta | None:
    return min(wait, LONGEST_WAIT) if wait > timedelta(0) else None


def validators(headers: Mapping[str, str]) -> Validators:
    """Return what the server gave to ask for changes with; what could not be sent back is left out."""
    return Validators(etag=_sendable(headers.get("etag")), last_modified=_sendable(headers.get("last-modified")))


def conditions(known: Validators) -> dict[str, str]:
    """Return the headers of a conditional request (RFC 9110, section 13.1)."""
    found = {"If-None-Match": _sendable(known.etag), "If-Modified-Since": _sendable(known.last_modified)}
    return {name: value for name, value in found.items() if value}


def _sendable(value: str | None) -> str | None:
    fits = value is not None and len(value) <= LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    return value if fits else None
