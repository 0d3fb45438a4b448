"""`pactwatch routes`: who would get a notice, by which branch, and what mutes it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from monitor.alerts.muting import Case, Situation, decide
from monitor.alerts.routing import Destination, destinations
from monitor.cli.matching import matchers
from monitor.cli.options import Json, Rules, State, load_settings, reading_store
from monitor.edges.clock import SystemClock
from monitor.edges.itemfiles import moment
from monitor.edges.rulefiles import load
from monitor.model.alert import AlertPlan, Route
from monitor.model.delivery import DeliveryState
from monitor.model.ids import CommitmentId
from monitor.model.labels import Labels, Mark
from monitor.model.mute import Silence
from monitor.model.notice import Reason
from monitor.model.rule import Kind, Severity
from monitor.model.rulebook import Rulebook
from monitor.pipeline.outgoing import receiver_of
from monitor.settings import Settings
from monitor.text.durations import span

app = typer.Typer(help="Try the routes and mutes of alerts.yaml without sending anything.", no_args_is_help=True)
ANSWERS = TypeAdapter(list[dict[str, Any]])
AT = "%Y-%m-%d %H:%M:%S UTC"


@app.command("test")
def try_routes(
    commitment: Annotated[str | None, typer.Option(help="Id of the commitment.")] = None,
    rule: Annotated[str | None, typer.Option(help="Id of the rule; its kind and severity, if not given.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Kind of event.")] = None,
    severity: Annotated[Severity | None, typer.Option(help="Severity.")] = None,
    party: Annotated[list[str] | None, typer.Option(help="Id of a party that is accused.")] = None,
    place: Annotated[list[str] | None, typer.Option(help="Name of a place.")] = None,
    standing: Annotated[
        list[str] | None, typer.Option("--incident-state", help="How the incident stands.", show_default="open")
    ] = None,
    reason: Annotated[Reason, typer.Option(help="Why it is told.")] = Reason.FIRST_REPORT,
    at: Annotated[str | None, typer.Option("--at", help="When, a time with its offset; now, if not given.")] = None,
    rules: Rules = None,
    state: State = None,
    json: Json = False,
) -> None:
    """Show who would get such a notice and why: the branch of the tree, and what would hold or mute it.

    Silences in force are heeded where there is a state. What depends on former letters is told as it may be: limits,
    and inhibitions.
    """
    settings = load_settings(rules=rules, state=state)
    rulebook = load(settings.rules)
    found = [each for c in rulebook.commitments for each in c.rules if each.id == rule]
    one = {"commitment": commitment, "rule": rule}
    asked = {field: [value] for field, value in one.items() if value}
    match = matchers({**asked, "party": party, "place": place, "state": standing or [Mark.OPEN]}, rulebook)
    labels = Labels(
        reason=reason,
        severity=severity or (found[0].severity if found else Severity.MEDIUM),
        commitment=next(iter(match.commitment), None) or _commitment_of(rulebook, rule),
        rule=next(iter(match.rule), None),
        kind=kind or (found[0].kind if found else Kind.BREACH),
        parties=match.party,
        places=match.place,
        states=match.state,
    )
    now = _moment(at) if at else SystemClock().now()
    silences = _silences(settings, now)
    plan = rulebook.alerts
    answers = [_answer(each, labels, plan, silences, now) for each in destinations(plan.route, labels)]
    if json:
        typer.echo(ANSWERS.dump_json(answers).decode())
        return
    _print(Console(), answers, labels, now)


def _commitment_of(rulebook: Rulebook, rule: str | None) -> CommitmentId | None:
    return next((each.id for each in rulebook.commitments if any(r.id == rule for r in each.rules)), None)


def _moment(text: str) -> datetime:
    try:
        return moment(text).at
    except ValueError:
        raise typer.BadParameter(f"{text!r} is neither a day nor a time (2025-03-18T19:30+02:00)") from None


def _silences(settings: Settings, now: datetime) -> tuple[Silence, ...]:
    if not settings.database.is_file():
        return ()
    with reading_store(settings) as store:
        return store.silences(now)


def _answer(
    to: Destination, labels: Labels, plan: AlertPlan, silences: tuple[Silence, ...], now: datetime
) -> dict[str, Any]:
    receiver = receiver_of(plan, to.receiver)
    case = Case(labels=labels, dedup_key="", receiver=receiver, group=to.group, path=to.path)
    fate = decide(case, plan, Situation(silences=silences), now)
    return {
        "receiver": to.receiver,
        "branch": branch(plan.route, to.path),
        "state": "told" if fate.state is DeliveryState.PENDING else fate.state,
        "cause": fate.cause,
        "why": fate.why,
        "until": fate.due_at if fate.state is DeliveryState.HELD else None,
        "may": list(_may(to, labels, plan)),
    }


def branch(route: Route, path: tuple[int, ...]) -> str:
    """Put the way through the tree in words: each branch by its number and what it takes."""
    words = ["root"]
    for number in path:
        route = route.routes[number - 1]
        words.append(f"{number}: {route.match.words()}")
    return " > ".join(words)


def _may(to: Destination, labels: Labels, plan: AlertPlan) -> Iterator[str]:
    """Say what former letters may change."""
    receiver = receiver_of(plan, to.receiver)
    for inhibition in plan.inhibitions:
        if inhibition.target.take(labels):
            yield f"needless for {span(inhibition.lasts)} after it was told of: {inhibition.source.words()}"
    if receiver.limit:
        yield f"held after {receiver.limit.letters} letters within {span(receiver.limit.per)}"
    if to.remind:
        yield f"reminded after {', '.join(map(span, to.remind))}, while nobody acknowledges"


def _print(console: Console, answers: list[dict[str, Any]], labels: Labels, now: datetime) -> None:
    kind, about = labels.kind or "", labels.commitment or "no commitment"
    console.print(escape(f"{labels.reason}, {labels.severity} {kind} on {about}, at {now:{AT}}:"), soft_wrap=True)
    table = Table("receiver", "branch", "what becomes of it")
    for answer in answers:
        until = f" until {answer['until']:{AT}}" if answer["until"] else ""
        why = f" ({answer['cause']}){until}: {answer['why']}" if answer["cause"] else " at once"
        lines = (f"{answer['state']}{why}", *answer["may"])
        table.add_row(escape(answer["receiver"]), escape(answer["branch"]), escape("\n".join(lines)))
    console.print(table)
