"""`pactwatch check`: every fault of a rulebook at once, and what is doubtful in it."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from monitor.edges.clock import SystemClock
from monitor.edges.rulefiles import load_sources, read_sources, shown
from monitor.model.errors import RulebookError
from monitor.model.rulebook import Rulebook
from monitor.model.vocabulary import ListKind
from monitor.rulebook import Sources, cautions

RulesFolder = Annotated[Path, typer.Argument(help="The folder with the rulebook.")]


def check(rules: RulesFolder = Path("rules")) -> None:
    """Name every fault of the rule files with its place, and what is doubtful. Exit code 1 on a fault."""
    sources = read_sources(rules)
    rulebook = checked(sources)
    found = cautions(sources, rulebook, SystemClock().now().date())
    for caution in found:
        typer.echo(f"{caution.place}: warning: {caution.message}", err=True)
    typer.echo(f"{shown(rules)}: {_summary(rulebook)}; no fault, {counted(len(found), 'warning')}")


def checked(sources: Sources) -> Rulebook:
    """Return the rulebook, or print its faults and end the command with exit code 1."""
    try:
        return load_sources(sources)
    except RulebookError as error:
        typer.echo(str(error), err=True)
        files = len({fault.place.file for fault in error.faults})
        typer.echo(f"{counted(len(error.faults), 'fault')} in {counted(files, 'file')}", err=True)
        raise typer.Exit(1) from None


def counted(count: int, what: str) -> str:
    """Return a count with its noun: 1 rule, 2 rules."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _summary(rulebook: Rulebook) -> str:
    kinds = Counter(words.kind for words in rulebook.lists.values())
    rules = sum(len(commitment.rules) for commitment in rulebook.commitments)
    parts = (
        f"{counted(len(rulebook.commitments), 'commitment')} with {counted(rules, 'rule')}",
        counted(kinds[ListKind.WORDS], "word list"),
        counted(kinds[ListKind.ACTOR], "actor"),
        counted(kinds[ListKind.PLACE], "place"),
        counted(len(rulebook.feeds), "feed"),
        counted(len(rulebook.alerts.receivers), "receiver"),
    )
    return ", ".join(parts)
