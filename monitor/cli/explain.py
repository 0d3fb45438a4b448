"""`pactwatch explain`: why an item matched, and why not."""

from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from monitor.app import read_book
from monitor.cli.options import Json, Rules, State, load_settings, reading_store
from monitor.cli.showing import show_half, show_match, show_remedies
from monitor.edges.clock import SystemClock
from monitor.edges.itemfiles import Moment, moment
from monitor.model.ids import UNDETERMINED, ItemId, Lang
from monitor.model.item import Certainty, StoredItem
from monitor.model.match import Match, Reading
from monitor.pipeline import whynot
from monitor.pipeline.desk import Book
from monitor.pipeline.evaluate import reading
from monitor.pipeline.labels import known, verdict
from monitor.ports import Store
from monitor.text.normal import plain

MATCH = TypeAdapter(Match)
LINE: TypeAdapter[dict[str, object]] = TypeAdapter(dict[str, object])
FOUND = TypeAdapter(whynot.Found)
MOST = 5
"""How many rules that find a part of an event are shown to people; programs get all."""


def explain(
    item: Annotated[int | None, typer.Argument(help="An item's id, as alerts and `incidents show` name it.")] = None,
    text: Annotated[
        str | None, typer.Option("--text", help="Judge this headline by the rules as they are now.")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", "--at", help="The day or the time of its publication; now, if not given."),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="The text's language.")] = "en",
    rules: Rules = None,
    state: State = None,
    json: Json = False,
) -> None:
    """Say what each rule made of an item or of a text, gate by gate, and what would have made it fire.

    As in `pactwatch explain 17`, or `pactwatch explain --text "Drones hit a substation" --on 2025-04-02`. Where no rule
    finds an event, the parts of events that stand there are shown, and what was missing beside them. Exit code 1 when
    there is no such item.
    """
    settings = load_settings(rules=rules, state=state)
    console = Console()
    if text is not None:
        book, read = read_book(settings.rules), _reading(text, on, lang)
        _print(console, book, read, book.engine.judge(read), json=json)
        return
    if item is None:
        raise typer.BadParameter("name an item's id, or give a text with --text")
    with reading_store(settings) as store:
        stored = known(store, ItemId(item))
        if not json:
            _print_item(console, store, stored)
        _print(console, read_book(settings.rules), reading(stored.item), verdict(store, stored.id), json=json)


def _reading(text: str, on: str | None, lang: str) -> Reading:
    now = SystemClock().now()
    published = _moment(on) if on else Moment(now, day_only=False)
    return Reading(
        title=plain(text),
        lang=Lang(lang),
        published_at=published.at,
        certainty=Certainty.DAY if published.day_only else Certainty.EXACT,
        first_seen_at=now,
    )


def _moment(text: str) -> Moment:
    try:
        return moment(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is neither a day (2025-03-18) nor a time (2025-03-18T19:30+02:00)"
        ) from None


def _print(console: Console, book: Book, read: Reading, matches: tuple[Match, ...], *, json: bool) -> None:
    judged = tuple(whynot.judged(book, read, matches))
    found = tuple(whynot.halves(book, read, matches)) if not matches else ()
    if json:
        for each in judged:
            line = MATCH.dump_python(each.match, mode="json") | {"would_fire_if": each.would_fire_if}
            typer.echo(LINE.dump_json(line).decode())
        for part in found:
            typer.echo(FOUND.dump_json(part).decode())
        return
    for each in judged:
        show_match(each.match, console)
        if each.windows:
            console.print(Text(f"  the promise holds, by {'; '.join(each.windows)}", style="dim"), soft_wrap=True)
        show_remedies(each.would_fire_if, console)
    if not judged:
        _print_parts(console, book, read, found)


def _print_parts(console: Console, book: Book, read: Reading, found: tuple[whynot.Found, ...]) -> None:
    """Tell of a text without an event what of one stands there, and what it is most like."""
    console.print("No rule finds an event in it: no action with its target, and no outcome with its cause.")
    languages = book.rulebook.languages
    if read.lang not in languages and read.lang != UNDETERMINED:
        console.print(
            f'pactwatch knows no language "{read.lang}", only {", ".join(languages)}; see --lang.', markup=False
        )
    for part in found[:MOST]:
        show_half(part.half, console)
        show_remedies(part.would_fire_if, console)
    if len(found) > MOST:
        console.print(f"{len(found) - MOST} more rules find as little in it; --json names them all.")
    if not found:
        console.print("No word of any rule stands in it.")
    if nearest := whynot.nearest(book, read):
        like = f'The example that it is most like ({nearest.likeness:.2f}): "{nearest.text}", of {nearest.rule}'
        console.print(Text(like), soft_wrap=True)


def _print_item(console: Console, store: Store, stored: StoredItem) -> None:
    item = stored.item
    published = f"{item.published_at:%Y-%m-%d %H:%M} UTC" if item.published_at else "no date"
    console.print(f"[bold]{escape(item.title)}[/]")
    console.print(f"  {escape(item.publisher)}, {published} ({item.certainty}), version {stored.version}")
    console.print(f"  {escape(item.url or 'no address')}")
    if stored.copy_of is not None:
        console.print(f"  its text is a copy of item {stored.copy_of}: both count as one origin")
    if stored.error:
        console.print(f"  [red]judging it raised:[/] {escape(stored.error)}")
    for incident in store.incidents_of_item(stored.id):
        told = ", ".join(incident.told.reasons) or "not told"
        console.print(f"  incident {incident.id} ({incident.state}): {told}")
        for row in store.deliveries_of(incident.id):
            kept = f", {row.cause}: {escape(row.detail)}" if row.cause else ""
            console.print(f"    {row.reason} to {escape(row.receiver)}: {row.state}{kept}", soft_wrap=True)
