"""How commands add words to lists: what would newly fire is shown first, and nothing is written unasked."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import typer
from rich.console import Console

from monitor.cli.check import counted
from monitor.cli.diff import show_difference
from monitor.edges.rulefiles import shown, with_edits, word_edits
from monitor.matching import compile_engine
from monitor.model.errors import NotFound, RulebookError
from monitor.model.ids import Lang, ListId
from monitor.pipeline.comparison import differences, holding
from monitor.pipeline.desk import Book
from monitor.pipeline.review import Sample


def add_words(
    book: Book, folder: Path, samples: Iterable[Sample], additions: Sequence[str], lang: Lang, *, yes: bool
) -> None:
    """Add words such as `heat=outage` to their lists, once it was shown what that changes and nobody says no."""
    words = _read(book, additions, lang)
    edits = word_edits(folder, words, lang)
    try:
        rulebook = with_edits(folder, edits)
    except RulebookError as error:
        typer.echo(f"Nothing was written, for the rulebook would have faults:\n{error}", err=True)
        raise typer.Exit(1) from None
    new = Book(rulebook, compile_engine(rulebook))
    console, counts = Console(), Counter[str]()
    every = (word for of_list in words.values() for word in of_list)
    for each in differences(book, new, holding(samples, every, lang)):
        counts[each.change] += 1
        show_difference(each, console)
    typer.echo(f"{counted(counts['added'], 'alert')} would be added, {counts['dropped']:,} dropped")
    if not yes and not typer.confirm(f"Write {', '.join(shown(edit.path) for edit in edits)}?"):
        typer.echo("Nothing was written.")
        raise typer.Exit(1)
    for edit in edits:
        edit.write()
    for name, of_list in words.items():
        typer.echo(f"added to {name} ({lang}): {', '.join(of_list)}")


def _read(book: Book, additions: Sequence[str], lang: Lang) -> dict[ListId, list[str]]:
    """Return the words by list. Raises NotFound for a list that there is not, BadParameter for what cannot be added."""
    found: dict[ListId, list[str]] = {}
    for addition in additions:
        word, parted, name = (part.strip() for part in addition.rpartition("="))
        if not (word and parted and name):
            raise typer.BadParameter(f"{addition!r} is no WORD=LIST, as in heat=outage", param_hint="--add")
        of_list = book.rulebook.lists.get(ListId(name))
        if of_list is None:
            raise NotFound(f'there is no list "{name}"; `pactwatch explain` names those of a rule')
        if word in of_list.phrases.get(lang, ()):
            raise NotFound(f'"{word}" stands in {name} already; nothing was written')
        found.setdefault(of_list.id, []).append(word)
    if lang not in book.rulebook.languages:
        raise typer.BadParameter(f"pactwatch knows {', '.join(book.rulebook.languages)}", param_hint="--lang")
    return found
