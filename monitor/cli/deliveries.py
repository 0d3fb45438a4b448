"""`pactwatch deliveries`: what was sent, what waits, what was given up."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from monitor.cli.history import SHOWN, Format, deliveries_since, write_csv, write_jsonl
from monitor.cli.options import Json, State, load_settings, reading_store, writing_store
from monitor.edges.clock import SystemClock
from monitor.messages import render
from monitor.model.alert import Channel
from monitor.model.delivery import Attempt, Delivery, DeliveryState
from monitor.model.errors import NotFound
from monitor.model.ids import DeliveryId
from monitor.rulebook.moments import read_duration

app = typer.Typer(
    help="List or export deliveries, show one with all its tries, or send dead letters again.", no_args_is_help=True
)
DELIVERY = TypeAdapter(Delivery)
AT = "%Y-%m-%d %H:%M:%S UTC"


@app.command("list")
def list_deliveries(
    state: State = None,
    only: Annotated[DeliveryState | None, typer.Option("--only", help="Only those in this state.")] = None,
    limit: Annotated[int, typer.Option(help="How many to list, the newest first.")] = 50,
    json: Json = False,
) -> None:
    """List deliveries, the newest first."""
    with reading_store(load_settings(state=state)) as store:
        found = store.deliveries(state=only, limit=limit)
    if json:
        for delivery in found:
            typer.echo(DELIVERY.dump_json(delivery).decode())
        return
    if not found:
        typer.echo("No delivery yet." if only is None else f"No delivery is {only}.")
        return
    table = Table("id", "receiver", "about", "state", "tries", "why, or last outcome", "sent or due (UTC)")
    for delivery in found:
        table.add_row(*_row(delivery))
    Console().print(table)


@app.command("show")
def show_delivery(
    delivery: Annotated[int, typer.Argument(help="The delivery's id.")], state: State = None, json: Json = False
) -> None:
    """Show one delivery: where it stands, every try, and the letter as text."""
    with reading_store(load_settings(state=state)) as store:
        found, attempts = store.delivery(DeliveryId(delivery)), store.attempts(DeliveryId(delivery))
    if found is None:
        raise NotFound(f"there is no delivery {delivery}; see `pactwatch deliveries list`")
    if json:
        typer.echo(SHOWN.dump_json({"delivery": found, "attempts": attempts}).decode())
        return
    _print(Console(), found, attempts)


@app.command("retry")
def retry(
    delivery: Annotated[int | None, typer.Argument(help="The delivery's id.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Send every dead letter again.")] = False,
    state: State = None,
) -> None:
    """Send a dead letter again; the running daemon takes it up at once."""
    now = SystemClock().now()
    with writing_store(load_settings(state=state)) as store:
        if everything:
            queued = store.requeue_all(now)
        elif delivery is None:
            raise typer.BadParameter("name a delivery, or use --all")
        elif store.requeue(DeliveryId(delivery), now):
            queued = 1
        else:
            raise NotFound(f"delivery {delivery} is not a dead letter; see `pactwatch deliveries list --only dead`")
    typer.echo(f"{queued} queued again")


@app.command("export")
def export(
    since: Annotated[
        str | None,
        typer.Option("--since", help="Only what was decided so long ago at most: 12h, 30d.", show_default="all"),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="One object a line, or a table.")] = Format.JSONL,
    state: State = None,
) -> None:
    """Write every delivery with its tries to stdout, the oldest first, muted and folded ones too.

    JSONL has the whole notice. CSV has a row per try; a cell that begins with = + - @ gets an apostrophe before it, so
    that no spreadsheet takes it for a formula.
    """
    begin = _since(since)
    write = write_csv if form is Format.CSV else write_jsonl
    with reading_store(load_settings(state=state)) as store:
        write(deliveries_since(store, begin), sys.stdout)


def _since(text: str | None) -> datetime:
    try:
        return SystemClock().now() - read_duration(text) if text else datetime.min.replace(tzinfo=UTC)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--since") from None


def _row(delivery: Delivery) -> tuple[str, ...]:
    at: datetime = delivery.sent_at or delivery.due_at
    return (
        str(delivery.id),
        escape(delivery.receiver),
        escape(delivery.dedup_key),
        _standing(delivery),
        str(delivery.attempts),
        escape(delivery.detail),
        f"{at:%Y-%m-%d %H:%M:%S}",
    )


def _standing(delivery: Delivery) -> str:
    if delivery.cause is not None and delivery.state in (DeliveryState.HELD, DeliveryState.MUTED, DeliveryState.FOLDED):
        return f"{delivery.state} ({delivery.cause})"
    if not delivery.maybe_repeat:
        return delivery.state
    return f"{delivery.state} ({'maybe twice' if delivery.state is DeliveryState.SENT else 'may have arrived'})"


def _print(console: Console, delivery: Delivery, attempts: tuple[Attempt, ...]) -> None:
    console.print(f"[bold]delivery {delivery.id}[/] to {escape(delivery.receiver)}: {_standing(delivery)}")
    console.print(f"  about: {escape(delivery.dedup_key)} ({delivery.reason})", soft_wrap=True)
    console.print(f"  decided at {delivery.created_at:{AT}}")
    if delivery.state in (DeliveryState.PENDING, DeliveryState.HELD):
        console.print(f"  due at {delivery.due_at:{AT}}")
    if delivery.detail:
        said = "why" if delivery.cause and not delivery.attempts else "last outcome"
        console.print(f"  {said}: {escape(delivery.detail)}", soft_wrap=True)
    for attempt in attempts:
        ended = f"{attempt.ended_at:{AT}}" if attempt.ended_at else "never"
        said = f": {escape(attempt.detail)}" if attempt.detail else ""
        console.print(f"  try {attempt.number} at {attempt.started_at:{AT}}, ended {ended}, {attempt.outcome}{said}")
    letter = render(delivery.notice, Channel.CONSOLE)
    console.print(f"\n[bold]{escape(letter.subject)}[/]\n{escape(letter.text)}", soft_wrap=True, highlight=False)
