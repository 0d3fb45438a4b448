"""`pactwatch test`: the examples that rules carry, and what analysts labelled."""

# ruff: noqa: PT028 - a command, not a test

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.accounts import gate_account, judged_account
from monitor.cli.check import RulesFolder, checked, counted
from monitor.cli.lessons import score_labels
from monitor.cli.options import State
from monitor.edges.rulefiles import read_sources
from monitor.matching import compile_engine
from monitor.pipeline.examples import ExampleResult, run_examples


def test_rules(
    rules: RulesFolder = Path("rules"),
    labels: Annotated[bool, typer.Option("--labels", help="Score the rules on labelled items instead.")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="With --labels: write the labelled items into the rules as examples.")
    ] = False,
    state: State = None,
) -> None:
    """Judge every rule's examples and name those judged otherwise than they say. Exit code 1 if there are any.

    With --labels the rules are held against labelled items: precision and recall of each rule, and what it gets wrong,
    as in `pactwatch test --labels`. --write makes examples of them; comments and layout of the files stay.
    """
    rulebook = checked(read_sources(rules))
    if write and not labels:
        raise typer.BadParameter("--write goes with --labels")
    if labels:
        score_labels(rulebook, rules, state, write=write)
        return
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
    judged = judged_account(example.expect, result.matches)
    yield f'{example.place}: rule "{result.rule.id}": expected {example.expect}, but {judged}'
    yield f'    "{example.text}" on {example.on}'
    for match in result.matches:
        yield f"    {gate_account(match)}"
