import json
from pathlib import Path

import pytest
from asking import FIRST, PLEDGE, ask
from rulefolders import changed, write


def test_an_item_or_a_text_must_be_named() -> None:
    answer = ask("explain")
    assert answer.code == 2
    assert "name an item's id, or give a text with --text" in answer.err


def test_an_item_without_a_state_is_told_how_to_get_one(tmp_path: Path) -> None:
    answer = ask("explain", "1", "--state", str(tmp_path))
    assert answer.code == 1
    assert answer.err.startswith(
        f"there is no state in {tmp_path}/ yet; start the daemon with `pactwatch run`, or name"
    )


@pytest.mark.parametrize("at", ["2025-05-02", "2025-03-18T12:00:00"])
def test_a_text_outside_of_the_windows_is_stopped_by_time(at: str) -> None:
    match = json.loads(ask("explain", "--text", FIRST, "--at", at, "--json").out)
    assert (match["fires"], match["reason"]) == (False, "time")


def test_the_cue_that_decided_is_named() -> None:
    answer = ask("explain", "--text", PLEDGE, "--at", "2025-04-02")
    assert answer.code == 0
    assert "stopped by stance" in answer.out
    assert "agrees to" in answer.out


def test_a_text_is_judged_by_the_rules_that_are_named(tmp_path: Path) -> None:
    write(tmp_path, changed("commitments/pause.yaml", "id: energy-strike\n", "id: my-rule\n"))
    answer = ask("explain", "--text", FIRST, "--at", "2025-04-02", "--rules", str(tmp_path))
    assert answer.code == 0
    assert "my-rule fires" in answer.out


def test_faults_of_the_rules_are_told_in_place_of_a_judgement(tmp_path: Path) -> None:
    write(tmp_path, changed("alerts.yaml", "[desk]", "[dsk]"))
    answer = ask("explain", "--text", FIRST, "--rules", str(tmp_path))
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == f'{tmp_path}/alerts.yaml:6:15: unknown receiver "dsk"; did you mean "desk"?\n'


def test_a_bare_day_counts_as_the_whole_day_and_a_wrong_one_is_refused() -> None:
    match = json.loads(ask("explain", "--text", FIRST, "--at", "2025-03-18", "--json").out)
    assert (match["fires"], match["windows"], match["boundary"]) == (True, ["moscow"], True)
    answer = ask("explain", "--text", FIRST, "--at", "2025-02-30")
    assert answer.code == 2
    assert "2025-02-30" in answer.err
