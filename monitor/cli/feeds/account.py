"""The account of a feed that was tried, for people and for programs."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from monitor.cli.feeds.asking import Asked
from monitor.cli.showing import show_match
from monitor.model.errors import PollError
from monitor.model.failure import FAULTS
from monitor.model.feed import Feed
from monitor.model.ids import FeedId
from monitor.model.item import Certainty
from monitor.model.match import Match
from monitor.pipeline.trial import Tried
from monitor.rulebook.feedlines import feed_lines, one_line
from monitor.text.addresses import shown

MATCHES = TypeAdapter(tuple[Match, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What was asked for, as which feed it was tried, and what became of its entries.

    `listed`: the rulebook has this feed. `judged`: there was a rulebook. `address`: it was fetched, not read of a file.
    """

    where: str
    asked: Asked
    feed: Feed
    listed: bool
    judged: bool
    address: bool
    entries: tuple[Tried, ...]

    @property
    def kinds(self) -> Counter[str]:
        """How many entries became what."""
        return Counter(each.kind for each in self.entries)

    @property
    def faults(self) -> tuple[str, ...]:
        """The names of all that was wrong with the document and its entries."""
        found = (*self.asked.document.faults, *(fault for each in self.entries for fault in each.entry.faults))
        return tuple(dict.fromkeys(found))

    @property
    def dates(self) -> tuple[datetime, ...]:
        """When the entries were published, as far as that is known."""
        return tuple(each.item.published_at for each in self.entries if each.item and each.item.published_at)


def verdict(account: Account) -> str:
    """Say in plain words whether the feed is fit to be polled."""
    if not account.entries:
        return "pactwatch can read this feed, but nothing is in it now; ask again before you rely on it."
    if not account.dates:
        return "pactwatch can read this feed, but no entry has a date: old news can pass for new. Look for another one."
    if not account.judged:
        return "pactwatch can read this feed. There is no rulebook here, so no entry was judged; name one with --rules."
    fire = sum(each.fires for each in account.entries)
    held = {0: "no entry fires", 1: "1 entry fires"}.get(fire, f"{fire} entries fire")
    return f"pactwatch can read this feed; by the rules {held}. Of what a first poll brings only a summary is sent."


def lines_to_paste(account: Account) -> tuple[str, ...]:
    """Return the lines for feeds.yaml, with an address that may be shown."""
    feed = account.feed
    address = FeedId(shown(feed.id))
    return feed_lines(Feed(id=address, title=feed.title, publisher=feed.publisher))


def failure_as_json(where: str, error: PollError) -> str:
    """Return why a feed could not be read."""
    failure = {"kind": error.kind, "detail": error.detail, "hint": error.kind.hint}
    return json.dumps({"address": shown(where), "readable": False, "failure": failure}, ensure_ascii=False)


def as_json(account: Account) -> str:
    """Return the whole account; addresses are without passwords and keys."""
    document = account.asked.document
    facts = {
        "address": shown(account.where),
        "readable": True,
        "moved_to": shown(account.asked.address) if account.asked.moved else None,
        "listed": account.listed,
        "dialect": document.dialect,
        "title": one_line(document.title),
        "lang": document.lang,
        "ttl_seconds": document.ttl and int(document.ttl.total_seconds()),
        "faults": {fault: FAULTS.get(fault, "") for fault in account.faults},
        "counts": account.kinds,
        "entries": [_entry(each) for each in account.entries],
        "verdict": verdict(account),
        "lines": lines_to_paste(account),
    }
    return json.dumps(facts, ensure_ascii=False)


def _entry(tried: Tried) -> dict[str, Any]:
    item = tried.item
    return {
        "kind": tried.kind,
        "title": item.title if item else "",
        "url": shown(item.url) if item and item.url else None,
        "lang": item.lang if item else None,
        "published_at": item.published_at.isoformat() if item and item.published_at else None,
        "certainty": item.certainty if item else None,
        "faults": tried.entry.faults,
        "error": tried.error,
        "fires": tried.fires,
        "matches": MATCHES.dump_python(tried.matches, mode="json"),
    }


def show(account: Account, file: Path, limit: int) -> None:
    """Print the account. Everything that the feed wrote goes out as text, never as markup."""
    console = Console()
    for line in _head(account):
        console.print(Text(line), soft_wrap=True)
    if account.entries and limit:
        console.print(_table(account, limit))
    for each in account.entries:
        if each.matches and each.item:
            console.print(Text(each.item.title, style="bold"), soft_wrap=True)
            for match in each.matches:
                show_match(match, console)
    console.print(Text(verdict(account), style="bold"), soft_wrap=True)
    for line in _advice(account, file):
        console.print(Text(line), soft_wrap=True)


def _head(account: Account) -> Iterator[str]:
    document = account.asked.document
    yield f'{shown(account.where)}: {document.dialect}, "{one_line(document.title)}"'
    if account.asked.moved:
        yield f"  it moved for good to {shown(account.asked.address)}"
    kinds = ", ".join(f"{number} {kind}" for kind, number in account.kinds.most_common())
    yield f"  entries: {len(account.entries)}{f' ({kinds})' if kinds else ''}"
    if account.dates:
        yield f"  published from {_time(min(account.dates))} to {_time(max(account.dates))} UTC"
    certainties = Counter(each.item.certainty for each in account.entries if each.item)
    if set(certainties) - {Certainty.EXACT}:
        yield f"  dates: {', '.join(f'{number} {certainty}' for certainty, number in certainties.most_common())}"
    langs = Counter(each.item.lang for each in account.entries if each.item)
    if langs:
        says = f"; the document says {document.lang}" if document.lang else "; the document does not say"
        yield f"  judged in: {', '.join(f'{lang} ({number})' for lang, number in langs.most_common())}{says}"
    for fault in account.faults:
        yield f"  ! {fault}: {FAULTS.get(fault, 'read nevertheless')}"


def _table(account: Account, limit: int) -> Table:
    left = len(account.entries) - limit
    table = Table("", "published (UTC)", "lang", "title", "rules", caption=f"and {left} more" if left > 0 else None)
    for each in account.entries[:limit]:
        item = each.item
        when = _time(item.published_at) if item and item.published_at else ""
        doubt = f" {item.certainty}" if item and item.certainty is not Certainty.EXACT else ""
        said = each.error or "\n".join(dict.fromkeys(map(_said, each.matches)))
        title = f"{item.title if item else ''}{' '.join(f' !{fault}' for fault in each.entry.faults)}"
        table.add_row(each.kind, f"{when}{doubt}", item.lang if item else "", Text(title), Text(said))
    return table


def _said(match: Match) -> str:
    return f"{match.rule} fires" if match.fires else f"{match.rule} stopped by {match.reason}"


def _advice(account: Account, file: Path) -> Iterator[str]:
    if account.listed:
        moved = f"; change its address to {shown(account.asked.address)}" if account.asked.moved else ""
        yield f'It is in {file} already, as "{account.feed.title}"{moved}.'
        return
    if not account.address:
        return
    yield f"To have it polled, add this to {file}, or use `pactwatch feeds add`:"
    yield from lines_to_paste(account)
    if shown(account.feed.id) != account.feed.id:
        yield "What stands as … or was left out of the address is not shown here; write it in full."
    if account.asked.document.lang and not account.feed.languages:
        yield f"Add `languages: [{account.asked.document.lang}]` if that is the language of all its entries."


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
