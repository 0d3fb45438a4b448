"""Options that several commands share, and how a command opens what it needs."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from monitor.edges.sqlite import open_store
from monitor.model.errors import NotFound
from monitor.ports import Store
from monitor.settings import Settings, load_settings

Rules = Annotated[Path | None, typer.Option("--rules", help="The folder with the rulebook.", show_default="rules")]
State = Annotated[
    Path | None, typer.Option("--state", help="The folder in which the daemon remembers.", show_default="state")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text for people.")]


def no_state(settings: Settings) -> NotFound:
    """Say that the daemon never ran here, or that its folder has another name: who reads cannot know which."""
    return NotFound(
        f"there is no state in {settings.state}/ yet; start the daemon with `pactwatch run`, or name its folder with "
        "--state"
    )


@contextmanager
def reading_store(settings: Settings) -> Iterator[Store]:
    """Open the daemon's store to look at it; works beside a running daemon. Raises NotFound when there is none."""
    if not settings.database.is_file():
        raise no_state(settings)
    with closing(open_store(settings.database, read_only=True)) as store:
        yield store


@contextmanager
def writing_store(settings: Settings) -> Iterator[Store]:
    """Open the daemon's store to change it, beside a running daemon or without one."""
    if not settings.database.is_file():
        raise no_state(settings)
    with closing(open_store(settings.database)) as store:
        yield store


__all__ = ["Json", "Rules", "State", "load_settings", "no_state", "reading_store", "writing_store"]
