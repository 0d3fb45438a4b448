"""`pactwatch replay`: a file of items through the whole pipeline, in their own time."""

from contextlib import closing
from itertools import count
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.text import Text

from monitor.app import read_book
from monitor.cli.items import Items, progress, reports
from monitor.cli.options import Json, Rules, State, load_settings, reading_store
from monitor.edges.clock import SystemClock
from monitor.edges.sqlite import open_store
from monitor.model.label import Label
from monitor.pipeline.desk import Desk, NoProbe
from monitor.pipeline.labels import taught as taught_in
from monitor.pipeline.replay import Line, Replay
from monitor.settings import Settings

LINE = TypeAdapter(Line)


def replay(
    items: Items,
    labels: Annotated[
        bool, typer.Option("--labels", help="Heed what analysts labelled, where an item has the very same text.")
    ] = False,
    rules: Rules = None,
    state: State = None,
    json: Json = False,
) -> None:
    """Show the incidents and notifications that a file of items would have made. Nothing is sent.

    The items are sorted and go through the whole pipeline at the times of their publication, into a store of its own
    that is gone afterwards. Exit code 1 when a line of the file is malformed.
    """
    settings = load_settings(rules=rules, state=state)
    book = read_book(settings.rules)
    taught = _taught(settings) if labels else {}
    found, faults = reports(items)
    numbers = count(1)
    with closing(open_store(None)) as store:
        desk = Desk(store, book, SystemClock(), NoProbe(), lambda: 0.0, lambda: f"replay-{next(numbers)}", True)
        desk.taught = taught
        run = Replay(desk)
        with progress() as bar:
            task = bar.add_task("replaying", total=len(found))
            for done in run.evaluate(found):
                bar.advance(task, done)
        for line in run.lines():
            if json:
                typer.echo(LINE.dump_json(line).decode())
            else:
                _show(line, Console())
    if faults:
        raise typer.Exit(1)


def _taught(settings: Settings) -> dict[str, tuple[Label, ...]]:
    with reading_store(settings) as store:
        return taught_in(store)


def _show(line: Line, console: Console) -> None:
    if line.incident is None:
        console.print(f"{len(line.notifications)} notifications belong to no incident", style="bold")
        return
    flags = "".join(f", {flag}" for flag in ("corroborated", "disputed") if getattr(line, flag))
    head = f"{line.incident}: {line.rule}, {line.state}{flags}, opened {line.opened_at:%Y-%m-%d %H:%M} UTC"
    console.print(Text(head, style="bold"), soft_wrap=True)
    console.print(Text(f"  accused: {line.party or 'unknown'}; newsrooms: {', '.join(line.outlets)}"), soft_wrap=True)
    console.print(Text(f"  items: {', '.join((*line.items, *line.also))}"), soft_wrap=True)
    for told in line.notifications:
        console.print(Text(f"  {told.at:%Y-%m-%d %H:%M} UTC to {told.receiver}: {told.reason}"), soft_wrap=True)
