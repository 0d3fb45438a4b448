"""What an answer over HTTP means for a delivery. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from monitor.model.delivery import Outcome, SendResult

_LONGEST_WAIT = timedelta(days=1)
_PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}


def outcome_of(status: int) -> Outcome:
    """Return what a status that is no success means: 5xx, 408, 425 and 429 may pass, all others will not."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _PASSING:
        return Outcome.RETRY
    return Outcome.REJECTED


def refusal(service: str, status: int, headers: Mapping[str, str], said: str = "") -> SendResult:
    """Return the result for an answer that is no success; `said` is the service's own reason, already masked."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "unknown status"
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        phrase += "; redirects are not followed"
    detail = f"{service} answered {status} {phrase}" + (f": {said}" if said else "")
    return SendResult(outcome=outcome_of(status), detail=detail, retry_after=retry_after(headers))


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """Read Retry-After (RFC 9110, section 10.2.3), at most a day.

    A date is measured against the answer's own Date, so that neither clock has to be right; without one it is ignored.
    """
    value = headers.get("Retry-After", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), _LONGEST_WAIT)
    try:
        wait = parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):  # not a date; or one with a zone and one without
        return None
    return min(max(wait, timedelta()), _LONGEST_WAIT)
