"""`pactwatch feeds check`: what the daemon would make of a feed."""

from contextlib import closing
from itertools import count
from typing import Annotated

import typer

from monitor.app import read_book
from monitor.cli.feeds.account import Account, as_json, failure_as_json, show
from monitor.cli.feeds.asking import Asked, ask, failure, is_address
from monitor.cli.options import Json, Rules, load_settings
from monitor.edges.clock import SystemClock
from monitor.edges.sqlite import open_store
from monitor.model.errors import PollError
from monitor.pipeline.desk import Book, Desk, NoProbe
from monitor.pipeline.trial import no_rules, try_document
from monitor.rulebook.newfeeds import FeedList, proposed
from monitor.settings import Settings
from monitor.text.addresses import feed_key, shown


def check(
    where: Annotated[str, typer.Argument(metavar="ADDRESS|FILE", help="The feed's address, or a document in a file.")],
    rules: Rules = None,
    limit: Annotated[int, typer.Option(min=0, help="How many entries to show; all that a rule finds are.")] = 20,
    json: Json = False,
) -> None:
    """Read a feed once as the daemon would, and show what would become of it. Nothing is kept or sent.

    Exit code 1 when it cannot be read.
    """
    settings = load_settings(rules=rules)
    book = _book(settings, asked_for=rules is not None)
    try:
        asked = ask(settings, where)
    except PollError as error:
        if json:
            typer.echo(failure_as_json(where, error))
        else:
            typer.echo(f"{shown(where)} cannot be read: {failure(error)}", err=True)
        raise typer.Exit(1) from None
    account = _tried(asked, where, book)
    if json:
        typer.echo(as_json(account))
    else:
        show(account, settings.rules / "feeds.yaml", limit)


def _book(settings: Settings, *, asked_for: bool) -> Book | None:
    """Return the rulebook; None where nobody asked for one and there is none. Raises RulebookError."""
    return read_book(settings.rules) if asked_for or settings.rules.is_dir() else None


def _tried(asked: Asked, where: str, book: Book | None) -> Account:
    """Try the document as the feed that the rulebook says it is, else as one of which nothing is known."""
    feeds = book.rulebook.feeds if book else ()
    keys = {feed_key(where), feed_key(asked.address)} - {None}
    listed = next((feed for feed in feeds if feed.id == where or feed_key(feed.id) in keys), None)
    feed = listed or proposed(asked.address, asked.document.title, FeedList(feeds))
    numbers = count(1)
    with closing(open_store(None)) as store:
        desk = Desk(store, book or no_rules(), SystemClock(), NoProbe(), lambda: 0.0, lambda: f"trial-{next(numbers)}")
        entries = try_document(desk, feed, asked.document)
    return Account(
        where=where,
        asked=asked,
        feed=feed,
        listed=listed is not None,
        judged=book is not None,
        address=is_address(where),
        entries=entries,
    )
