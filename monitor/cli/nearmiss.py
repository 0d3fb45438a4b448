"""`pactwatch nearmiss`: what almost fired, and which word was missing."""

from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.text import Text

from monitor.app import read_book
from monitor.cli.adding import add_words
from monitor.cli.check import counted
from monitor.cli.options import Json, Rules, State, load_settings
from monitor.cli.samples import ItemsIfAny, Since, samples
from monitor.cli.showing import marked, show_found
from monitor.model.errors import NotFound
from monitor.model.ids import Lang, RuleId
from monitor.pipeline.desk import Book
from monitor.pipeline.review import Review, review
from monitor.teaching.nearmisses import NearMiss
from monitor.teaching.words import Suggestion

MISS = TypeAdapter(NearMiss)
SUGGESTION = TypeAdapter(Suggestion)


def nearmiss(
    rule: Annotated[str | None, typer.Option("--rule", help="Only for this rule.")] = None,
    since: Since = "30d",
    items: ItemsIfAny = None,
    limit: Annotated[int, typer.Option("--limit", help="How many items and how many words to show.", min=1)] = 20,
    add: Annotated[
        list[str] | None,
        typer.Option("--add", help="A word or a phrase for a list, as heat=outage; may be repeated."),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="The language of added words.")] = "en",
    yes: Annotated[bool, typer.Option("--yes", help="Add without asking.")] = False,
    rules: Rules = None,
    state: State = None,
    json: Json = False,
) -> None:
    """Show what almost fired, and the words that the lists may lack: `pactwatch nearmiss --since 7d`.

    An item almost fires when all gates let it pass but one, or when it names somebody who is bound and one half of an
    event: the likest to the rule's own fire examples come first. With --add a word joins its list; comments and layout
    of the file stay, and before it is written you see what would newly fire. Exit code 1 when a line of the file of
    items is malformed, when a list does not exist, or when you say no.
    """
    settings = load_settings(rules=rules, state=state)
    book = read_book(settings.rules)
    with samples(settings, items, since, book.rulebook) as found:
        if add:
            add_words(book, settings.rules, found.items, add, Lang(lang), yes=yes)
        else:
            _show(review(book, found.items, _wanted(book, rule)), limit, json=json)
    if found.faults:
        raise typer.Exit(1)


def _wanted(book: Book, rule: str | None) -> frozenset[RuleId]:
    known = frozenset(rule.id for commitment in book.rulebook.commitments for rule in commitment.rules)
    if rule is not None and rule not in known:
        raise NotFound(f'there is no rule "{rule}"; there are {", ".join(sorted(known))}')
    return frozenset({RuleId(rule)}) if rule else known


def _show(found: Review, limit: int, *, json: bool) -> None:
    if json:
        for miss in found.misses:
            typer.echo(MISS.dump_json(miss).decode())
        for word in found.words:
            typer.echo(SUGGESTION.dump_json(word).decode())
        return
    console = Console()
    summary = f"{counted(found.items, 'item')}, near misses: {len(found.misses):,}"
    console.print(f"{summary}; the likest to the rules' own fire examples first")
    for miss in found.misses[:limit]:
        _show_miss(miss, console)
    if found.words:
        console.print("\nWords that the lists may lack, and of which list; add one with --add WORD=LIST:", style="bold")
    for word in found.words[:limit]:
        _show_word(word, console)


def _show_miss(miss: NearMiss, console: Console) -> None:
    console.print(
        Text(f"\n{miss.likeness:.2f} {miss.rule}", style="bold") + Text(f", item {miss.item}"), soft_wrap=True
    )
    if miss.half is not None:
        show_found(miss.half, console)
        ways = " or ".join(" and ".join(way) for way in miss.half.missing if way)
        console.print(Text(f"  missing: {ways or 'one clause for both'}"), soft_wrap=True)
    elif miss.match is not None:
        console.print(Text("  ") + marked(miss.match.evidence), soft_wrap=True)
        gate = next(gate for gate in miss.match.gates if not gate.passed)
        console.print(Text(f"  ✗ {gate.gate}: {gate.why}"), soft_wrap=True)


def _show_word(word: Suggestion, console: Console) -> None:
    head = Text(f"  {word.word}", style="bold yellow") + Text(f" ({counted(len(word.items), 'item')}) → {word.list}?")
    console.print(head + Text(f"  {word.lang}: {word.sentence}", style="dim"), soft_wrap=True)
