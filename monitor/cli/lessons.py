"""How `pactwatch test --labels` scores the rules on labels, and writes labelled items down as examples."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Column, Table

from monitor.cli.accounts import gate_account, judged_account
from monitor.cli.check import counted
from monitor.cli.options import load_settings, reading_store
from monitor.edges.rulefiles import example_edits, shown, with_edits
from monitor.matching import compile_engine
from monitor.model.errors import RulebookError
from monitor.model.ids import RuleId
from monitor.model.rulebook import Rulebook
from monitor.pipeline.desk import Book
from monitor.pipeline.examples import run_examples
from monitor.pipeline.lessons import Lesson, lessons, new_examples
from monitor.teaching.scoring import scores


def score_labels(rulebook: Rulebook, folder: Path, state: Path | None, *, write: bool) -> None:
    """Print a score for each rule and the labels that it gets wrong. Ends with exit code 1 if there are any."""
    book = Book(rulebook, compile_engine(rulebook))
    with reading_store(load_settings(rules=folder, state=state)) as store:
        found = tuple(lessons(book, store))
    if not found:
        typer.echo("No label of these rules yet; `pactwatch label ITEM fire` writes one.")
        return
    wrong = [lesson for lesson in found if not lesson.outcome.passed]
    for lesson in wrong:
        typer.echo("\n".join(_account(lesson)), err=True)
    Console().print(_table(found))
    typer.echo(f"{counted(len(found), 'label')}: {len(found) - len(wrong)} as expected, {len(wrong)} not")
    if write:
        _write(book, folder, found)
    if wrong:
        raise typer.Exit(1)


def _account(lesson: Lesson) -> Iterator[str]:
    label, item = lesson.label, lesson.stored.item
    said = f"{label.author} labelled it {label.verdict}" + (f" ({label.note})" if label.note else "")
    judged = judged_account(label.verdict, lesson.matches)
    yield f'item {lesson.stored.id}: rule "{lesson.rule}": {said}, but {judged}'
    yield f'    "{item.title}"'
    for match in lesson.matches:
        yield f"    {gate_account(match)}"


def _table(found: Sequence[Lesson]) -> Table:
    table = Table(Column("rule", no_wrap=True), "labels", "as expected", "precision", "recall")
    for score in scores(lesson.outcome for lesson in found):
        shares = (f"{share:.2f}" if share is not None else "-" for share in (score.precision, score.recall))
        table.add_row(score.rule, str(score.labels), str(score.passed), *shares)
    return table


def _write(book: Book, folder: Path, found: Sequence[Lesson]) -> None:
    """Write labelled items into the rule files, and say how many of them the rules do not judge so yet."""
    new = new_examples(book, found)
    edits = example_edits(folder, new)
    try:
        rulebook = with_edits(folder, edits)
    except RulebookError as error:
        typer.echo(f"Nothing was written, for the rulebook would have faults:\n{error}", err=True)
        raise typer.Exit(1) from None
    for edit in edits:
        edit.write()
        typer.echo(f"written: {shown(edit.path)}")
    typer.echo(f"{counted(len(new), 'new example')}; {_open(rulebook, new)} not judged so yet, see `pactwatch test`")


def _open(rulebook: Rulebook, new: Sequence[tuple[RuleId, str, dict[str, str]]]) -> int:
    added = {(rule, example["text"]) for rule, _, example in new}
    results = run_examples(rulebook, compile_engine(rulebook))
    return sum(not result.passed and (result.rule.id, result.example.text) in added for result in results)
