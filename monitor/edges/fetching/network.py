"""Opens connections to the address that was checked, and to no other."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import httpcore

from monitor.edges.fetching.guard import Guard, literal
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Returns the addresses of a name, or raises OSError."""

MOST_TRIED = 3
"""How many of a name's addresses are tried before the fetch fails."""
PATIENCE = 4.0
"""Seconds for an address that is not the last to answer: a dead IPv6 route must not cost the feed."""
LOOKUPS = ThreadPoolExecutor(max_workers=32, thread_name_prefix="names")
"""Threads of their own: a name server that hangs keeps nothing else from a thread, and no loop from ending."""


async def system_resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses that this machine's resolver knows of a name."""
    loop, ask = asyncio.get_running_loop(), partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await loop.run_in_executor(LOOKUPS, ask)
    return [str(address[0]) for *_, address in found]


class PinnedNetwork(httpcore.AsyncNetworkBackend):
    """Resolves a name once and connects to what was checked, so that no second answer can lead elsewhere."""

    def __init__(self, guard: Guard, resolve: Resolve) -> None:
        self._guard = guard
        self._resolve = resolve
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is the library's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Open a connection. Raises PollError for a host that may not be reached, httpcore's errors otherwise."""
        addresses = (await self.addresses(host, port))[:MOST_TRIED]
        for address in addresses[:-1]:
            try:
                return await self._sockets.connect_tcp(address, port, PATIENCE, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._sockets.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Return the checked addresses of a host; at least one. Raises PollError."""
        own = literal(host)
        try:
            found = [own] if own else list(await self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            raise PollError(FailureKind.DNS, f"{host} does not resolve") from error
        if not found:
            raise PollError(FailureKind.DNS, f"{host} has no address")
        return self._guard.checked(host, found)

    async def connect_unix_socket(self, *_: object, **__: object) -> httpcore.AsyncNetworkStream:
        """Refuse: a feed never lives in a file."""
        raise PollError(FailureKind.FORBIDDEN_ADDRESS, "a local socket")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
