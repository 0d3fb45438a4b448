"""`pactwatch diff`: which alerts a changed rulebook would add or drop."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.text import Text

from monitor.app import read_book
from monitor.cli.check import counted
from monitor.cli.options import Json, State, load_settings
from monitor.cli.samples import ItemsIfAny, Since, samples
from monitor.cli.showing import show_match
from monitor.model.errors import PactwatchError
from monitor.pipeline.comparison import Difference, differences

DIFFERENCE = TypeAdapter(Difference)
ADDED, DROPPED = ("+", "bold green"), ("-", "bold red")


def diff(
    rules: Annotated[Path, typer.Option("--rules", help="The folder with the changed rulebook.")],
    against: Annotated[
        Path | None,
        typer.Option("--against", help="The folder with the former one; the rulebook in force, if not given."),
    ] = None,
    since: Since = "30d",
    items: ItemsIfAny = None,
    state: State = None,
    json: Json = False,
) -> None:
    """Show item by item which alerts a changed rulebook would add or drop, as in `pactwatch diff --rules new-rules`.

    Exit code 0: it would change nothing; 1: it would add or drop alerts; 2: a rulebook or the items cannot be read. So
    it can stand in a merge check.
    """
    try:
        settings = load_settings(state=state)
        old, new = read_book(against or settings.rules), read_book(rules)
        with samples(settings, items, since, new.rulebook) as found:
            counts = Counter(_show(each, json=json) for each in differences(old, new, found.items))
            faults = found.faults
    except PactwatchError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    if not json:
        typer.echo(f"{counted(counts['added'], 'alert')} added, {counts['dropped']:,} dropped")
    if faults:
        raise typer.Exit(2)
    if counts:
        raise typer.Exit(1)


def _show(each: Difference, *, json: bool) -> str:
    if json:
        typer.echo(DIFFERENCE.dump_json(each).decode())
    else:
        show_difference(each, Console())
    return each.change


def show_difference(each: Difference, console: Console) -> None:
    """Print what changes on an item, and what the new rulebook makes of it."""
    sign, style = ADDED if each.change == "added" else DROPPED
    console.print(Text(f"{sign} ", style=style) + Text(f"{each.item}: {each.title}", style="bold"), soft_wrap=True)
    if each.match is None:
        console.print(Text(f"  {each.rule} finds no event in it"), soft_wrap=True)
    else:
        show_match(each.match, console)
