"""`pactwatch silences`: who silenced what, until when and why."""

from datetime import datetime, timedelta
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from monitor.cli.matching import matchers
from monitor.cli.options import Json, Rules, State, load_settings, reading_store, writing_store
from monitor.edges.clock import SystemClock
from monitor.edges.itemfiles import moment
from monitor.edges.rulefiles import load
from monitor.model.errors import NotFound
from monitor.model.labels import EVERYTHING
from monitor.model.mute import Silence, SilenceId
from monitor.rulebook.moments import read_duration

app = typer.Typer(help="Silence notices for a while, list the silences in force, or end one.", no_args_is_help=True)
SILENCE = TypeAdapter(Silence)
AT = "%Y-%m-%d %H:%M UTC"
LONGEST = timedelta(days=90)
"""A silence that nobody needs for longer is a route or a mute window."""


@app.command("add")
def add_silence(
    author: Annotated[str, typer.Option("--author", help="Who silences it.")],
    comment: Annotated[str, typer.Option("--comment", help="Why, for those who wonder that it is quiet.")],
    lasting: Annotated[str | None, typer.Option("--for", help="For how long: 30m, 2h or 3d.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Until when: 2025-04-03T08:00+03:00.")] = None,
    commitment: Annotated[list[str] | None, typer.Option(help="Id of a commitment.")] = None,
    rule: Annotated[list[str] | None, typer.Option(help="Id of a rule.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Kind of event.")] = None,
    severity: Annotated[list[str] | None, typer.Option(help="Severity.")] = None,
    party: Annotated[list[str] | None, typer.Option(help="Id of a party that is accused.")] = None,
    place: Annotated[list[str] | None, typer.Option(help="Name of a place.")] = None,
    standing: Annotated[list[str] | None, typer.Option("--incident-state", help="How the incident stands.")] = None,
    reason: Annotated[list[str] | None, typer.Option(help="Why it is told.")] = None,
    everything: Annotated[bool, typer.Option("--everything", help="Silence all that is told.")] = False,
    rules: Rules = None,
    state: State = None,
) -> None:
    """Silence what matches every option that is given; of one that is given twice either value will do.

    The running daemon heeds it at once. What is silenced is not told later; `deliveries list --only muted` shows it.
    What ails the daemon itself is told to its operators all the same.
    """
    settings, now = load_settings(rules=rules, state=state), SystemClock().now()
    asked = {
        "commitment": commitment,
        "rule": rule,
        "kind": kind,
        "severity": severity,
        "party": party,
        "place": place,
        "state": standing,
        "reason": reason,
    }
    match = matchers(asked, load(settings.rules))
    if (match == EVERYTHING) is not everything:
        raise typer.BadParameter("say what is silenced, with --commitment, --severity and the like, or --everything")
    silence = Silence(
        id=SilenceId(0),
        match=match,
        author=_said("--author", author),
        comment=_said("--comment", comment),
        created_at=now,
        expires_at=_expiry(lasting, until, now),
    )
    with writing_store(settings) as store:
        number = store.add_silence(silence)
    typer.echo(f"silence {number}: {match.words()}, until {silence.expires_at:{AT}}")


@app.command("list")
def list_silences(
    state: State = None,
    json: Json = False,
) -> None:
    """List the silences in force."""
    with reading_store(load_settings(state=state)) as store:
        found = store.silences(SystemClock().now())
    if json:
        for silence in found:
            typer.echo(SILENCE.dump_json(silence).decode())
        return
    if not found:
        typer.echo("Nothing is silenced.")
        return
    table = Table("id", "silences", "until", "author", "comment")
    for silence in found:
        table.add_row(
            str(silence.id),
            escape(silence.match.words()),
            f"{silence.expires_at:{AT}}",
            escape(silence.author),
            escape(silence.comment),
        )
    Console().print(table)


@app.command("expire")
def expire_silence(silence: Annotated[int, typer.Argument(help="The silence's id.")], state: State = None) -> None:
    """End a silence now."""
    with writing_store(load_settings(state=state)) as store:
        if not store.expire_silence(SilenceId(silence), SystemClock().now()):
            raise NotFound(f"there is no silence {silence} in force; see `pactwatch silences list`")
    typer.echo(f"silence {silence} has ended")


def _said(option: str, text: str) -> str:
    """Return a text on one line; an empty one tells the others nothing."""
    if said := " ".join(text.split()):
        return said
    raise typer.BadParameter(f"{option} says nothing; tell the others who silenced it and why")


def _expiry(lasting: str | None, until: str | None, now: datetime) -> datetime:
    if (lasting is None) is (until is None):
        raise typer.BadParameter("say when it ends: either --for 2h, or --until 2025-04-03T08:00+03:00")
    try:
        at = now + read_duration(lasting) if lasting else moment(until or "").at
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if not now < at <= now + LONGEST:
        raise typer.BadParameter(f"it would end at {at:{AT}}; give a time from now to {LONGEST.days} days ahead")
    return at
