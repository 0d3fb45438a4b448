"""The reference says what the program does: it is generated from it, whole, and up to date."""

from typing import get_args

import pytest
import typer
from following import DOCS

from monitor.cli import app
from monitor.edges.rulefiles import load
from monitor.model.match import GateName
from monitor.model.notice import Reason
from monitor.model.rule import Stance
from monitor.polling.health import Health
from monitor.rulebook.fields import Form
from monitor.rulebook.schema import FORMS, FileKind
from tools.reference.commands import commands
from tools.reference.examples import FOLDER, example
from tools.reference.pages import pages
from tools.reference.reasons import GATES, meanings
from tools.reference.rules import FILES, sections, written
from tools.reference.values import keys

PLACES: list[tuple[FileKind, type[Form], list[str]]] = [
    (kind, form, paths) for kind in FileKind for form, paths in {FORMS[kind]: [""], **sections(kind)}.items()
]
COMMANDS = list(commands(typer.main.get_command(app), "pactwatch"))


@pytest.mark.parametrize("name", list(pages()))
def test_what_is_committed_is_what_the_program_says(name: str) -> None:
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_no_page_is_left_over() -> None:
    assert {path.name for path in (DOCS / "reference").iterdir()} == set(pages())


def test_the_example_rulebook_has_no_fault() -> None:
    assert load(FOLDER).commitments


@pytest.mark.parametrize(("kind", "form", "paths"), PLACES, ids=lambda value: getattr(value, "__name__", ""))
def test_every_key_has_a_description_and_an_example(kind: FileKind, form: type[Form], paths: list[str]) -> None:
    found = example(FILES[kind][1])
    for key in keys(form):
        assert key.description, key.name
        assert written(key, form, paths, found) is not None, f"{key.name} is missing in tools/reference/example"


@pytest.mark.parametrize("words", [Reason, Health, Stance])
def test_every_word_that_an_operator_meets_has_a_meaning(words: type[Reason | Health | Stance]) -> None:
    missing = [word.name for word in words if word.name not in meanings(words)]
    assert not missing, f"write a docstring under each of these in {words.__module__}"


def test_every_gate_has_a_meaning() -> None:
    assert list(GATES) == list(get_args(GateName))


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_and_every_option_is_described(name: str, command: typer.core.TyperCommand) -> None:
    assert command.help
    assert [param.name for param in command.params if not getattr(param, "help", "")] == []
