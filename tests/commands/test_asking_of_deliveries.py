import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from asking import a_state, ask, fill_state
from desks import MORNING

from monitor.edges.sqlite import open_store
from monitor.model.delivery import DeliveryState, Outcome, SendResult


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state in which one letter is dead."""
    with closing(fill_state(tmp_path)) as store, store.transaction():
        row = store.due_deliveries(MORNING + timedelta(hours=1), 1)[0]
        store.begin_attempt(row.id, MORNING)
        result = SendResult(outcome=Outcome.REJECTED, detail="400 no such channel")
        store.end_attempt(row.id, MORNING, result, DeliveryState.DEAD, MORNING)
    return tmp_path


def test_deliveries_are_listed_with_their_state_and_last_outcome(state: Path) -> None:
    answer = ask("deliveries", "list", "--state", str(state))
    assert answer.code == 0
    assert "400 no such channel" in answer.out
    assert "pending" in answer.out


def test_only_those_in_one_state_are_listed_on_demand(state: Path) -> None:
    lines = ask("deliveries", "list", "--only", "dead", "--json", "--state", str(state)).out.splitlines()
    assert [json.loads(line)["state"] for line in lines] == ["dead"]
    assert ask("deliveries", "list", "--only", "sent", "--state", str(state)).out == "No delivery is sent.\n"


def test_one_delivery_is_shown_with_its_tries_and_its_letter(state: Path) -> None:
    dead = json.loads(ask("deliveries", "list", "--only", "dead", "--json", "--state", str(state)).out)["id"]
    answer = ask("deliveries", "show", str(dead), "--state", str(state))
    assert answer.code == 0
    for words in ("dead", "try 1 at 2025-04-02", "rejected: 400 no such channel", "Russian drones hit substation"):
        assert words in answer.out
    shown = json.loads(ask("deliveries", "show", str(dead), "--json", "--state", str(state)).out)
    assert (shown["delivery"]["id"], shown["delivery"]["tried"]["refused"]) == (dead, 1)
    assert [attempt["outcome"] for attempt in shown["attempts"]] == ["rejected"]


def test_a_delivery_that_is_none_is_named(state: Path) -> None:
    answer = ask("deliveries", "show", "404", "--state", str(state))
    assert (answer.code, answer.err) == (1, "there is no delivery 404; see `pactwatch deliveries list`\n")


def test_what_may_have_arrived_is_listed_as_such(tmp_path: Path) -> None:
    with closing(fill_state(tmp_path)) as store, store.transaction():
        row = store.waiting()[0]
        store.begin_attempt(row.id, MORNING)
        unknown = SendResult(outcome=Outcome.UNKNOWN, detail="no answer")
        store.end_attempt(row.id, MORNING, unknown, DeliveryState.DEAD, MORNING)
    assert "dead (may have arrived)" in ask("deliveries", "list", "--only", "dead", "--state", str(tmp_path)).out


def test_a_dead_letter_is_queued_again_once(state: Path) -> None:
    dead = json.loads(ask("deliveries", "list", "--only", "dead", "--json", "--state", str(state)).out)["id"]
    assert ask("deliveries", "retry", str(dead), "--state", str(state)).out == "1 queued again\n"
    again = ask("deliveries", "retry", str(dead), "--state", str(state))
    assert again.code == 1
    assert "is not a dead letter" in again.err


def test_all_dead_letters_are_queued_at_once(state: Path) -> None:
    assert ask("deliveries", "retry", "--all", "--state", str(state)).out == "1 queued again\n"
    assert ask("deliveries", "retry", "--all", "--state", str(state)).out == "0 queued again\n"
    with closing(open_store(state / "pactwatch.db", read_only=True)) as store:
        assert store.delivery_counts().get(DeliveryState.DEAD, 0) == 0


def test_retry_without_saying_which_is_a_usage_error(tmp_path: Path) -> None:
    answer = ask("deliveries", "retry", "--state", str(a_state(tmp_path)))
    assert answer.code == 2
    assert "--all" in answer.err
