"""`pactwatch feeds list`: every feed, how it fares, and what to do about it."""

import json as jsons
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from monitor.cli.options import Json, Rules, State, load_settings, reading_store
from monitor.cli.overview import COLOURS, feed_facts
from monitor.edges.clock import SystemClock
from monitor.edges.rulefiles import load
from monitor.model.feed import Feed, FeedState
from monitor.model.ids import FeedId
from monitor.polling.health import Health, condition
from monitor.settings import Settings
from monitor.text.addresses import shown
from monitor.text.durations import span

States = Mapping[FeedId, FeedState]


def list_feeds(
    rules: Rules = None,
    state: State = None,
    only: Annotated[Health | None, typer.Option("--only", help="Only those in this state.")] = None,
    json: Json = False,
) -> None:
    """List the feeds of feeds.yaml with their health. Addresses are shown without passwords and keys."""
    settings = load_settings(rules=rules, state=state)
    feeds = load(settings.rules).feeds
    states, now = _states(settings), SystemClock().now()
    found = [feed for feed in feeds if only is None or condition(feed, states.get(feed.id), now).health is only]
    if json:
        for feed in found:
            typer.echo(jsons.dumps(_facts(feed, states.get(feed.id), now), ensure_ascii=False))
        return
    if not found:
        typer.echo(f"No feed is {only}.")
        return
    _print(Console(), found, states, now)


def _states(settings: Settings) -> States:
    """Return what the daemon remembers; nothing where it never ran, and every feed is told as not polled yet."""
    if not settings.database.is_file():
        return {}
    with reading_store(settings) as store:
        return store.feed_states()


def _facts(feed: Feed, state: FeedState | None, now: datetime) -> dict[str, Any]:
    return {
        **feed_facts(feed, state, now),
        "title": feed.title,
        "publisher": feed.publisher,
        "languages": feed.languages,
        "side": feed.side,
    }


def _print(console: Console, feeds: list[Feed], states: States, now: datetime) -> None:
    table = Table("feed", "publisher", "lang", "state", "why", "last read", "next poll")
    for feed in feeds:
        table.add_row(*_row(feed, states.get(feed.id), now))
    console.print(table)
    for feed in feeds:
        state = states.get(feed.id)
        hint = condition(feed, state, now).hint
        moved = (
            f"It moved to {shown(state.moved)} and is read there; change feeds.yaml." if state and state.moved else ""
        )
        if told := " ".join(filter(None, (hint, moved))):
            console.print(f"  {escape(feed.title)} ({escape(shown(feed.id))}): {escape(told)}", soft_wrap=True)


def _row(feed: Feed, state: FeedState | None, now: datetime) -> tuple[str, ...]:
    found = condition(feed, state, now)
    polled = feed.enabled and (state is None or state.stopped_at is None)
    wait = span(state.due_at - now) if state and state.due_at > now else ""
    return (
        escape(feed.title),
        escape(feed.publisher),
        " ".join(feed.languages),
        f"[{COLOURS.get(found.health, 'default')}]{found.health}[/]",
        escape(found.why),
        f"{span(now - state.succeeded_at)} ago" if state and state.succeeded_at else "never",
        (f"in {wait}" if wait else "now") if polled else "-",
    )
