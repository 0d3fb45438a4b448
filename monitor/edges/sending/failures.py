"""What it means for a delivery that no answer came."""

import requests
from urllib3.exceptions import ProtocolError, ReadTimeoutError

from monitor.model.delivery import Outcome, SendResult


def failed_request(service: str, error: requests.RequestException) -> SendResult:
    """Return the result for an HTTP request without an answer.

    Once connected, a service that falls silent or hangs up may have the letter: UNKNOWN. The text of the error is left
    out, for it names the address.
    """
    if isinstance(error, requests.ConnectTimeout):
        return SendResult(outcome=Outcome.RETRY, detail=f"no connection to {service} in time")
    if isinstance(error, requests.ReadTimeout) or _holds(error, ReadTimeoutError):
        return SendResult(outcome=Outcome.UNKNOWN, detail=f"no answer from {service} in time; it may have the letter")
    if isinstance(error, requests.exceptions.SSLError):
        return SendResult(outcome=Outcome.RETRY, detail=f"no secure connection to {service}: {_cause(error)}")
    if _hung_up(error):
        return SendResult(
            outcome=Outcome.UNKNOWN, detail=f"{service} hung up without an answer; it may have the letter"
        )
    if isinstance(error, requests.ConnectionError):
        return SendResult(outcome=Outcome.RETRY, detail=f"no connection to {service}: {_cause(error)}")
    return SendResult(outcome=Outcome.REJECTED, detail=f"{service} cannot be asked: {type(error).__name__}")


def _hung_up(error: requests.RequestException) -> bool:
    return isinstance(error, requests.exceptions.ChunkedEncodingError) or _holds(error, ProtocolError)


def _holds(error: requests.RequestException, kind: type[Exception]) -> bool:
    """Whether a connection that was made ended so; a body that stalls is told in this way too."""
    return isinstance(error, requests.ConnectionError) and any(isinstance(arg, kind) for arg in error.args)


def _cause(error: BaseException) -> str:
    """Find the operating system's own words for what happened, which name no address; else the kind of error."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, OSError) and found.errno is not None and found.strerror:
            return found.strerror
        found = found.__cause__ or found.__context__
    return type(error).__name__
