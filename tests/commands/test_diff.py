"""`diff` tells which alerts a changed rulebook would add or drop, and its exit code whether there are any."""

from pathlib import Path

import pytest
from asking import a_state
from lessons import a_lesson, ask, lines
from rulefolders import GOOD, changed, write


@pytest.fixture
def lesson(tmp_path: Path) -> tuple[str, str]:
    return a_lesson(tmp_path)


def test_the_same_rules_differ_in_nothing(lesson: tuple[str, str]) -> None:
    answer = ask("diff", "--rules", lesson[0], "--against", lesson[0], "--items", lesson[1])
    assert (answer.code, answer.out) == (0, "0 alerts added, 0 dropped\n")


def test_what_a_word_more_adds_is_shown_item_by_item(lesson: tuple[str, str], tmp_path: Path) -> None:
    new = str(write(tmp_path / "new", changed("vocabulary/words.yaml", "[blackout]", "[blackout, without heat]")))
    answer = ask("diff", "--rules", new, "--against", lesson[0], "--items", lesson[1])
    assert answer.code == 1
    assert "+ dark: Sumy sits without heat after a strike\nenergy-strike fires\n" in answer.out
    assert answer.out.endswith("2 alerts added, 0 dropped\n")
    found = lines(ask("diff", "--rules", new, "--against", lesson[0], "--items", lesson[1], "--json"))
    assert [(line["item"], line["change"], line["rule"]) for line in found] == [
        ("dark", "added", "energy-strike"),
        ("cold", "added", "energy-strike"),
    ]


def test_what_a_word_less_drops_is_shown_with_what_is_left_of_it(lesson: tuple[str, str], tmp_path: Path) -> None:
    new = str(write(tmp_path / "new", changed("vocabulary/words.yaml", "power plant, substation", "power plant")))
    answer = ask("diff", "--rules", new, "--against", lesson[0], "--items", lesson[1])
    assert answer.code == 1
    assert "- report: Moscow hits a substation in Sumy\n  energy-strike finds no event in it\n" in answer.out
    short = GOOD["commitments/pause.yaml"].replace("until: 2025-04-17", "until: 2025-03-31")
    short = short.replace("until: 2025-04-24", "until: 2025-03-31")
    late = str(write(tmp_path / "late", {**GOOD, "commitments/pause.yaml": short}))
    out = ask("diff", "--rules", late, "--against", lesson[0], "--items", lesson[1]).out
    assert "- report: Moscow hits a substation in Sumy\nenergy-strike stopped by time\n" in out


def test_a_fault_is_told_by_another_exit_code_than_a_difference(lesson: tuple[str, str], tmp_path: Path) -> None:
    bad = str(write(tmp_path / "bad", changed("alerts.yaml", "[desk]", "[dsk]")))
    answer = ask("diff", "--rules", bad, "--against", lesson[0], "--items", lesson[1])
    assert answer.code == 2
    assert 'unknown receiver "dsk"' in answer.err
    assert ask("diff", "--rules", lesson[0], "--items", str(tmp_path / "absent.jsonl")).code == 2
    broken = write(tmp_path, {"broken.jsonl": "{\n"}) / "broken.jsonl"
    assert ask("diff", "--rules", lesson[0], "--items", str(broken)).code == 2


def test_stored_items_are_compared_with_the_rules_in_force_and_their_labels_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lesson: tuple[str, str]
) -> None:
    state = str(a_state(tmp_path / "state"))
    stored = ("--state", state, "--since", "9999d")
    assert ask("diff", "--rules", "rules", *stored).code == 0
    fewer = ask("diff", "--rules", lesson[0], *stored)
    assert fewer.code == 1
    assert "- 1: Russian drones hit substation in Sumy region" in fewer.out
    ask("label", "1", "ignore", "--state", state)
    assert "- 1: " not in ask("diff", "--rules", lesson[0], *stored).out
