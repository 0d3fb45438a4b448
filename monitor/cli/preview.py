"""`pactwatch preview`: the letter that a receiver would get of an incident as it stands."""

from json import loads
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter

from monitor.alerts.routing import labels_of, receivers
from monitor.app import read_book
from monitor.cli.options import Json, Rules, State, load_settings, reading_store
from monitor.cli.receivers import receiver_named
from monitor.edges.clock import SystemClock
from monitor.messages import render
from monitor.model.alert import Channel, Receiver
from monitor.model.errors import NotFound
from monitor.model.ids import IncidentId
from monitor.model.notice import IncidentNotice, Letter
from monitor.pipeline.desk import Book, Desk, NoProbe
from monitor.pipeline.preview import preview as preview_of
from monitor.settings import Settings

LETTER = TypeAdapter(dict[str, Any])


def preview(
    incident: Annotated[str, typer.Argument(help="An incident's id, as `incidents list` and alerts name it.")],
    receiver: Annotated[str, typer.Option("--receiver", help="The name of a receiver in alerts.yaml.")],
    html: Annotated[bool, typer.Option("--html", help="Print the HTML of the mail, for a browser.")] = False,
    rules: Rules = None,
    state: State = None,
    json: Json = False,
) -> None:
    """Print what a receiver would be sent of an incident as it stands now. Nothing is stored or sent.

    Works beside a running daemon. With --json: subject, text, html (mail) and blocks (Slack), as they would be sent.
    """
    settings = load_settings(rules=rules, state=state)
    book = read_book(settings.rules)
    to = receiver_named(book.rulebook.alerts, receiver)
    if html and to.channel is not Channel.EMAIL:
        raise typer.BadParameter(f"{to.id} gets no mail; only a mail has HTML", param_hint="--html")
    notice = _notice(settings, book, IncidentId(incident))
    if to.id not in receivers(book.rulebook.alerts.route, labels_of(notice)):
        typer.echo(f"no route leads to {to.id} with this; see `pactwatch routes test`", err=True)
    letter = render(notice, to.channel)
    if json:
        typer.echo(_json(letter))
    elif html:
        typer.echo(letter.html)
    else:
        typer.echo(f"{letter.subject}\n\n{_text(notice, to, letter)}")


def _notice(settings: Settings, book: Book, incident: IncidentId) -> IncidentNotice:
    with reading_store(settings) as store:
        found = store.incident(incident)
        if found is None:
            raise NotFound(f"there is no incident {incident!r}; see `pactwatch incidents list`")
        desk = Desk(store, book, SystemClock(), NoProbe(), lambda: 0.0, lambda: "")
        notice = preview_of(desk, found, desk.clock.now())
    if notice is None:
        raise NotFound(f"{settings.rules}/ has no rule {found.rule!r} any more, by which {incident} was found")
    return notice


def _text(notice: IncidentNotice, to: Receiver, letter: Letter) -> str:
    """Return what people read. Slack shows the blocks, whose content as text is the console's."""
    return render(notice, Channel.CONSOLE).text if to.channel is Channel.SLACK else letter.text


def _json(letter: Letter) -> str:
    blocks = letter.blocks and loads(letter.blocks)
    fields = {"subject": letter.subject, "text": letter.text, "html": letter.html, "blocks": blocks}
    return LETTER.dump_json(fields).decode()
