"""`pactwatch feeds import`: feeds from another program's list."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.check import counted
from monitor.cli.feeds.writing import Addition, Networks, lines, refusal, write
from monitor.cli.options import Rules, load_settings
from monitor.edges.opml import read_opml
from monitor.edges.rulefiles import listed_feeds
from monitor.model.errors import FeedListError
from monitor.rulebook.newfeeds import ALREADY, FeedList, Outline, named
from monitor.text.addresses import shown

MOST = 20_000
"""How many feeds a list may name: more than twice of what feeds.yaml can hold."""


@dataclass(slots=True)
class Taken:
    """What was made of a list so far; `refused` holds the line, address and reason of each that is not taken."""

    additions: list[Addition] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    already: int = 0
    guessed: int = 0
    folders: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """How many feeds were named."""
        return len(self.additions) + len(self.refused) + self.already


def import_(
    file: Annotated[Path, typer.Argument(help="A list of feeds in OPML, as feed readers export it.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be added, and write nothing.")] = False,
    rules: Rules = None,
) -> None:
    """Add the feeds of an OPML file to the end of feeds.yaml; those there already are passed over.

    No feed is asked: `pactwatch feeds check` does that, and the daemon. Folders become comments. Exit code 1 when a
    feed is refused; the others are added nevertheless.
    """
    settings = load_settings(rules=rules)
    taken = Taken()
    known = FeedList(listed_feeds(settings.rules))
    for outline in read_opml(file):
        _take(outline, known, taken, settings.allow_networks)
        if taken.read > MOST:
            raise FeedListError(f"{file} names more than {MOST:,} feeds; nothing was written. Import a part of it.")
    for line, address, why in taken.refused:
        typer.echo(f"{file}:{line}: {address} is not added: {why}", err=True)
    if taken.additions:
        write(settings.rules, taken.additions, dry_run=dry_run)
    _tell(taken, settings.rules / "feeds.yaml", dry_run=dry_run)
    if taken.refused:
        raise typer.Exit(1)


def _take(outline: Outline, known: FeedList, taken: Taken, allow: Networks) -> None:
    if why := refusal(outline.address, known, allow):
        if why.name == ALREADY:
            taken.already += 1
        else:
            taken.refused.append((outline.line, shown(outline.address), str(why)))
        return
    feed = named(outline, known)
    known.take(feed)
    new_folder = outline.folders and outline.folders != taken.folders
    comment = f"from the folder {' / '.join(outline.folders)}" if new_folder else ""
    taken.additions.append(Addition(feed, comment))
    taken.folders = outline.folders
    taken.guessed += "publisher" not in outline.ours


def _tell(taken: Taken, file: Path, *, dry_run: bool) -> None:
    if dry_run:
        for line in lines(taken.additions):
            typer.echo(line)
    verb = "would be added" if dry_run else "added"
    typer.echo(
        f"{counted(len(taken.additions), 'feed')} {verb} to {file}; {taken.already} already there, "
        f"{len(taken.refused)} refused"
    )
    if taken.guessed:
        typer.echo(
            f"{counted(taken.guessed, 'publisher')} guessed by the site: look them over, for feeds of one newsroom "
            "must share one, or they confirm each other"
        )
