"""`pactwatch test`: the examples that rules carry."""

from collections.abc import Iterator
from pathlib import Path

import typer

from monitor.cli.check import RulesFolder, checked, counted
from monitor.edges.rulefiles import read_sources
from monitor.matching import compile_engine
from monitor.model.match import Match
from monitor.model.rule import Expectation
from monitor.pipeline.examples import ExampleResult, run_examples


def test_rules(rules: RulesFolder = Path("rules")) -> None:  # noqa: PT028 - a command, not a test
    """Judge every rule's examples and name those judged otherwise than they say. Exit code 1 if there are any."""
    rulebook = checked(read_sources(rules))
    results = run_examples(rulebook, compile_engine(rulebook))
    failed = [result for result in results if not result.passed]
    for result in failed:
        typer.echo("\n".join(_account(result)), err=True)
    count = sum(len(commitment.rules) for commitment in rulebook.commitments)
    typer.echo(
        f"{counted(len(results), 'example')} of {counted(count, 'rule')}: "
        f"{len(results) - len(failed)} as expected, {len(failed)} not"
    )
    if failed:
        raise typer.Exit(1)


def _account(result: ExampleResult) -> Iterator[str]:
    example = result.example
    yield f'{example.place}: rule "{result.rule.id}": expected {example.expect}, but {_judged(result)}'
    yield f'    "{example.text}" on {example.on}'
    for match in result.matches:
        yield f"    {_gate(match)}"


def _judged(result: ExampleResult) -> str:
    if not result.matches:
        return "no mention of its event was found"
    if any(match.fires for match in result.matches):
        return "it fires"
    if result.example.expect is Expectation.DENIED:
        return "no mention is denied"
    return "every mention was stopped"


def _gate(match: Match) -> str:
    """Return the gate that decided on a mention; of one that fires, the last that it passed."""
    start, end = match.evidence.clause
    clause = match.evidence.text[start:end]
    if match.fires:
        return f'"{clause}" passed every gate: ' + "; ".join(gate.why for gate in match.gates)
    why = next((gate.why for gate in match.gates if gate.gate == match.reason), "")
    return f'"{clause}" was stopped by the {match.reason} gate ({match.stance}): {why}'
