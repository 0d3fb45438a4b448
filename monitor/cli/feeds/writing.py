"""How commands add feeds to feeds.yaml, and say what came of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

import typer

from monitor.edges.fetching import written_fault
from monitor.edges.rulefiles import append_feeds
from monitor.model.errors import RulebookError
from monitor.model.feed import Feed
from monitor.model.ids import FeedId
from monitor.rulebook.feedlines import feed_lines
from monitor.rulebook.newfeeds import FeedList, Refusal
from monitor.text.addresses import shown

Networks = tuple[IPv4Network | IPv6Network, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """A feed to be added, and the comment above it."""

    feed: Feed
    comment: str = ""


def refusal(address: str, feeds: FeedList, allow: Networks) -> Refusal | None:
    """Return why a feed is not added, or None; whether it can be read is another question."""
    if found := feeds.refusal(address):
        return found
    fault = written_fault(address, allow)
    return Refusal(fault.kind, fault.detail) if fault else None


def write(rules: Path, additions: Iterable[Addition], *, dry_run: bool = False) -> None:
    """Add feeds to the list, or end the command with exit code 1 and nothing written."""
    try:
        append_feeds(rules, [feed_lines(each.feed, "", each.comment) for each in additions], dry_run=dry_run)
    except RulebookError as error:
        typer.echo(f"Nothing was written, for the rulebook would have faults:\n{error}", err=True)
        raise typer.Exit(1) from None


def lines(additions: Iterable[Addition]) -> Iterator[str]:
    """Yield the lines as they may be shown."""
    for each in additions:
        yield from feed_lines(replace(each.feed, id=FeedId(shown(each.feed.id))), comment=each.comment)
