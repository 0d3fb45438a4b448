"""`pactwatch deliveries`: what was sent, what waits, what was given up."""

from datetime import datetime
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from monitor.cli.options import Json, State, load_settings, reading_store, writing_store
from monitor.edges.clock import SystemClock
from monitor.model.delivery import Delivery, DeliveryState
from monitor.model.errors import NotFound
from monitor.model.ids import DeliveryId

app = typer.Typer(help="List deliveries, or send dead letters again.", no_args_is_help=True)
DELIVERY = TypeAdapter(Delivery)


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
    table = Table("id", "receiver", "about", "state", "tries", "last outcome", "sent or due (UTC)")
    for delivery in found:
        table.add_row(*_row(delivery))
    Console().print(table)


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
            wanted = [row.id for row in store.deliveries(state=DeliveryState.DEAD, limit=100_000)]
        elif delivery is not None:
            wanted = [DeliveryId(delivery)]
        else:
            raise typer.BadParameter("name a delivery, or use --all")
        with store.transaction():
            queued = [row for row in wanted if store.requeue(row, now)]
    if not everything and not queued:
        raise NotFound(f"delivery {delivery} is not a dead letter; see `pactwatch deliveries list --only dead`")
    typer.echo(f"{len(queued)} queued again")


def _row(delivery: Delivery) -> tuple[str, ...]:
    at: datetime = delivery.sent_at or delivery.due_at
    return (
        str(delivery.id),
        escape(delivery.receiver),
        escape(delivery.dedup_key),
        delivery.state + (" (maybe twice)" if delivery.maybe_repeat else ""),
        str(delivery.attempts),
        escape(delivery.detail),
        f"{at:%Y-%m-%d %H:%M:%S}",
    )
