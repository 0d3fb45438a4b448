from pathlib import Path

import pytest
from asking import ask
from daemons import STARTER

from monitor.edges.rulefiles import load


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_folder_that_it_makes_is_whole_and_its_examples_hold() -> None:
    answer = ask("init", "new/rules")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"{len(contents(Path('new/rules')))} files are in new/rules.")
    assert contents(Path("new/rules")) == contents(STARTER)
    assert ask("check", "new/rules").code == 0
    assert ask("test", "new/rules").code == 0


def test_every_step_that_it_names_is_a_command() -> None:
    steps = [line.partition("pactwatch ")[2].split()[0] for line in ask("init").out.splitlines() if "pactwatch" in line]
    assert steps == ["check", "test", "run"]
    assert all(ask(step, "--help").code == 0 for step in steps)


def test_an_empty_folder_is_filled() -> None:
    Path("rules").mkdir()
    assert ask("init").code == 0
    assert load(Path("rules")).commitments


@pytest.mark.parametrize("name", ["rules/notes.txt", "rules/feeds.yaml", "rules/.git/config", "rules"])
def test_nothing_that_exists_is_overwritten(name: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    before = contents(Path())
    answer = ask("init")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "rules exists and is not an empty folder; nothing was written. Name another.\n"
    assert contents(Path()) == before


def test_a_folder_that_cannot_be_made_is_told() -> None:
    Path("file").write_text("mine")
    answer = ask("init", "file/rules")
    assert answer.code == 1
    assert answer.err == "file/rules cannot be written: Not a directory\n"
