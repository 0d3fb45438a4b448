"""Joins httpx to a connection pool of our own, through the public doors of both."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpcore
import httpx


class _Body(httpx.AsyncByteStream):
    """A response's bytes as they come."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()


class PinnedTransport(httpx.AsyncBaseTransport):
    """One fetch's connections: HTTP/1.1, none kept, none retried. Errors are those of httpcore."""

    def __init__(self, network: httpcore.AsyncNetworkBackend, tls: ssl.SSLContext) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls, network_backend=network, max_connections=1, max_keepalive_connections=0
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return its response, the body still to come."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        response = await self._pool.handle_async_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    @asynccontextmanager
    async def sent(self, request: httpx.Request) -> AsyncIterator[httpx.Response]:
        """Send a request and close its response at the end.

        httpx's own client is left out: it would read a redirect's place, and raise, before we have looked at it.
        """
        response = await self.handle_async_request(request)
        try:
            yield response
        finally:
            await response.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()
