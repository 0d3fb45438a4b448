"""`pactwatch feeds export`: the feeds as a list that other programs read."""

import os
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.check import counted
from monitor.cli.options import Rules, load_settings
from monitor.edges.opml import opml
from monitor.edges.rulefiles import load
from monitor.model.errors import FeedListError
from monitor.text.addresses import keeps_a_secret


def export(
    file: Annotated[Path | None, typer.Argument(help="The file to make; standard output, if not given.")] = None,
    with_secrets: Annotated[
        bool, typer.Option("--with-secrets", help="With the feeds whose address holds a password or key, too.")
    ] = False,
    rules: Rules = None,
) -> None:
    """Write the feeds of feeds.yaml as OPML 2.0, with publisher, side and interval for an import into pactwatch.

    Feeds whose address seems to hold a password or key are left out and named, unless you ask for them.
    """
    feeds = load(load_settings(rules=rules).rules).feeds
    kept = [feed for feed in feeds if with_secrets or not keeps_a_secret(feed.id)]
    text = opml(kept)
    if file is None:
        typer.echo(text, nl=False)
    else:
        _write(file, text)
        typer.echo(f"{counted(len(kept), 'feed')} written to {file}")
    for feed in feeds:
        if feed not in kept:
            typer.echo(f"{feed.title} is left out: its address holds a secret; see --with-secrets", err=True)


def _write(file: Path, text: str) -> None:
    """Make a file that only its owner can read, for it may hold secrets. One that exists is never overwritten."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise FeedListError(f"{file} exists, and nothing was written; name another file") from None
    except OSError as error:
        raise FeedListError(f"{file} cannot be written: {error.strerror}") from error
