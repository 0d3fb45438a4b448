"""Watches the rules folder for changes (watchfiles)."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from pathlib import Path

from watchfiles import awatch

log = logging.getLogger(__name__)

LOOK_MILLISECONDS = 1_000
"""How often to see whether the folder was replaced as a whole, which its own events do not tell."""
QUIET_MILLISECONDS = 300
"""A change is told when nothing more has changed for so long: editors and git write several files in a row."""
LONGEST_MILLISECONDS = 3_000
"""A change is told after so long even if more keeps changing."""


async def changes(folder: Path, stop: asyncio.Event, *, force_polling: bool = False) -> AsyncIterator[None]:
    """Tell each time when something in the folder may have changed, until `stop` is set.

    Told too: once after watching began, since a change just before would go unseen, and when the folder was replaced,
    removed or came back. `force_polling` compares files instead of waiting for events, which some mounts never send;
    it is also what is done where the system has no watch left to give.
    """
    while not stop.is_set():
        identity = _identity(folder)
        if identity is None:
            await _wait(stop)
            continue
        try:
            async with aclosing(_watch(folder, stop, identity, force_polling=force_polling)) as told:
                async for _ in told:
                    yield None
        except FileNotFoundError:
            continue
        except (OSError, RuntimeError) as error:  # watchfiles tells a failure of the system's watches by either
            if force_polling:
                raise
            log.warning("the rules folder cannot be watched by events (%s); its files are compared instead", error)
            force_polling = True


async def _watch(
    folder: Path, stop: asyncio.Event, identity: tuple[int, int], *, force_polling: bool
) -> AsyncGenerator[None]:
    """Tell changes until `stop` is set or the folder is no longer the one that it was."""
    watched = awatch(
        folder,
        stop_event=stop,
        step=QUIET_MILLISECONDS,
        debounce=LONGEST_MILLISECONDS,
        rust_timeout=LOOK_MILLISECONDS,
        yield_on_timeout=True,
        force_polling=force_polling or None,
        ignore_permission_denied=True,
    )
    begun = False
    async with aclosing(watched):
        async for found in watched:
            replaced = _identity(folder) != identity
            if found or replaced or not begun:
                begun = True
                yield None
            if replaced:
                return


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another of the same name, or None when there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


async def _wait(stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), LOOK_MILLISECONDS / 1000)
