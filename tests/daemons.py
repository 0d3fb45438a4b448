"""Starts and ends the real daemon as a process, and asks its store how far it is."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import yaml

from monitor.edges.sqlite import open_store
from monitor.ports import Store

MAIN = Path(__file__).parent / "compressed_daemon.py"
STARTER = Path(__file__).parent.parent / "rules"
PATIENCE = 60.0
"""Seconds that a test waits for what it expects before it fails."""
RATE = 60.0
"""A minute of the daemon's time in a second of ours."""


def write_rules(
    folder: Path, feeds: list[dict[str, object]], receivers: Mapping[str, Mapping[str, str]], **more: object
) -> Path:
    """Write a rulebook with the starter commitments and vocabulary, these feeds and receivers, and more on alerts."""
    for part in ("commitments", "vocabulary"):
        (folder / part).mkdir(parents=True, exist_ok=True)
        for path in (STARTER / part).glob("*.yaml"):
            (folder / part / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    plan = {"version": 1, "receivers": dict(receivers), "route": {"receivers": list(receivers)}, **more}
    (folder / "feeds.yaml").write_text(yaml.safe_dump({"version": 1, "feeds": feeds}), encoding="utf-8")
    (folder / "alerts.yaml").write_text(yaml.safe_dump(plan), encoding="utf-8")
    return folder


class Daemon:
    """A daemon on these rules and this state; `log` holds what it wrote to stderr, `out` what it printed."""

    def __init__(
        self,
        rules: Path,
        state: Path,
        start: datetime,
        *,
        kill_at: tuple[str, int] | None = None,
        hold_up_at: tuple[str, float] | None = None,
        **settings: str,
    ) -> None:
        """`settings` are more of its environment: `PACTWATCH_HEALTH_PORT="9090"`."""
        self.rules, self.state, self.start, self.settings = rules, state, start, settings
        deeds = {"kill": kill_at, "hold": hold_up_at}
        self._deed = [word for deed, at in deeds.items() if at for word in (deed, at[0], str(at[1]))]
        self.log: list[str] = []
        self.out: list[str] = []
        self._came = threading.Condition()

    def __enter__(self) -> Self:
        where = [str(self.rules), str(self.state), self.start.isoformat(), str(RATE)]
        self.process = subprocess.Popen(  # noqa: S603 - our own file
            [sys.executable, "-u", str(MAIN), *where, *self._deed],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PACTWATCH_ALLOW_NETWORKS": "127.0.0.0/8", "PACTWATCH_LOG": "json", **self.settings},
        )
        self._readers = [self._read(self.process.stderr, self.log), self._read(self.process.stdout, self.out)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for reader in self._readers:
            reader.join()
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()

    def stop(self) -> int:
        """Ask it to end as a service manager does; returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=12)

    def died(self) -> int:
        """Wait for its end; returns its exit code."""
        return self.process.wait(timeout=PATIENCE)

    def wait_for_log(self, fits: Callable[[str], bool], count: int = 1) -> None:
        """Wait until so many log lines fit."""
        with self._came:
            enough = self._came.wait_for(lambda: sum(map(fits, self.log)) >= count, PATIENCE)
        assert enough, "the daemon's log:\n" + "".join(self.log[-40:])

    def look(self) -> Store:
        """Open its store to look at it, beside it; close it after use."""
        return open_store(self.state / "pactwatch.db", read_only=True)

    def _read(self, stream: object, lines: list[str]) -> threading.Thread:
        def follow() -> None:
            for line in stream:  # type: ignore[attr-defined]
                with self._came:
                    lines.append(line)
                    self._came.notify_all()

        thread = threading.Thread(target=follow, daemon=True)
        thread.start()
        return thread


def keys_sent(daemon: Daemon) -> list[tuple[str, str]]:
    """Return the receiver and dedup key of each delivery that is recorded as sent."""
    with closing(daemon.look()) as store:
        return sorted((row.receiver, row.dedup_key) for row in store.deliveries(limit=1000) if row.state == "sent")
