"""`pactwatch explain`: why an item matched, and why not."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.markup import escape

from monitor.cli.options import Json, Rules, State, load_settings, reading_store
from monitor.cli.showing import show_match
from monitor.edges.clock import SystemClock
from monitor.edges.itemfiles import Moment, moment
from monitor.edges.rulefiles import load
from monitor.matching import compile_engine
from monitor.model.errors import NotFound
from monitor.model.ids import ItemId, Lang
from monitor.model.item import Certainty, StoredItem
from monitor.model.match import Match, Reading
from monitor.pipeline.labels import verdict
from monitor.ports import Store
from monitor.text.normal import plain

MATCH = TypeAdapter(Match)


def explain(
    item: Annotated[int | None, typer.Argument(help="An item's id, as alerts and `incidents show` name it.")] = None,
    text: Annotated[
        str | None, typer.Option("--text", help="Judge this headline by the rules as they are now.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", help="When the text was published, a day or a time; now, if not given.")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="The text's language.")] = "en",
    rules: Rules = None,
    state: State = None,
    json: Json = False,
) -> None:
    """Say what each rule made of an item, gate by gate, with the words that decided."""
    settings = load_settings(rules=rules, state=state)
    console = Console()
    if text is not None:
        _print(console, _judge(settings.rules, text, at, lang), json=json)
        return
    if item is None:
        raise typer.BadParameter("name an item's id, or give a text with --text")
    with reading_store(settings) as store:
        stored = store.item(ItemId(item))
        if stored is None:
            raise NotFound(f"there is no item {item}; alerts and `pactwatch incidents show` name the ids of items")
        if not json:
            _print_item(console, store, stored)
        _print(console, verdict(store, stored.id), json=json)


def _judge(rules: Path, text: str, at: str | None, lang: str) -> tuple[Match, ...]:
    now = SystemClock().now()
    published = _moment(at) if at else Moment(now, day_only=False)
    reading = Reading(
        title=plain(text),
        lang=Lang(lang),
        published_at=published.at,
        certainty=Certainty.DAY if published.day_only else Certainty.EXACT,
        first_seen_at=now,
    )
    return compile_engine(load(rules)).judge(reading)


def _moment(text: str) -> Moment:
    try:
        return moment(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is neither a day (2025-03-18) nor a time (2025-03-18T19:30+02:00)"
        ) from None


def _print(console: Console, matches: tuple[Match, ...], *, json: bool) -> None:
    if json:
        for match in matches:
            typer.echo(MATCH.dump_json(match).decode())
        return
    if not matches:
        console.print("No rule finds an event in it: no action with its target, and no outcome with its cause.")
    for match in matches:
        show_match(match, console)


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
