"""`pactwatch status`: is it alive, is it blind, is anything stuck, and what to do. Written for three in the night."""

import json
import shutil
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from monitor.cli.options import Json, Rules, State, load_settings, reading_store
from monitor.cli.overview import count_words, feed_facts, hints, print_overview
from monitor.commitments.counting import counts
from monitor.edges.clock import SystemClock
from monitor.edges.rulefiles import load
from monitor.model.errors import RulebookError
from monitor.model.rulebook import Rulebook
from monitor.pipeline.complaints import Complaint, as_data, complaints, feed_counts, not_running, silent, verdict
from monitor.pipeline.standing import Standing, alive_at, look
from monitor.ports import Store
from monitor.settings import Settings
from monitor.text.durations import span

LEAST_FREE = 50 << 20
"""Bytes free on the disk of the state, below which a person should look before it is full."""


def status(
    rules: Rules = None,
    state: State = None,
    json: Json = False,
    alive: Annotated[
        bool, typer.Option("--alive", help="Ask only whether the daemon lives; for health checks.")
    ] = False,
    all_feeds: Annotated[bool, typer.Option("--all-feeds", help="Show every feed, not only those in trouble.")] = False,
) -> None:
    """Say how the daemon fares. Exit code 0 when all is well, 1 when a person should look."""
    settings = load_settings(rules=rules, state=state)
    now = SystemClock().now()
    if alive:
        _ask_alive(settings, now)
        return
    rulebook, fault = _rulebook(settings)
    with reading_store(settings) as store:
        standing = look(store, rulebook, now, fault)
        found = _complaints(settings, standing)
        if json:
            typer.echo(_as_json(store, rulebook, standing, found))
        else:
            _print(Console(), standing, found)
            _print_details(Console(), store, rulebook, standing, all_feeds=all_feeds)
    if found:
        raise typer.Exit(1)


def _rulebook(settings: Settings) -> tuple[Rulebook | None, str | None]:
    try:
        return load(settings.rules), None
    except RulebookError as error:
        return None, str(error)


def _ask_alive(settings: Settings, now: datetime) -> None:
    with reading_store(settings) as store:
        seen_at = alive_at(store)
    if silent(seen_at, now):
        complaint = not_running(seen_at)
        typer.echo(f"{complaint.what}; {complaint.todo}", err=True)
        raise typer.Exit(1)


def _complaints(settings: Settings, standing: Standing) -> tuple[Complaint, ...]:
    """Return what is wrong, the gravest first."""
    found = [*complaints(standing, alive=not silent(standing.alive_at, standing.at))]
    free = shutil.disk_usage(settings.state).free
    if free < LEAST_FREE:
        text = f"the disk of {settings.state}/ is nearly full: {free >> 20} MiB are left"
        found.append(Complaint(what=text, todo="free some space; what was stored is safe", grave=free < 1 << 20))
    return tuple(sorted(found, key=lambda complaint: not complaint.grave))


def _print(console: Console, standing: Standing, found: tuple[Complaint, ...]) -> None:
    colour = "red" if any(complaint.grave for complaint in found) else "yellow" if found else "green"
    console.print(f"[bold {colour}]{escape(verdict(found))}[/]", soft_wrap=True)
    for complaint in found:
        console.print(f"[{'red' if complaint.grave else 'yellow'}]![/] {escape(complaint.what)}", soft_wrap=True)
        if complaint.todo:
            console.print(f"  [bold]->[/] {escape(complaint.todo)}", soft_wrap=True)
    console.print()
    if standing.alive_at:
        lag = f"; its loop was late by {standing.lag:.1f} s at worst" if standing.lag and standing.lag >= 1 else ""
        console.print(f"Last sign of life: {span(standing.at - standing.alive_at)} ago{lag}.", soft_wrap=True)


def _print_details(
    console: Console, store: Store, rulebook: Rulebook | None, standing: Standing, *, all_feeds: bool
) -> None:
    if rulebook is not None and all_feeds:
        print_overview(console, rulebook, store.feed_states(), standing.at)
    elif rulebook is not None:
        _print_counts(console, rulebook, standing)
    incidents = sum(standing.incidents.values())
    console.print(f"Items: {standing.items:,}. Incidents: {incidents:,}.", soft_wrap=True)
    letters = ", ".join(f"{number:,} {state}" for state, number in standing.deliveries.items()) or "none"
    waits = f"; the oldest waits for {span(standing.oldest_undelivered)}" if standing.oldest_undelivered else ""
    console.print(f"Deliveries: {letters}{waits}.", soft_wrap=True)


def _print_counts(console: Console, rulebook: Rulebook, standing: Standing) -> None:
    fares = ", ".join(f"{number:,} {health}" for health, number in feed_counts(standing).most_common()) or "none"
    off = len(rulebook.feeds) - len(standing.feeds)
    console.print(f"Feeds: {fares}{f', {off:,} switched off' if off else ''}.", soft_wrap=True)
    states = {watched.feed.id: watched.state for watched in standing.feeds if watched.state}
    for hint in hints(rulebook, states, standing.at):
        console.print(f"  {escape(hint)}", soft_wrap=True)
    for commitment in rulebook.commitments:
        stands = "; ".join(count_words(count) for count in counts(commitment, standing.at))
        console.print(f"Commitment: {escape(commitment.title)} ({stands or 'no window'}).", soft_wrap=True)


def _as_json(store: Store, rulebook: Rulebook | None, standing: Standing, found: tuple[Complaint, ...]) -> str:
    facts = {
        **as_data(standing, found),
        "commitments": _commitment_facts(rulebook, standing.at) if rulebook else None,
        "feeds": _feed_facts(store, rulebook, standing.at) if rulebook else None,
    }
    return json.dumps(facts, ensure_ascii=False)


def _commitment_facts(rulebook: Rulebook, now: datetime) -> list[dict[str, Any]]:
    return [{"id": c.id, "counts": [count_words(count) for count in counts(c, now)]} for c in rulebook.commitments]


def _feed_facts(store: Store, rulebook: Rulebook, now: datetime) -> list[dict[str, Any]]:
    states = store.feed_states()
    return [feed_facts(feed, states.get(feed.id), now) for feed in rulebook.feeds]
