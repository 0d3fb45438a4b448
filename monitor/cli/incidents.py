"""`pactwatch incidents`: what the daemon has found."""

from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from monitor.cli.options import Json, State, load_settings, reading_store
from monitor.cli.showing import show_match
from monitor.incidents.origins import origins, outlets
from monitor.model.errors import NotFound
from monitor.model.ids import IncidentId
from monitor.model.incident import Attribution, Incident
from monitor.ports import Store

app = typer.Typer(help="List incidents, or show one with all that is known of it.", no_args_is_help=True)
INCIDENT = TypeAdapter(Incident)


@app.command("list")
def list_incidents(
    state: State = None,
    limit: Annotated[int, typer.Option(help="How many to list, the last changed first.")] = 50,
    json: Json = False,
) -> None:
    """List incidents, the last changed first."""
    with reading_store(load_settings(state=state)) as store:
        found = store.incidents(limit=limit)
    if json:
        for incident in found:
            typer.echo(INCIDENT.dump_json(incident).decode())
        return
    if not found:
        typer.echo("No incident yet.")
        return
    table = Table(Column("incident", no_wrap=True), "day", "commitment", "kind", "state", "places", "origins", "told")
    for incident in found:
        table.add_row(*_row(incident))
    Console().print(table)


@app.command("show")
def show_incident(
    incident: Annotated[str, typer.Argument(help="An incident's id, as `incidents list` and alerts name it.")],
    state: State = None,
    json: Json = False,
) -> None:
    """Show one incident: who reports it, who is accused by whom, the words that matched."""
    with reading_store(load_settings(state=state)) as store:
        found = store.incident(IncidentId(incident))
        if found is None:
            raise NotFound(f"there is no incident {incident!r}; see `pactwatch incidents list`")
        if json:
            typer.echo(INCIDENT.dump_json(found).decode())
            return
        _print(Console(), store, found)


def _row(incident: Incident) -> tuple[str, ...]:
    return (
        incident.id,
        incident.day.isoformat(),
        escape(incident.commitment),
        incident.kind,
        "corroborated" if incident.corroborated else incident.state,
        escape(", ".join(incident.places)),
        str(incident.sources.origins),
        ", ".join(incident.told.reasons) or "not told",
    )


def _print(console: Console, store: Store, incident: Incident) -> None:
    members = store.members(incident.id)
    console.print(f"[bold]{incident.id}[/] {incident.kind} of {escape(incident.commitment)} on {incident.day}")
    console.print(f"  state: {incident.state}{', corroborated' if incident.corroborated else ''}")
    console.print(f"  windows: {escape(', '.join(incident.windows))}{' (boundary day)' if incident.boundary else ''}")
    console.print(f"  places: {escape(', '.join(incident.places)) or 'not said'}")
    for attribution in incident.attributions:
        console.print(f"  {escape(attribution_words(attribution))}")
    console.print(f"  origins ({len(origins(members))}): {escape(', '.join(origins(members)))}")
    console.print(f"  outlets ({len(outlets(members))}): {escape(', '.join(outlets(members)))}")
    console.print(f"  told: {', '.join(incident.told.reasons) or 'not yet'}")
    for member in members:
        stored = store.item(member.item)
        if stored is None:
            continue
        console.print(f"\n[bold]item {stored.id}[/] {escape(stored.item.publisher)}: {escape(stored.item.url or '')}")
        for match in store.verdict(stored.id):
            if match.fires and match.rule == incident.rule:
                show_match(match, console)


def attribution_words(attribution: Attribution) -> str:
    """Say who is accused by whom."""
    by = f" by {attribution.speaker}" if attribution.speaker else ""
    return f"accused: {attribution.accused or 'not said'}{by} ({attribution.stance})"
