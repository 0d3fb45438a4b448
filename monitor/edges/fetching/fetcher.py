"""The fetcher: conditional GET, redirects, one deadline."""

import asyncio
import ssl
from dataclasses import replace
from ipaddress import IPv4Network, IPv6Network

import httpx

from monitor.edges.fetching import answers
from monitor.edges.fetching.decoding import ACCEPTED, Decoder
from monitor.edges.fetching.faults import named
from monitor.edges.fetching.guard import Guard
from monitor.edges.fetching.limits import Limits
from monitor.edges.fetching.network import PinnedNetwork, Resolve, system_resolve
from monitor.edges.fetching.targets import Target, target
from monitor.edges.fetching.transport import PinnedTransport
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Fetched, Validators
from monitor.ports import Clock

ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


class HttpFetcher:
    """Fetches over HTTP/1.1, with nothing shared between two fetches but the TLS context. Implements `Fetcher`."""

    def __init__(
        self,
        *,
        user_agent: str,
        clock: Clock,
        allow_networks: tuple[IPv4Network | IPv6Network, ...] = (),
        limits: Limits | None = None,
        resolve: Resolve = system_resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Private networks are refused but for `allow_networks`. `clock` reads a `Retry-After` that is a date."""
        self._network = PinnedNetwork(Guard(allow_networks), resolve)
        self._tls = tls or ssl.create_default_context()
        self._limits = limits or Limits()
        self._clock = clock
        self._headers = {"User-Agent": user_agent, "Accept": ACCEPT, "Accept-Encoding": ACCEPTED}

    async def fetch(self, address: str, validators: Validators) -> Fetched:
        """Ask for what changed. Raises PollError; its detail holds no credentials and no text of the server's."""
        try:
            async with asyncio.timeout(self._limits.total.total_seconds()):
                return await self._follow(target(address), validators)
        except Exception as error:  # noqa: BLE001 - whatever a server does, only this feed fails, under a name
            raise named(error) from None

    async def _follow(self, first: Target, known: Validators) -> Fetched:
        """Ask, and go where the answer leads, a few times. Validators are told to the feed's own origin only.

        A new address is only told when every redirect was permanent, and never of a feed that needs credentials: they
        stand in the written address alone.
        """
        place, seen, lasting = first, {str(first.url)}, first.authorisation is None
        for hop in range(self._limits.hops + 1):
            asked = known if place.origin == first.origin else Validators()
            found = await self._ask(place, asked, redirected=hop > 0)
            if isinstance(found, Fetched):
                return replace(found, moved_to=found.address) if hop and lasting else found
            place, permanent = found
            lasting = lasting and permanent
            if str(place.url) in seen:
                raise PollError(FailureKind.REDIRECT_LOOP, "it forwards in a circle")
            seen.add(str(place.url))
        raise PollError(FailureKind.REDIRECT_LOOP, f"it forwards more than {self._limits.hops} times")

    async def _ask(self, place: Target, known: Validators, *, redirected: bool) -> Fetched | tuple[Target, bool]:
        """Send one request; a redirect comes back as where it leads, and whether it is permanent."""
        login = {"Authorization": place.authorisation} if place.authorisation else {}
        conditions = answers.conditions(known)
        request = httpx.Request("GET", place.url, headers={**self._headers, **login, **conditions})
        try:
            async with PinnedTransport(self._network, self._tls) as transport, transport.sent(request) as response:
                if response.status_code in answers.REDIRECTS:
                    moved = place.redirected(response.headers.get("location"))
                    return moved, response.status_code in answers.PERMANENT
                if response.status_code == answers.NOT_MODIFIED and conditions:
                    return self._unchanged(place, known, response)
                return await self._read(place, response)
        except PollError as error:
            if redirected and error.kind is FailureKind.FORBIDDEN_ADDRESS:
                raise PollError(FailureKind.REDIRECT_FORBIDDEN, error.detail) from None
            raise

    async def _read(self, place: Target, response: httpx.Response) -> Fetched:
        if response.status_code not in {answers.OK, answers.NON_AUTHORITATIVE}:
            raise answers.refused(response.status_code, response.headers, self._clock.now())
        declared = response.headers.get("content-length", "")
        if declared.isascii() and declared.isdigit() and int(declared[:20]) > self._limits.wire:
            raise PollError(FailureKind.TOO_LARGE, f"over {self._limits.wire >> 20} MiB")
        decoder = Decoder(response.headers.get("content-encoding", ""), self._limits)
        async for part in response.aiter_raw():
            decoder.feed(part)
        body = decoder.body()
        if not body.strip():
            raise PollError(FailureKind.EMPTY)
        return Fetched(
            address=str(place.url),
            body=body,
            content_type=response.headers.get("content-type", ""),
            validators=answers.validators(response.headers),
            fresh_for=answers.fresh_for(response.headers, self._clock.now()),
        )

    def _unchanged(self, place: Target, known: Validators, response: httpx.Response) -> Fetched:
        """Return that nothing changed, with the validators that the answer renews (RFC 9111, section 4.3.4)."""
        fresh = answers.validators(response.headers)
        renewed = Validators(etag=fresh.etag or known.etag, last_modified=fresh.last_modified or known.last_modified)
        fresh_for = answers.fresh_for(response.headers, self._clock.now())
        return Fetched(address=str(place.url), not_modified=True, validators=renewed, fresh_for=fresh_for)
