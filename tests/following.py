"""Reads a page of the docs as a person does, and does to the letter what it says."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Self

HOME = Path(__file__).parent.parent
DOCS = HOME / "docs"
MARKS = frozenset({"network", "container", "root"})
"""What a command may need that a test has not: the Internet, a container engine, the rights of an administrator."""
PORT = "8808"
"""The port in the pages; each reader has one of their own in its place."""
PATIENCE = 30.0
FENCE = re.compile(r"^( *)```(?P<lang>\w+)(?P<marks>[^\n]*)\n(?P<text>.*?)^\1```$", re.MULTILINE | re.DOTALL)
SAVE = re.compile(r"[Ss]ave this as `([^`]+)`")


@dataclass(frozen=True)
class Block:
    """A block of code, and the paragraph that leads to it."""

    lang: str
    mark: str
    text: str
    lead: str

    @property
    def file(self) -> str | None:
        """Where the reader saves it, if the text says so."""
        said = SAVE.search(self.lead)
        return said.group(1) if said else None


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    start = 0
    for found in FENCE.finditer(text):
        lead = " ".join(text[start : found.start()].strip().rpartition("\n\n")[2].split())
        yield Block(found["lang"], found["marks"].strip(), dedent(found["text"]), lead)
        start = found.end()


class Terminal:
    """A command that was left running, and what it has printed so far."""

    def __init__(self, command: str, folder: Path) -> None:
        self.printed = ""
        self._came = threading.Condition()
        self._process = subprocess.Popen(  # noqa: S603
            ["/bin/sh", "-c", f"exec env {command}"],
            cwd=folder,
            env=_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def shows(self, wanted: str) -> bool:
        """Wait until it has printed this; false when that takes too long, or it ended without."""
        with self._came:
            return self._came.wait_for(lambda: _shows(self.printed, wanted), PATIENCE)

    def leave(self) -> None:
        """Press Ctrl-C."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=12)
        self._reader.join()

    def _read(self) -> None:
        assert self._process.stdout
        with self._process.stdout as lines:
            for line in lines:
                with self._came:
                    self.printed += line
                    self._came.notify_all()


class Reader:
    """Follows a page in a folder; `skipped` holds the mark of each command that is not for a test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.skipped: list[str] = []
        self._printed = ""
        self._terminals: list[Terminal] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = str(free.getsockname()[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *of_error: object) -> None:
        for terminal in reversed(self._terminals):
            terminal.leave()

    def do(self, block: Block) -> None:
        """Do what one block says."""
        text = block.text.replace(PORT, self._port)
        if block.file:
            self._save(self.folder / block.file, text)
        elif block.mark:
            self.skipped.append(block.mark)
        elif block.lang == "sh" and "leave it running" in block.lead:
            self._start(text)
        elif block.lang == "sh":
            self._run(text, allowed={1} if "exit code 1" in block.lead else {0})
        elif block.lang == "text":
            self._see(text)

    def _save(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _run(self, text: str, allowed: set[int]) -> None:
        done = subprocess.run(  # noqa: S603
            ["/bin/sh", "-e", "-c", text],
            cwd=self.folder,
            env=_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode in allowed, f"{text}\n{done.stdout}"
        assert "Traceback" not in done.stdout, done.stdout
        self._printed = done.stdout

    def _start(self, text: str) -> None:
        terminal = Terminal(text, self.folder)
        self._terminals.append(terminal)
        assert "http.server" not in text or terminal.shows(f"port {self._port}"), terminal.printed

    def _see(self, text: str) -> None:
        """Compare what the page shows with what the last command printed, or what one left running prints by and by."""
        if _shows(self._printed, text) or any(terminal.shows(text) for terminal in self._terminals[-1:]):
            return
        seen = "\n".join((self._printed, *(terminal.printed for terminal in self._terminals)))
        raise AssertionError(f"the page shows\n{text}\nand the reader sees\n{seen}")


def _shows(seen: str, wanted: str) -> bool:
    """Return whether a text stands there: `…` is anything, and how lines are broken does not count."""
    parts = (re.escape(" ".join(part.split())) for part in wanted.split("…"))
    return re.search(".*?".join(parts), " ".join(seen.split())) is not None


def _environment() -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PACTWATCH_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{own['PATH']}"
    return own | {"PATH": path, "COLUMNS": "100", "PYTHONUNBUFFERED": "1", "PACTWATCH_LOG": "text"}
