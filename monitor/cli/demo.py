"""`pactwatch demo`: what pactwatch is for, within a minute."""

import asyncio
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from monitor import telemetry
from monitor.cli.init import starter
from monitor.cli.playbill import Playbill
from monitor.demo.staging import perform

SECONDS = 60.0


def demo(
    seconds: Annotated[float, typer.Option("--seconds", min=1, max=3600, help="How long it takes, about.")] = SECONDS,
    keep: Annotated[bool, typer.Option("--keep", help="Keep its folder: rules, state and log.")] = False,
) -> None:
    """Play four days of March 2025 through a real daemon: invented newsrooms, a promise, its breach, and what is not.

    Needs no network and no set-up. Ctrl-C ends it.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a character shows a question mark
    console = Console(highlight=False)
    with _folder(keep=keep) as folder, _log_in(folder), Playbill(console) as playbill:
        asyncio.run(_play(folder, seconds, playbill))
    if not playbill.finished:
        console.print("Ended before the end of the story.")
    _last_words(console, folder if keep else None)


async def _play(folder: Path, seconds: float, playbill: Playbill) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await perform(folder, starter(), seconds, stop, playbill.tell, playbill.letters)


@contextmanager
def _folder(*, keep: bool) -> Iterator[Path]:
    """Make a folder that is gone at the end, unless it is to be kept."""
    folder = Path(tempfile.mkdtemp(prefix="pactwatch-demo-"))
    try:
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder)


@contextmanager
def _log_in(folder: Path) -> Iterator[None]:
    with (folder / "daemon.log").open("w", encoding="utf-8") as stream:
        telemetry.configure(json=False, level="info", stream=stream)
        try:
            yield
        finally:
            telemetry.quiet()


def _last_words(console: Console, kept: Path | None) -> None:
    """Say what to try next: commands that work as they stand."""
    commands = [
        ("make rules of your own", "pactwatch init my-rules"),
        (
            "have them judge a headline",
            'pactwatch explain --rules my-rules --at 2025-04-02 --text "Russian drones hit substation in Sumy"',
        ),
        ("watch real feeds", "pactwatch run --rules my-rules"),
    ]
    if kept:
        commands.insert(0, ("see what the demo's daemon remembers", f"pactwatch incidents list --state {kept}/state"))
    console.print("\n[bold]What to try next[/]")
    for why, command in commands:
        console.print(f"  [dim]# {why}[/]")
        console.print(f"  {command}", soft_wrap=True, markup=False)
    if kept:
        console.print(f"\nKept in {kept}: rules/, state/ and daemon.log", soft_wrap=True, markup=False)
