"""uvicorn inside the daemon's own loop: begun and ended with it, and deaf to signals, which are the daemon's."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

from monitor.model.errors import SettingsError

PATIENCE_SECONDS = 1
"""How long requests under way may take at the end."""
AT_ONCE = 64
"""How many connections are served at once; more are answered with 503."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the daemon."""
        yield


@asynccontextmanager
async def serving(app: ASGIApp, host: str, port: int) -> AsyncIterator[int]:
    """Serve while entered; yields the port, which with 0 the system chooses. Raises SettingsError."""
    taken = _listen(host, port)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=AT_ONCE,
        timeout_graceful_shutdown=PATIENCE_SECONDS,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[taken]))
    try:
        yield taken.getsockname()[1]
    finally:
        server.should_exit = True
        await asyncio.gather(task, return_exceptions=True)
        taken.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(
            f"the health port {port} on {host} cannot be opened ({error.strerror}); set PACTWATCH_HEALTH_PORT and "
            "PACTWATCH_HEALTH_HOST to what is free, or the port to 0 to do without"
        ) from error
