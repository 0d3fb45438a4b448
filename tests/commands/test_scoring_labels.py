"""`test --labels` holds the rules against what analysts said, and makes examples of it."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from asking import PLEDGE, a_state, ask
from desks import RULES, an_entry

from monitor.edges.rulefiles import load
from monitor.edges.sqlite import open_store

STRIKE = "energy-strike-during-pause"
RULE_FILE = "commitments/energy-pause-2025.yaml"


@pytest.fixture
def state(tmp_path: Path) -> str:
    """Of four labelled items the rules judge two otherwise, find no mention in one, and get one right."""
    state = str(a_state(tmp_path / "state", an_entry("Sumy shivers for a second night")))
    for words in (
        ("1", "ignore"),
        ("2", "fire", "--note", "seen"),
        ("3", "fire", "--rule", STRIKE),
        ("4", "fire"),
    ):
        assert ask("label", *words, "--state", state, "--author", "anna").code == 0
    return state


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RULES, tmp_path / "rules"))


def test_precision_and_recall_are_told_of_each_rule_and_what_it_gets_wrong(state: str) -> None:
    answer = ask("test", "--labels", "--state", state)
    assert answer.code == 1
    row = next(line for line in answer.out.splitlines() if STRIKE in line)
    assert [cell.strip() for cell in row.split("│")[1:-1]] == [STRIKE, "4", "1", "0.50", "0.33"]
    assert answer.out.endswith("4 labels: 1 as expected, 3 not\n")
    told = answer.err.splitlines()
    assert told[0] == f'item 1: rule "{STRIKE}": anna labelled it ignore, but it fires'
    assert f'item 2: rule "{STRIKE}": anna labelled it fire (seen), but every mention was stopped' in told
    assert f'    "{PLEDGE}"' in told


def test_without_a_label_it_is_told_how_to_write_one(tmp_path: Path) -> None:
    answer = ask("test", "--labels", "--state", str(a_state(tmp_path)))
    assert (answer.code, answer.out[:28]) == (0, "No label of these rules yet;")


def test_labelled_items_become_examples_and_the_rest_of_the_file_stays(state: str, rules: Path) -> None:
    before = (rules / RULE_FILE).read_text(encoding="utf-8").splitlines()
    answer = ask("test", str(rules), "--labels", "--write", "--state", state)
    assert "2 new examples; 1 not judged so yet" in answer.out
    after = (rules / RULE_FILE).read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == [
        "        - {at: 2025-04-02, text: Sumy shivers for a second night}",
        '        - {at: 2025-04-02, text: "Drone attack destroys Sumy substation, officials say"}',
    ]
    assert [line for line in before if line not in after] == []
    assert load(rules)


def test_what_is_an_example_already_is_not_written_again(state: str, rules: Path) -> None:
    ask("test", str(rules), "--labels", "--write", "--state", state)
    assert "0 new examples" in ask("test", str(rules), "--labels", "--write", "--state", state).out


def test_write_alone_is_wrong_usage() -> None:
    assert ask("test", "--write").code == 2


def test_labels_of_rules_that_are_no_more_are_passed_over(state: str, tmp_path: Path) -> None:
    with closing(open_store(Path(state) / "pactwatch.db")) as store:
        assert len(store.labels()) == 4
    shutil.copytree(RULES, tmp_path / "few")
    (tmp_path / "few" / RULE_FILE).unlink()
    assert ask("test", str(tmp_path / "few"), "--labels", "--state", state).code == 0
