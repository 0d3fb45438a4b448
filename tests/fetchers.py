"""Fetchers whose resolver says what a test wants, and fetching as one call."""

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest

from monitor.edges.fetching import HttpFetcher, Limits
from monitor.model.errors import PollError
from monitor.model.feed import Fetched, Validators
from monitor.testing import ManualClock

NOW = datetime(2025, 4, 2, 12, tzinfo=UTC)
LOOPBACK = (ip_network("127.0.0.1/32"),)
TLS = ssl.create_default_context()
SHORT = Limits(total=timedelta(seconds=1))


class Names:
    """A resolver: `answers` to a name are given one after the other, the last of them for ever."""

    def __init__(self, **answers: Sequence[Sequence[str]]) -> None:
        self._answers = {name.replace("_", "."): list(given) for name, given in answers.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, _port: int) -> Sequence[str]:
        self.asked.append(host)
        if host not in self._answers:
            raise OSError("no such name")
        given = self._answers[host]
        return given.pop(0) if len(given) > 1 else given[0]


def a_fetcher(
    *, allow: tuple[object, ...] = LOOPBACK, limits: Limits | None = None, names: Names | None = None,
    tls: ssl.SSLContext | None = None,
) -> HttpFetcher:  # fmt: skip
    return HttpFetcher(
        user_agent="pactwatch/test",
        clock=ManualClock(NOW),
        allow_networks=allow,  # type: ignore[arg-type]
        limits=limits,
        resolve=names or Names(),
        tls=tls or TLS,
    )


async def fetched(address: str, known: Validators | None = None, **given: object) -> Fetched:
    return await a_fetcher(**given).fetch(address, known or Validators())  # type: ignore[arg-type]


async def refusal(address: str, known: Validators | None = None, **given: object) -> PollError:
    """Fetch what must fail and return how it did."""
    with pytest.raises(PollError) as error:
        await fetched(address, known, **given)
    return error.value
