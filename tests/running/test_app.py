"""The daemon's own view of whether it is well, on its real parts."""

from pathlib import Path

import pytest
from feed_server import FeedServer
from rulefolders import ALERTS, GOOD, write

from monitor.app import App, started
from monitor.settings import load_settings


def settings_with_beat(folder: Path, address: str) -> dict[str, Path]:
    write(folder / "rules", {**GOOD, "alerts.yaml": ALERTS + f'heartbeat: {{address: "{address}", every: 1m}}\n'})
    return {"rules": folder / "rules", "state": folder / "state"}


async def beat(app: App) -> None:
    await app.beat()
    await app.pulse.tasks.settle(10)


async def test_a_daemon_is_well_once_it_could_write_and_only_then_its_heart_beats(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACTWATCH_ALLOW_NETWORKS", "127.0.0.0/8")
    with FeedServer() as service:
        service.put("/beat", b"OK", content_type="text/plain")
        async with started(load_settings(**settings_with_beat(tmp_path, service.url("/beat")))) as app:
            await beat(app)
            assert (app.well(), app.health()["working"], service.asked("/beat")) == (False, False, [])
            await app.look()
            await beat(app)
            assert (app.well(), app.health()["working"], len(service.asked("/beat"))) == (True, True, 1)


async def test_a_secret_that_was_looked_up_is_masked_in_what_the_health_port_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARTBEAT_URL", "http://127.0.0.1:9/canary-4410")
    async with started(load_settings(**settings_with_beat(tmp_path, "${HEARTBEAT_URL}"))) as app:
        await app.look()
        await beat(app)
        app.watch_over.store_fault = "cannot write beside http://127.0.0.1:9/canary-4410"
        assert "canary" not in str(app.health())
        assert app.health()["working"] is False
