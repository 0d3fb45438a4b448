import json
from contextlib import closing
from pathlib import Path

import pytest
from asking import FIRST, PLEDGE, SECOND, a_state, ask, fill_state
from nouns import an_item

from monitor.edges.sqlite import open_store
from monitor.model.ids import IncidentId, ItemId


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_state(tmp_path_factory.mktemp("state"))


def test_incidents_are_listed_with_what_people_were_told(state: Path) -> None:
    answer = ask("incidents", "list", "--state", str(state))
    assert answer.code == 0
    assert "incident-1" in answer.out
    assert "first-report, corroborated" in answer.out


def test_incidents_are_listed_as_json_one_a_line(state: Path) -> None:
    lines = ask("incidents", "list", "--json", "--state", str(state)).out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["incident-1"]


def test_an_incident_shows_its_newsrooms_and_the_words_that_matched(state: Path) -> None:
    answer = ask("incidents", "show", "incident-1", "--state", str(state))
    assert answer.code == 0
    for words in ("Dawn Courier", "Harbour Post", FIRST, SECOND, "accused: russia"):
        assert words in answer.out


def test_an_unknown_incident_is_an_error_that_says_where_to_look(state: Path) -> None:
    answer = ask("incidents", "show", "nothing", "--state", str(state))
    assert (answer.code, answer.out) == (1, "")
    assert "pactwatch incidents list" in answer.err
    assert "Traceback" not in answer.err


def test_explain_tells_what_each_gate_said_of_a_stored_item(state: Path) -> None:
    answer = ask("explain", "1", "--state", str(state))
    assert answer.code == 0
    for words in (FIRST, "incident incident-1", "fires", "sense", "stance", "party", "time"):
        assert words in answer.out


def test_explain_names_the_item_whose_text_another_copies(tmp_path: Path) -> None:
    with closing(fill_state(tmp_path)) as store:
        copy = store.add_item(an_item(), ItemId(1))
    assert "copy of item 1" in ask("explain", str(copy.id), "--state", str(tmp_path)).out


def test_explain_tells_which_gate_stopped_an_item(state: Path) -> None:
    answer = ask("explain", "2", "--state", str(state))
    assert PLEDGE in answer.out
    assert "stopped by stance" in answer.out
    assert "pledged" in answer.out


def test_explain_judges_any_text_by_the_rules_as_they_are(state: Path) -> None:
    answer = ask("explain", "--text", FIRST, "--at", "2025-04-02", "--json")
    match = json.loads(answer.out)
    assert (match["fires"], match["windows"], match["places"]) == (True, ["moscow", "kyiv"], ["sumy"])


def test_explain_says_so_where_no_rule_finds_an_event() -> None:
    assert "No rule finds an event" in ask("explain", "--text", "Gardeners meet at noon").out


def test_explain_of_markup_prints_it_as_text() -> None:
    text = "[bold]Russian[/bold] drones hit substation in Sumy \x1b[31mregion"
    answer = ask("explain", "--text", text, "--at", "2025-04-02")
    assert "[bold]Russian[/bold]" in answer.out
    assert "\x1b" not in answer.out


def test_an_unknown_item_is_an_error_that_says_where_to_look(state: Path) -> None:
    answer = ask("explain", "99", "--state", str(state))
    assert answer.code == 1
    assert "there is no item 99" in answer.err


def test_a_folder_without_state_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    for words in (("incidents", "list"), ("deliveries", "list"), ("status",), ("explain", "1")):
        answer = ask(*words, "--state", str(tmp_path))
        assert answer.code == 1
        assert "pactwatch run" in answer.err
        assert not list(tmp_path.iterdir())


def test_what_people_decide_is_shown_with_its_reason_and_who_decided(tmp_path: Path) -> None:
    fill_state(tmp_path).close()
    rules = ("--rules", "rules", "--state", str(tmp_path), "--by", "Ada")
    for words in (("ack", "incident-1"), ("note", "incident-1", "asked", "the", "grid"), ("close", "incident-1")):
        answer = ask("incidents", *words, *rules)
        assert answer.code == 0, answer.err
    shown = ask("incidents", "show", "incident-1", "--state", str(tmp_path)).out
    for words in (
        "closed, corroborated, acknowledged",
        "looked after by Ada",
        "noted: asked the grid (by Ada)",
        "sides:",
    ):
        assert words in shown
    assert ask("incidents", "close", "incident-1", *rules).err == "incident-1 is closed already\n"
    assert ask("incidents", "reopen", "incident-1", *rules).out == "incident-1 is open\n"


def test_items_are_split_from_an_incident_and_merged_again(tmp_path: Path) -> None:
    fill_state(tmp_path).close()
    where = ("--rules", "rules", "--state", str(tmp_path))
    with closing(open_store(tmp_path / "pactwatch.db", read_only=True)) as store:
        taken = store.members(IncidentId("incident-1"))[-1].item
    answer = ask("incidents", "split", "incident-1", str(taken), *where)
    assert answer.code == 0, answer.err
    new = answer.out.split(" are ")[1].split()[0]
    assert ask("incidents", "merge", "incident-1", new, *where).code == 0
    assert "merged into incident-1" in ask("incidents", "show", new, "--state", str(tmp_path)).out
