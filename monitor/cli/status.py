"""`pactwatch status`: is it alive, is it blind, is anything stuck."""

import json
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from monitor.app import ALIVE, ALIVE_EVERY
from monitor.cli.check import counted
from monitor.cli.options import Json, Rules, State, load_settings, reading_store
from monitor.cli.overview import count_words, feed_facts, print_overview
from monitor.commitments.counting import counts
from monitor.edges.clock import SystemClock
from monitor.edges.rulefiles import load
from monitor.model.delivery import DeliveryState
from monitor.model.errors import RulebookError
from monitor.model.rulebook import Rulebook
from monitor.pipeline.reload import FAULT
from monitor.polling.health import Condition, Health, condition
from monitor.ports import Store
from monitor.settings import Settings

SILENT_AFTER = ALIVE_EVERY * 4
"""A daemon that gave no sign of life for this long is taken for dead."""
STUCK_AFTER = timedelta(minutes=10)
"""A delivery that waits for longer is told as stuck."""


def status(
    rules: Rules = None,
    state: State = None,
    json: Json = False,
    alive: Annotated[
        bool, typer.Option("--alive", help="Ask only whether the daemon lives; for health checks.")
    ] = False,
) -> None:
    """Say how the daemon fares. Exit code 0 when all is well, 1 when a person should look."""
    settings = load_settings(rules=rules, state=state)
    now = SystemClock().now()
    if alive:
        _ask_alive(settings, now)
        return
    try:
        rulebook, fault = load(settings.rules), None
    except RulebookError as error:
        rulebook, fault = None, str(error)
    with reading_store(settings) as store:
        complaints = _complaints(store, rulebook, fault, now)
        if json:
            typer.echo(_as_json(store, rulebook, complaints, now))
        else:
            _print(Console(), store, rulebook, complaints, now)
    if complaints:
        raise typer.Exit(1)


def _ask_alive(settings: Settings, now: datetime) -> None:
    with reading_store(settings) as store:
        complaint = _silence(store, now)
    if complaint:
        typer.echo(complaint, err=True)
        raise typer.Exit(1)


def _silence(store: Store, now: datetime) -> str | None:
    alive = store.note(ALIVE)
    if alive is not None and now - datetime.fromisoformat(alive) <= SILENT_AFTER:
        return None
    return f"the daemon is not running (last sign of life: {alive or 'never'}); start it with `pactwatch run`"


def _complaints(store: Store, rulebook: Rulebook | None, fault: str | None, now: datetime) -> list[str]:
    """Return what is wrong, each with what to do; empty when all is well."""
    found = []
    if silence := _silence(store, now):
        found.append(silence)
    if text := fault or store.note(FAULT):
        found.append(f"the rule files have faults, the last good rulebook stays in force:\n{text}")
    if rulebook is not None:
        found += _feed_complaints(store, rulebook, now)
    found += _delivery_complaints(store, now)
    _, errors = store.item_counts()
    if errors:
        which = counted(errors, "item")
        found.append(f"{which} could not be judged; the log names them, and a changed rulebook tries them again")
    return found


def _feed_complaints(store: Store, rulebook: Rulebook, now: datetime) -> list[str]:
    states = store.feed_states()
    feeds = [feed for feed in rulebook.feeds if feed.enabled]
    found = {feed.id: condition(feed, states.get(feed.id), now) for feed in feeds}
    bad = [feed for feed in feeds if found[feed.id].health.unread or found[feed.id].health is Health.STALE]
    if feeds and all(found[feed.id].health.unread for feed in feeds):
        return ["no feed can be read: pactwatch is blind; check this machine's network"]
    return [f"{feed.title} is {_told(found[feed.id])}" for feed in bad]


def _told(found: Condition) -> str:
    return f"{found.health}: {found.why}{f'. {found.hint}' if found.hint else ''}"


def _delivery_complaints(store: Store, now: datetime) -> list[str]:
    found = []
    if dead := store.delivery_counts().get(DeliveryState.DEAD, 0):
        letters = counted(dead, "dead letter")
        found.append(f"{letters}; see `pactwatch deliveries list --only dead`, then `deliveries retry`")
    for row in store.waiting():
        if _stuck(row.created_at, now):
            last = row.detail or "none was tried yet"
            found.append(f"receiver {row.receiver} has not taken its letters for over 10 minutes: {last}")
    return found


def _stuck(created_at: datetime, now: datetime) -> bool:
    return now - created_at > STUCK_AFTER


def _print(console: Console, store: Store, rulebook: Rulebook | None, complaints: list[str], now: datetime) -> None:
    if rulebook is not None:
        print_overview(console, rulebook, store.feed_states(), now)
    items, _ = store.item_counts()
    waiting = ", ".join(f"{number} {state}" for state, number in store.delivery_counts().items()) or "none"
    console.print(f"Items: {items}. Incidents: {len(store.incidents(limit=10_000))}. Deliveries: {waiting}.")
    if not complaints:
        console.print("[green]All is well.[/]")
    for complaint in complaints:
        console.print(f"[red]![/] {escape(complaint)}")


def _as_json(store: Store, rulebook: Rulebook | None, complaints: list[str], now: datetime) -> str:
    items, errors = store.item_counts()
    facts: dict[str, Any] = {
        "healthy": not complaints,
        "complaints": complaints,
        "alive_at": store.note(ALIVE),
        "items": items,
        "items_in_error": errors,
        "deliveries": store.delivery_counts(),
        "commitments": _commitment_facts(rulebook, now) if rulebook else None,
        "feeds": _feed_facts(store, rulebook, now) if rulebook else None,
    }
    return json.dumps(facts, ensure_ascii=False)


def _commitment_facts(rulebook: Rulebook, now: datetime) -> list[dict[str, Any]]:
    return [{"id": c.id, "counts": [count_words(count) for count in counts(c, now)]} for c in rulebook.commitments]


def _feed_facts(store: Store, rulebook: Rulebook, now: datetime) -> list[dict[str, Any]]:
    states = store.feed_states()
    return [feed_facts(feed, states.get(feed.id), now) for feed in rulebook.feeds]
