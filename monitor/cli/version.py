"""`pactwatch version`: what runs here."""

import platform

import typer

from monitor import __version__
from monitor.edges.sqlite.driver import sqlite3


def version() -> None:
    """Print the versions of pactwatch, Python and SQLite."""
    typer.echo(f"pactwatch {__version__}")
    typer.echo(f"Python {platform.python_version()}")
    typer.echo(f"SQLite {sqlite3.sqlite_version}")
