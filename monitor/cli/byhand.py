"""`pactwatch incidents ack|merge|split|close|reopen|note`: what people decide, beside a running daemon."""

import getpass
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from monitor.app import read_book
from monitor.cli.options import Rules, State, load_settings, writing_store
from monitor.edges.clock import SystemClock
from monitor.model.ids import IncidentId, ItemId
from monitor.pipeline.desk import Desk, NoProbe
from monitor.pipeline.handwork import Handwork

Name = Annotated[str, typer.Argument(help="An incident's id, as `incidents list` and alerts name it.")]
By = Annotated[str | None, typer.Option("--by", help="Who decides; you, unless somebody else is named.")]
Why = Annotated[str, typer.Option("--why", help="The reason, for the history.")]
Words = Annotated[list[str], typer.Argument(help="The words of the note.")]
Items = Annotated[list[int], typer.Argument(help="The items to take out, as `incidents show` numbers them.")]


def ack(incident: Name, by: By = None, rules: Rules = None, state: State = None) -> None:
    """Say that somebody looks after an incident: no reminder of it is sent."""
    with _hand(by, rules, state) as hand:
        hand.acknowledge(IncidentId(incident))
    typer.echo(f"{incident} is acknowledged")


def note(incident: Name, words: Words, by: By = None, rules: Rules = None, state: State = None) -> None:
    """Add a note to an incident's history."""
    with _hand(by, rules, state) as hand:
        hand.note(IncidentId(incident), " ".join(words))
    typer.echo(f"noted on {incident}")


def close(incident: Name, why: Why = "", by: By = None, rules: Rules = None, state: State = None) -> None:
    """Close an incident: nothing of it is told until it is reopened. Who reports it is still written down."""
    with _hand(by, rules, state) as hand:
        hand.close(IncidentId(incident), why or "closed by hand")
    typer.echo(f"{incident} is closed")


def reopen(incident: Name, why: Why = "", by: By = None, rules: Rules = None, state: State = None) -> None:
    """Open an incident again that was closed, retracted or merged."""
    with _hand(by, rules, state) as hand:
        hand.reopen(IncidentId(incident), why or "reopened by hand")
    typer.echo(f"{incident} is open")


def merge(
    incident: Name,
    other: Annotated[str, typer.Argument(help="The incident that is the same event; it is closed.")],
    by: By = None,
    rules: Rules = None,
    state: State = None,
) -> None:
    """Make two incidents one: what would join the other from now on joins this one."""
    with _hand(by, rules, state) as hand:
        hand.merge(IncidentId(incident), IncidentId(other))
    typer.echo(f"{incident} tells {other} too")


def split(incident: Name, items: Items, by: By = None, rules: Rules = None, state: State = None) -> None:
    """Make some items of an incident one of their own; they do not come back."""
    with _hand(by, rules, state) as hand:
        new = hand.split(IncidentId(incident), [ItemId(item) for item in items])
    typer.echo(f"{len(items)} of {incident} are {new} now")


@contextmanager
def _hand(by: str | None, rules: Rules, state: State) -> Iterator[Handwork]:
    settings = load_settings(rules=rules, state=state)
    book = read_book(settings.rules)
    with writing_store(settings) as store:
        desk = Desk(store, book, SystemClock(), NoProbe(), lambda: 0.0, lambda: secrets.token_hex(5))
        yield Handwork(desk, by or getpass.getuser())
