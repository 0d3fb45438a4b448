"""`pactwatch incidents`: what the daemon has found."""

from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from monitor.cli import byhand
from monitor.cli.options import Json, State, load_settings, reading_store
from monitor.cli.showing import show_match
from monitor.incidents.origins import founders, heard_words, origins, outlets
from monitor.model.errors import NotFound
from monitor.model.ids import IncidentId
from monitor.model.incident import Attribution, Episode, Incident, Member
from monitor.pipeline.labels import verdict
from monitor.ports import Store

app = typer.Typer(
    help="List incidents, show one with all that is known of it, or decide of it by hand.", no_args_is_help=True
)
INCIDENT = TypeAdapter(Incident)
SHOWN = TypeAdapter(dict[str, Incident | tuple[Member, ...] | tuple[Episode, ...]])
AT = "%Y-%m-%d %H:%M UTC"


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
    table = Table(Column("incident", no_wrap=True), "day", "commitment", "kind", "state", "places", "sources", "told")
    for incident in found:
        table.add_row(*_row(incident))
    Console().print(table)


@app.command("show")
def show_incident(
    incident: Annotated[str, typer.Argument(help="An incident's id, as `incidents list` and alerts name it.")],
    state: State = None,
    json: Json = False,
) -> None:
    """Show one incident: who reports it, who is accused by whom, what became of it, the words that matched."""
    with reading_store(load_settings(state=state)) as store:
        found = store.incident(IncidentId(incident))
        if found is None:
            raise NotFound(f"there is no incident {incident!r}; see `pactwatch incidents list`")
        members, episodes = store.members(found.id), store.episodes(found.id)
        if json:
            whole: dict[str, Incident | tuple[Member, ...] | tuple[Episode, ...]] = {
                "incident": found,
                "members": members,
                "history": episodes,
            }
            typer.echo(SHOWN.dump_json(whole).decode())
            return
        console = Console()
        _print(console, found, members)
        _print_history(console, episodes)
        _print_items(console, store, found, members)


for _command in (byhand.ack, byhand.note, byhand.close, byhand.reopen, byhand.merge, byhand.split):
    app.command()(_command)


def _row(incident: Incident) -> tuple[str, ...]:
    sources = incident.sources
    return (
        incident.id,
        incident.day.isoformat(),
        escape(incident.commitment),
        incident.kind,
        _standing(incident),
        escape(", ".join(incident.places)),
        f"{sources.origins} of {sources.outlets}",
        ", ".join(incident.told.reasons) or "not told",
    )


def _standing(incident: Incident) -> str:
    by_hand = incident.by_hand
    if by_hand.merged_into is not None:
        return f"merged into {by_hand.merged_into}"
    flags = (
        (incident.corroborated, "corroborated"),
        (incident.disputed, "disputed"),
        (by_hand.acked_at is not None, "acknowledged"),
    )
    return ", ".join([incident.state, *(flag for holds, flag in flags if holds)])


def _print(console: Console, incident: Incident, members: tuple[Member, ...]) -> None:
    console.print(f"[bold]{incident.id}[/] {incident.kind} of {escape(incident.commitment)} on {incident.day}")
    console.print(f"  state: {_standing(incident)}")
    if incident.by_hand.acked_at is not None:
        console.print(f"  looked after by {escape(incident.by_hand.acked_by)} since {incident.by_hand.acked_at:{AT}}")
    console.print(f"  windows: {escape(', '.join(incident.windows))}{' (boundary day)' if incident.boundary else ''}")
    console.print(f"  places: {escape(', '.join(incident.places)) or 'not said'}")
    for attribution in incident.attributions:
        console.print(f"  {escape(attribution_words(attribution))}")
    console.print(f"  origins ({len(origins(members))}): {escape(', '.join(origins(members)))}")
    unlisted = [member.publisher for member in founders(members) if not member.listed]
    if unlisted:
        console.print(f"  named by no feed, so they confirm nothing: {escape(', '.join(unlisted))}")
    console.print(f"  outlets ({len(outlets(members))}): {escape(', '.join(outlets(members)))}")
    console.print(f"  sides: {escape(heard_words(incident.sources)) or 'not known'}")
    console.print(f"  told: {', '.join(incident.told.reasons) or 'not yet'}")


def _print_history(console: Console, episodes: tuple[Episode, ...]) -> None:
    for each in episodes:
        cause = f" (item {each.item})" if each.item is not None else f" (by {each.by})" if each.by else ""
        console.print(escape(f"  {each.at:{AT}} {each.turn}: {each.why}{cause}"), soft_wrap=True)


def _print_items(console: Console, store: Store, incident: Incident, members: tuple[Member, ...]) -> None:
    for member in members:
        stored = store.item(member.item)
        if stored is None:
            continue
        console.print(f"\n[bold]item {stored.id}[/] {escape(stored.item.publisher)}: {escape(stored.item.url or '')}")
        if member.why:
            console.print(f"  here for: {escape(member.why)}", soft_wrap=True)
        for match in verdict(store, stored.id):
            if match.fires and match.rule == incident.rule:
                show_match(match, console)


def attribution_words(attribution: Attribution) -> str:
    """Say who is accused by whom."""
    by = f" by {attribution.speaker}" if attribution.speaker else ""
    return f"accused: {attribution.accused or 'not said'}{by} ({attribution.stance})"
