import json
from contextlib import closing
from pathlib import Path

import pytest
from asking import PLEDGE, a_state, ask, fill_state
from rulefolders import write

STRIKE = "energy-strike-during-pause"


@pytest.fixture
def state(tmp_path: Path) -> str:
    return str(a_state(tmp_path))


def label(state: str, *words: str) -> tuple[int, str, str]:
    answer = ask("label", *words, "--state", state, "--author", "anna")
    return answer.code, answer.out, answer.err


def test_a_label_says_what_became_of_the_item(state: str) -> None:
    assert label(state, "2", "fire")[:2] == (
        0,
        f"item 2: fire for {STRIKE}, says anna; its incidents: {incident_of(state)} (open)\n",
    )
    code, out, _ = label(state, "1", "ignore", "--note", "a drill")
    assert (code, out.startswith("item 1: ignore for every rule, says anna; ")) == (0, True)


def incident_of(state: str) -> str:
    lines = ask("incidents", "list", "--json", "--state", state).out.splitlines()
    return next(json.loads(line)["id"] for line in lines if not json.loads(line)["id"].startswith("incident-"))


def test_a_label_is_written_beside_a_daemon_that_has_the_store_open(tmp_path: Path) -> None:
    with closing(fill_state(tmp_path)) as store:
        assert label(str(tmp_path), "1", "ignore")[0] == 0
        assert [each.author for each in store.labels()] == ["anna"]


def test_labels_are_listed_with_author_time_and_note(state: str) -> None:
    assert ask("label", "--list", "--state", state).out.startswith("No label yet")
    label(state, "2", "ignore", "--note", "it is a [bold]pledge[/]")
    out = ask("label", "--list", "--state", state).out
    assert all(words in out for words in ("ignore", "anna", "it is a [bold]pledge[/]", PLEDGE))
    line = json.loads(ask("label", "--list", "--json", "--state", state).out)
    assert (line["item"], line["rule"], line["verdict"], line["author"]) == (2, None, "ignore", "anna")


def test_a_label_is_taken_back(state: str) -> None:
    label(state, "1", "ignore")
    assert label(state, "1", "--take-back")[1].startswith("item 1: the label is taken back; its incidents: ")
    assert label(state, "1", "--take-back")[2] == "item 1 has no such label; see `pactwatch label --list`\n"


@pytest.mark.parametrize("words", [[], ["1"], ["1", "ignore", "--take-back"]])
def test_without_saying_what_it_is_the_command_tells_how(state: str, words: list[str]) -> None:
    code, _, err = label(state, *words)
    assert code == 2
    assert "label 17 ignore" in err


def test_explain_and_incidents_show_what_was_decided_by_hand(state: str) -> None:
    label(state, "2", "fire", "--note", "read it")
    shown = ask("explain", "2", "--state", state).out
    assert "anna labelled it fire" in shown
    assert "label" in ask("incidents", "show", incident_of(state), "--state", state).out


def test_a_replay_heeds_labels_of_the_same_text(state: str, tmp_path: Path) -> None:
    line = {"id": "a", "title": "Russian drones hit substation in Sumy region", "published": "2025-04-02T06:00:00Z"}
    file = write(tmp_path, {"items.jsonl": json.dumps(line)}) / "items.jsonl"
    assert f'"rule":"{STRIKE}"' in ask("replay", "--items", str(file), "--json").out
    label(state, "1", "ignore")
    answer = ask("replay", "--items", str(file), "--labels", "--state", state, "--json")
    assert (answer.code, answer.out) == (0, "")
