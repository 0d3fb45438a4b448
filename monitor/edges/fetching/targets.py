"""Addresses to ask: where, with which credentials, and what a redirect makes of them."""

import base64
import re
from dataclasses import dataclass

import httpx

from monitor.edges.fetching.guard import literal
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind

LONGEST = 4096
_NAME = re.compile(r"[a-z0-9._-]+", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """An address without credentials, and those credentials as a header's value."""

    url: httpx.URL
    authorisation: str | None = None

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what may see credentials and validators."""
        return self.url.scheme, self.url.host, self.url.port or _PORTS[self.url.scheme]

    def redirected(self, location: str | None) -> "Target":
        """Return where a redirect leads; a new origin sees no credentials, and none that the redirect brings.

        Raises PollError.
        """
        if not location:
            raise PollError(FailureKind.PROTOCOL, "it forwards without saying where")
        try:
            found = _checked(self.url.join(location.strip()[: LONGEST + 1]))
        except (httpx.InvalidURL, ValueError):
            raise PollError(FailureKind.REDIRECT_FORBIDDEN, "it forwards to what is no address") from None
        except PollError as error:
            raise PollError(FailureKind.REDIRECT_FORBIDDEN, f"it forwards to a place refused: {error.detail}") from None
        moved = Target(found.copy_with(userinfo=b"", fragment=None))
        return Target(moved.url, self.authorisation) if moved.origin == self.origin else moved


def target(address: str) -> Target:
    """Return the target that an address is. Raises PollError when it cannot be asked."""
    try:
        url = _checked(httpx.URL(address))
    except (httpx.InvalidURL, ValueError, TypeError):
        raise PollError(FailureKind.BAD_ADDRESS, "it is no address") from None
    login = url.userinfo and base64.b64encode(f"{url.username}:{url.password}".encode())
    return Target(url.copy_with(userinfo=b"", fragment=None), f"Basic {login.decode()}" if login else None)


def _checked(url: httpx.URL) -> httpx.URL:
    if url.scheme not in _PORTS:
        raise PollError(FailureKind.BAD_ADDRESS, "it is neither http nor https")
    host = url.raw_host.decode("ascii")
    if url.port == 0 or len(str(url)) > LONGEST or not (_NAME.fullmatch(host) or ":" in host):
        raise PollError(FailureKind.BAD_ADDRESS, "it has no host, no port that can be asked, or is too long")
    literal(host)
    return url
