"""Which items a command looks at again: those of a file, or those that the daemon stored lately."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.items import reports, tracked
from monitor.cli.options import reading_store
from monitor.edges.clock import SystemClock
from monitor.model.rulebook import Rulebook
from monitor.pipeline.reports import item_of
from monitor.pipeline.review import Sample, stored_since
from monitor.rulebook.moments import read_duration
from monitor.settings import Settings

ItemsIfAny = Annotated[
    Path | None,
    typer.Option("--items", help="A file of items, one JSON object a line; the stored ones, if not given."),
]
Since = Annotated[str, typer.Option("--since", help="How far back stored items are looked at, as 12h or 30d.")]


@dataclass(frozen=True, slots=True)
class Samples:
    """The items, to be walked once, and how many lines of their file are malformed; each of those was named."""

    items: Iterator[Sample]
    faults: int = 0


@contextmanager
def samples(settings: Settings, items: Path | None, since: str, rulebook: Rulebook) -> Iterator[Samples]:
    """Open the items that a command is to look at. Raises NotFound where there is neither a file nor a state."""
    if items is not None:
        found, faults = reports(items)
        feeds = {feed.id: feed for feed in rulebook.feeds}
        read = (
            Sample(name=report.entry.entry_id or "", item=item_of(report, feeds))
            for report in tracked(found, "judging")
        )
        yield Samples(read, faults)
        return
    try:
        start = SystemClock().now() - read_duration(since)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--since") from None
    with reading_store(settings) as store:
        yield Samples(stored_since(store, start))
