"""How commands read a file of items: with a progress bar, and each malformed line named."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from monitor.edges.itemfiles import Malformed, read_items
from monitor.pipeline.reports import Report

Items = Annotated[
    Path, typer.Option("--items", help="A file of items, one JSON object a line; gzipped if it ends in .gz.")
]


def reports(path: Path) -> tuple[list[Report], int]:
    """Return the items of a file and how many of its lines are malformed; each of those is named on stderr."""
    found: list[Report] = []
    faults = 0
    for each in read_items(path):
        if isinstance(each, Malformed):
            typer.echo(f"{path}:{each.number}: {each.fault}", err=True)
            faults += 1
        else:
            found.append(each)
    return found, faults


def progress() -> Progress:
    """Return a progress bar on stderr; it shows on a terminal only."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not Console(stderr=True).is_terminal,
        transient=True,
    )


def tracked(found: list[Report], what: str) -> Iterator[Report]:
    """Yield items under a progress bar."""
    with progress() as bar:
        yield from bar.track(found, description=what)
