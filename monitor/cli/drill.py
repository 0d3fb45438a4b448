"""`pactwatch drill`: an invented report through the whole pipeline, to the real receivers."""

import asyncio
import secrets
from contextlib import closing
from typing import Annotated

import typer

from monitor.cli.options import Rules, load_settings
from monitor.cli.receivers import receiver_named
from monitor.edges.clock import SystemClock
from monitor.edges.rulefiles import load
from monitor.edges.sending import Senders
from monitor.edges.sqlite import open_store
from monitor.matching import compile_engine
from monitor.model.commitment import Commitment
from monitor.model.errors import NotFound
from monitor.model.ids import ReceiverId
from monitor.model.rule import Rule, Severity
from monitor.model.rulebook import Rulebook
from monitor.pipeline.desk import Book, Desk, NoProbe
from monitor.pipeline.drill import Drilled, drillable, invented, moved, report, send
from monitor.settings import Settings
from monitor.telemetry import hiding

_GRAVITY = tuple(Severity)


def drill(
    rule: Annotated[
        str | None, typer.Option("--rule", help="The rule whose example is told.", show_default="the gravest one")
    ] = None,
    receiver: Annotated[
        list[str] | None, typer.Option("--receiver", help="Only this receiver, who must be reached; repeatable.")
    ] = None,
    rules: Rules = None,
) -> None:
    """Send an invented incident, marked DRILL, through the whole pipeline, and say whether each receiver got it.

    The report is a rule's first example that fires, published now, in a commitment that is made to hold now. The state
    is not touched: it works beside a running daemon, and silences do not count. Exit code 1 when a receiver to whom a
    route leads, or who was named, did not get it.
    """
    settings = load_settings(rules=rules)
    rulebook = load(settings.rules)
    known = [each.id for each in rulebook.alerts.receivers]
    wanted = [receiver_named(rulebook.alerts, name).id for name in dict.fromkeys(receiver or known)]
    commitment, found = _rule(rulebook, rule)
    results = asyncio.run(_drill(settings, rulebook, commitment, found, wanted))
    typer.echo(f"drill of {found.severity} {found.kind} {found.id}:")
    for each in results:
        typer.echo(f"{each.receiver}: {each.what}")
        if each.aside:
            typer.echo(f"  {each.aside}")
    if not _well(results, named=bool(receiver)):
        raise typer.Exit(1)


def _well(results: tuple[Drilled, ...], *, named: bool) -> bool:
    """Whether everybody got it who should, and anybody at all."""
    meant = [each for each in results if named or each.reached is not None]
    return bool(meant) and all(each.reached for each in meant)


def _rule(rulebook: Rulebook, name: str | None) -> tuple[Commitment, Rule]:
    able = drillable(rulebook)
    found = [each for each in able if name in (None, each[1].id)]
    if not found:
        which = f"there is no rule {name!r} with" if name else "no rule has"
        has = ", ".join(rule.id for _, rule in able) or "none"
        raise NotFound(f"{which} an example under `fire`, of which a drill is made; rules that have one: {has}")
    return max(found, key=lambda each: _GRAVITY.index(each[1].severity))


async def _drill(
    settings: Settings, rulebook: Rulebook, commitment: Commitment, rule: Rule, wanted: list[ReceiverId]
) -> tuple[Drilled, ...]:
    clock = SystemClock()
    now = clock.now()
    copy = moved(rulebook, commitment, rule, now)
    book = Book(copy, compile_engine(copy))
    entry = invented(rule, book.engine, now)
    sender = Senders(hiding(settings.secret))
    try:
        with closing(open_store(None)) as store:
            desk = Desk(store, book, clock, NoProbe(), lambda: 0.0, lambda: f"drill-{secrets.token_hex(4)}")
            report(desk, entry, now)
            return await send(desk, sender, wanted)
    finally:
        await sender.aclose()
