"""`pactwatch match`: what the rules make of each item of a file, alone."""

from dataclasses import dataclass

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.text import Text

from monitor.app import read_book
from monitor.cli.items import Items, reports, tracked
from monitor.cli.options import Json, Rules, load_settings
from monitor.cli.showing import show_match
from monitor.model.ids import Lang
from monitor.model.item import Item
from monitor.model.match import Match
from monitor.pipeline.evaluate import reading
from monitor.pipeline.reports import item_of


@dataclass(frozen=True, slots=True)
class Line:
    """What `pactwatch match --json` prints of an item; `lang` is the language that it was judged in."""

    id: str
    lang: Lang
    matches: tuple[Match, ...]


LINE = TypeAdapter(Line)


def match(items: Items, rules: Rules = None, json: Json = False) -> None:
    """Judge each item of a file alone, in the file's order. Exit code 1 when a line of it is malformed."""
    book = read_book(load_settings(rules=rules).rules)
    feeds = {feed.id: feed for feed in book.rulebook.feeds}
    found, faults = reports(items)
    console = Console()
    for report in tracked(found, "judging"):
        item = item_of(report, feeds)
        line = Line(report.entry.entry_id or "", item.lang, book.engine.judge(reading(item)))
        if json:
            typer.echo(LINE.dump_json(line).decode())
        elif line.matches:
            _show(item, line, console)
    if faults:
        raise typer.Exit(1)


def _show(item: Item, line: Line, console: Console) -> None:
    console.print(Text(f"{line.id} ({line.lang}): ", style="bold") + Text(item.title), soft_wrap=True)
    for each in line.matches:
        show_match(each, console)
    console.print()
