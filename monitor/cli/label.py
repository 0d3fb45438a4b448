"""`pactwatch label`: what an analyst says of an item, which stands above the engine's verdict."""

import getpass
import secrets
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from monitor.app import read_book
from monitor.cli.options import Json, Rules, State, load_settings, reading_store, writing_store
from monitor.edges.clock import SystemClock
from monitor.model.ids import ItemId, RuleId
from monitor.model.incident import Incident
from monitor.model.label import Label
from monitor.model.rule import Expectation
from monitor.pipeline import labels
from monitor.pipeline.desk import Desk, NoProbe
from monitor.ports import Store
from monitor.settings import Settings

LABEL = TypeAdapter(Label)


def label(
    item: Annotated[int | None, typer.Argument(help="An item's id, as alerts and `incidents show` name it.")] = None,
    verdict: Annotated[
        Expectation | None,
        typer.Argument(help="It tells of an event, of none, or of a denial.", show_default=False),
    ] = None,
    rule: Annotated[
        str | None,
        typer.Option("--rule", help="The rule that is meant; else the nearest one, and all of them for ignore."),
    ] = None,
    note: Annotated[str, typer.Option("--note", help="Why, for those who read it later.")] = "",
    author: Annotated[str | None, typer.Option("--author", help="Who says so; who is logged in, if not given.")] = None,
    take_back: Annotated[bool, typer.Option("--take-back", help="Remove the item's label.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List all labels.")] = False,
    rules: Rules = None,
    state: State = None,
    json: Json = False,
) -> None:
    """Say what an item is, as in `pactwatch label 17 ignore --note "about football"`. You have the last word.

    An item labelled ignore leaves its incident, one labelled fire joins or opens one, and one labelled denied disputes
    one. A label outlives changes of the text and of the rules; a running daemon heeds it at once. Exit code 1 when the
    item, the rule or the label does not exist.
    """
    settings = load_settings(rules=rules, state=state)
    wanted = RuleId(rule) if rule else None
    if list_:
        _list(settings, ItemId(item) if item is not None else None, json=json)
    elif item is None or (verdict is None) is not take_back:
        raise typer.BadParameter("name an item and what it is, as in `label 17 ignore`; or use --take-back, or --list")
    elif verdict is None:
        with writing_store(settings) as store:
            incidents = labels.take_back(_desk(settings, store), ItemId(item), wanted)
        typer.echo(f"item {item}: the label is taken back; {_where(incidents)}")
    else:
        saying = labels.Saying(verdict=verdict, rule=wanted, author=author or _user(), note=note)
        with writing_store(settings) as store:
            done = labels.put(_desk(settings, store), ItemId(item), saying)
        typer.echo(_told(done, json=json))


def _desk(settings: Settings, store: Store) -> Desk:
    """Return a desk beside the daemon's; what is to be told goes into the outbox, which the daemon sends."""
    book = read_book(settings.rules)
    return Desk(store, book, SystemClock(), NoProbe(), lambda: 0.0, lambda: secrets.token_hex(5))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run under a number that has no name
        return "somebody"


def _told(done: labels.Labelled, *, json: bool) -> str:
    if json:
        return LABEL.dump_json(done.label).decode()
    which = f" for {done.label.rule}" if done.label.rule else " for every rule"
    return f"item {done.label.item}: {done.label.verdict}{which}, says {done.label.author}; {_where(done.incidents)}"


def _where(incidents: tuple[Incident, ...]) -> str:
    """Say where the item stands now. A retracted incident keeps its last items."""
    named = ", ".join(f"{incident.id} ({incident.state})" for incident in incidents)
    return f"its incidents: {named}" if named else "it belongs to no incident"


def _list(settings: Settings, item: ItemId | None, *, json: bool) -> None:
    with reading_store(settings) as store:
        found = [(label, store.item(label.item)) for label in store.labels(item)]
    if json:
        for each, _ in found:
            typer.echo(LABEL.dump_json(each).decode())
        return
    if not found:
        typer.echo("No label yet; `pactwatch label ITEM ignore` writes one.")
        return
    table = Table("item", "label", "rule", "by", "at (UTC)", "note", "title")
    for each, stored in found:
        title = stored.item.title if stored else ""
        facts = (str(each.item), each.verdict.value, each.rule or "all", each.author, f"{each.at:%Y-%m-%d %H:%M}")
        table.add_row(*(Text(fact) for fact in (*facts, each.note, title)))
    Console().print(table)
