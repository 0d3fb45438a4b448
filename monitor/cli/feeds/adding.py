"""`pactwatch feeds add`: one more feed, tried before it is written down."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

import typer

from monitor.cli.feeds.asking import Asked, ask, failure
from monitor.cli.feeds.writing import Addition, lines, refusal, write
from monitor.cli.options import Rules, load_settings
from monitor.edges.rulefiles import listed_feeds
from monitor.model.errors import FeedListError, PollError
from monitor.model.ids import Lang, PartyId, Publisher
from monitor.rulebook.feedlines import one_line
from monitor.rulebook.moments import read_duration
from monitor.rulebook.newfeeds import FeedList, proposed
from monitor.settings import Settings
from monitor.text.addresses import shown


def add(
    address: Annotated[str, typer.Argument(help="The feed's address.")],
    title: Annotated[str, typer.Option(help="What people call it; the document's own title, if not given.")] = "",
    publisher: Annotated[str, typer.Option(help="The newsroom behind it; guessed by its site, if not given.")] = "",
    language: Annotated[list[str] | None, typer.Option(help="The language of its entries; may be repeated.")] = None,
    side: Annotated[str | None, typer.Option(help="The party whose voice it is, if any.")] = None,
    interval: Annotated[str | None, typer.Option(help="How often to poll it, as 15m or 1h.")] = None,
    unchecked: Annotated[bool, typer.Option("--unchecked", help="Add it without asking it first.")] = False,
    rules: Rules = None,
) -> None:
    """Ask a feed, and add it to the end of feeds.yaml. Exit code 1, and nothing is written, when it cannot be read.

    The comments and the layout of the file stay as they are. A running daemon takes the feed up by itself.
    """
    settings = load_settings(rules=rules)
    known = FeedList(listed_feeds(settings.rules))
    _refuse(address, known, settings)
    asked = None if unchecked else _asked(settings, address)
    if asked and asked.moved:
        typer.echo(f"{shown(address)} moved for good to {shown(asked.address)}; that is added")
        _refuse(asked.address, known, settings)
    feed = proposed(asked.address if asked else address, title or (asked.document.title if asked else ""), known)
    feed = replace(
        feed,
        publisher=Publisher(one_line(publisher) or feed.publisher),
        languages=tuple(map(Lang, language or ())),
        side=PartyId(side) if side else None,
        interval=_length(interval),
    )
    write(settings.rules, [Addition(feed)])
    read = f"it was read (entries: {len(asked.document.entries)})" if asked else "it was not asked"
    typer.echo(f"added to {settings.rules / 'feeds.yaml'}; {read}")
    for line in lines([Addition(feed)]):
        typer.echo(line)
    if not publisher:
        typer.echo("The publisher was guessed: feeds of one newsroom must share one, or they confirm each other.")


def _refuse(address: str, known: FeedList, settings: Settings) -> None:
    if why := refusal(address, known, settings.allow_networks):
        raise FeedListError(f"{shown(address)} is not added: {why}")


def _asked(settings: Settings, address: str) -> Asked:
    try:
        return ask(settings, address)
    except PollError as error:
        raise FeedListError(
            f"{shown(address)} is not added, for it cannot be read: {failure(error)} "
            "With --unchecked it is added all the same."
        ) from None


def _length(text: str | None) -> timedelta | None:
    try:
        return read_duration(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--interval") from None
