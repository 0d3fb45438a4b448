"""`pactwatch run`: the daemon."""

import asyncio
import logging
import os
import signal
import sys
import threading
from typing import Annotated

import typer
from rich.console import Console

from monitor import telemetry
from monitor.app import App, Outside, started
from monitor.cli.options import Rules, State, load_settings
from monitor.cli.overview import print_overview
from monitor.settings import Settings

log = logging.getLogger(__name__)

FLUSH_SECONDS = 1.0
"""How long who reads our output may take to read the rest."""


def run(
    rules: Rules = None,
    state: State = None,
    once: Annotated[bool, typer.Option("--once", help="Poll every due feed once, deliver, and end.")] = False,
    backfill: Annotated[
        bool, typer.Option("--backfill", help="Alert on what a feed's first poll brings, too.")
    ] = False,
) -> None:
    """Watch the feeds and send alerts until told to stop (Ctrl-C or SIGTERM)."""
    serve(load_settings(rules=rules, state=state), once=once, backfill=backfill)


def serve(settings: Settings, outside: Outside | None = None, *, once: bool = False, backfill: bool = False) -> None:
    """Run the daemon with these settings; tests call it with an outside of their own."""
    as_json = settings.log == "json" or (settings.log == "auto" and not sys.stderr.isatty())
    telemetry.configure(json=as_json, level=settings.log_level)
    asyncio.run(_serve(settings, outside, once=once, backfill=backfill))
    _leave()


async def _serve(settings: Settings, outside: Outside | None, *, once: bool, backfill: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with started(settings, outside, backfill=backfill) as app:
        log.info("started", extra={"pid": os.getpid(), "rules": str(settings.rules), "state": str(settings.state)})
        if once:
            await app.once(stop)
            _show(app)
        else:
            _show_aside(app)
            await app.run(stop, first_round=lambda: _show_aside(app))
    log.info("stopped")


def _show_aside(app: App) -> None:
    """Show it from a thread: where nobody reads our output the daemon must not stop for it."""
    threading.Thread(target=_show, args=(app,), daemon=True).start()


def _show(app: App) -> None:
    console = Console(soft_wrap=False)
    print_overview(console, app.desk.book.rulebook, app.polls.states, app.desk.clock.now())
    console.file.flush()


def _leave() -> None:
    """End the process even where a thread still waits for a receiver that hangs, or for a reader of our own output.

    Such a try is noted as begun in the store; the next start sends it again under its key.
    """
    flushing = threading.Thread(target=_flush, daemon=True)
    flushing.start()
    flushing.join(FLUSH_SECONDS)
    if flushing.is_alive() or any(
        not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()
    ):
        os._exit(0)


def _flush() -> None:
    sys.stdout.flush()
    sys.stderr.flush()
