"""One pass over the feeds: `pactwatch run --once`."""

import asyncio
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from daemons import write_rules

from monitor.app import started
from monitor.settings import Settings


@pytest.fixture
def hanging() -> Iterator[socket.socket]:
    """A feed's server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def rules_for(folder: Path, server: socket.socket) -> Path:
    address = f"http://127.0.0.1:{server.getsockname()[1]}/rss"
    feed = {"address": address, "title": "Dawn", "publisher": "Dawn", "languages": ["en"], "interval": "1m"}
    return write_rules(folder / "rules", [feed], {"desk": {"address": "console://"}})


async def test_a_pass_ends_when_it_is_told_to(tmp_path: Path, hanging: socket.socket) -> None:
    stop = asyncio.Event()
    settings = Settings(rules=rules_for(tmp_path, hanging), state=tmp_path / "state", allow_networks=["127.0.0.0/8"])
    async with started(settings) as app:
        passing = asyncio.create_task(app.once(stop))
        connection, _ = await asyncio.wait_for(asyncio.get_running_loop().sock_accept(hanging), 30)
        with connection:
            stop.set()
            await asyncio.wait_for(passing, 5)


async def test_the_command_ends_by_a_signal(tmp_path: Path, hanging: socket.socket) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "monitor", "run", "--once",
        "--rules", str(rules_for(tmp_path, hanging)), "--state", str(tmp_path / "state"),
        env={"PACTWATCH_ALLOW_NETWORKS": "127.0.0.0/8"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    connection, _ = await asyncio.wait_for(asyncio.get_running_loop().sock_accept(hanging), 60)
    with connection:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0
