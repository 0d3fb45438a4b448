"""`pactwatch backup` and `pactwatch restore`: the daemon's memory in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.options import State, load_settings, no_state
from monitor.edges.clock import SystemClock
from monitor.edges.lease import Lease
from monitor.edges.sqlite import back_up, restore

File = Annotated[Path, typer.Argument(help="The backup.")]


def backup(file: File, state: State = None) -> None:
    """Write all that the daemon remembers into a new file. Works beside the running daemon."""
    settings = load_settings(state=state)
    if not settings.database.is_file():
        raise no_state(settings)
    back_up(settings.database, file)
    typer.echo(f"{settings.database} is in {file}, checked. Bring it back with `pactwatch restore {file}`.")


def restore_backup(file: File, state: State = None) -> None:
    """Put a backup in the place of what the daemon remembers; the daemon must be stopped.

    What was there is kept beside it. What happened since the backup is read from the feeds again, so people may be told
    of it a second time.
    """
    settings = load_settings(state=state)
    settings.state.mkdir(parents=True, exist_ok=True)
    with Lease(settings.state):
        kept = restore(file, settings.database, SystemClock().now())
    typer.echo(f"{settings.database} is now what {file} holds; start the daemon.")
    if kept is not None:
        typer.echo(f"What was there before is {kept}; remove it when you need it no more.")
