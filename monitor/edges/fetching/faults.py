"""Gives every failure of a connection its name. What people read of it holds nothing that the server wrote."""

import logging
import ssl
from collections.abc import Iterator

import httpcore
import httpx

from monitor.model.errors import PollError
from monitor.model.failure import FailureKind

log = logging.getLogger(__name__)

EXPIRED = 10
"""OpenSSL's X509_V_ERR_CERT_HAS_EXPIRED."""


def named(error: Exception) -> PollError:
    """Return the error as a failed poll; one that nobody foresaw is logged and named internal."""
    if isinstance(error, PollError):
        return error
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return _tls(cause)
    for kinds, kind, detail in _NAMES:
        if isinstance(error, kinds):
            return PollError(kind, detail)
    if isinstance(error, httpcore.RemoteProtocolError):
        cut = "disconnected" in str(error) or "peer closed" in str(error)
        return PollError(
            FailureKind.DISCONNECTED if cut else FailureKind.PROTOCOL, "" if cut else "the answer breaks HTTP's rules"
        )
    log.error("fetching failed in a way that nobody foresaw", exc_info=error)
    return PollError(FailureKind.INTERNAL, type(error).__name__)


_NAMES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], FailureKind, str], ...] = (
    (TimeoutError, FailureKind.TIMEOUT, "no whole answer in time"),
    ((httpcore.ConnectTimeout, httpcore.ReadTimeout, httpcore.WriteTimeout), FailureKind.TIMEOUT, "no answer in time"),
    (httpcore.PoolTimeout, FailureKind.TIMEOUT, "no connection in time"),
    (httpcore.ConnectError, FailureKind.CONNECT, ""),
    ((httpcore.ReadError, httpcore.WriteError), FailureKind.DISCONNECTED, ""),
    (httpcore.UnsupportedProtocol, FailureKind.BAD_ADDRESS, "neither http nor https"),
    ((httpx.InvalidURL, httpcore.LocalProtocolError), FailureKind.BAD_ADDRESS, "not an address that can be asked"),
)


def _tls(error: ssl.SSLError) -> PollError:
    if isinstance(error, ssl.SSLCertVerificationError):
        kind = FailureKind.TLS_EXPIRED if error.verify_code == EXPIRED else FailureKind.TLS
        return PollError(kind, error.verify_message)
    return PollError(FailureKind.TLS, (error.reason or "the handshake failed").replace("_", " ").lower())


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
