"""The health port, in memory and on a real socket."""

import asyncio
import json
import signal
from typing import Any

import httpx
import pytest

from monitor.model.errors import SettingsError
from monitor.web.health import health_app
from monitor.web.serving import serving

WELL: dict[str, Any] = {"working": True, "verdict": "All is well."}
ILL: dict[str, Any] = {"working": False, "verdict": "NOT WORKING"}


async def ask(facts: dict[str, Any], path: str, method: str = "GET") -> httpx.Response:
    transport = httpx.ASGITransport(health_app(lambda: facts, lambda: b"pactwatch_items 3.0\n", "text/plain"))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.request(method, path)


@pytest.mark.parametrize(("facts", "status"), [(WELL, 200), (ILL, 503)])
async def test_healthz_answers_by_whether_the_daemon_works(facts: dict[str, Any], status: int) -> None:
    answer = await ask(facts, "/healthz")
    assert (answer.status_code, answer.json()) == (status, facts)
    assert answer.headers["cache-control"] == "no-store"


async def test_metrics_are_text() -> None:
    answer = await ask(WELL, "/metrics")
    assert (answer.status_code, answer.text) == (200, "pactwatch_items 3.0\n")


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/healthz/", "/metrics/x"])
async def test_there_is_nothing_else(path: str) -> None:
    assert (await ask(WELL, path)).status_code in (307, 404)


async def test_it_can_only_be_read() -> None:
    assert (await ask(WELL, "/healthz", "POST")).status_code == 405


async def test_it_is_served_while_it_is_entered_and_signals_stay_the_daemons() -> None:
    before = signal.getsignal(signal.SIGTERM)
    app = health_app(lambda: WELL, lambda: b"", "text/plain")
    async with serving(app, "127.0.0.1", 0) as port, httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"http://127.0.0.1:{port}/healthz")
        assert (answer.status_code, json.loads(answer.content)) == (200, WELL)
        assert "server" not in answer.headers
        assert signal.getsignal(signal.SIGTERM) is before
    with pytest.raises(OSError):  # noqa: PT011 - the words are the system's
        await asyncio.open_connection("127.0.0.1", port)


async def test_a_port_that_is_taken_is_an_error_that_names_the_setting() -> None:
    app = health_app(lambda: WELL, lambda: b"", "text/plain")
    async with serving(app, "127.0.0.1", 0) as port:
        with pytest.raises(SettingsError, match="PACTWATCH_HEALTH_PORT"):
            async with serving(app, "127.0.0.1", port):
                pass
