import csv
import json
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from asking import ask
from desks import MORNING
from hypothesis import given
from hypothesis import strategies as st
from notices import a_plain_notice
from nouns import NOON, a_delivery, a_new_delivery

from monitor.cli.history import PAGE, write_csv
from monitor.edges.clock import SystemClock
from monitor.edges.sqlite import open_store
from monitor.model.delivery import DeliveryState, Outcome, SendResult
from monitor.ports import Store

AGAIN = SendResult(outcome=Outcome.RETRY, detail="503")
SENT = SendResult(outcome=Outcome.SENT, detail="accepted")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two letters: one that arrived at the second try, and one that was never tried."""
    with closing(open_store(tmp_path / "pactwatch.db")) as store, store.transaction():
        store.enqueue(a_new_delivery("desk", "a/1"))
        store.enqueue(a_new_delivery("duty", "a/1", created_at=SystemClock().now()))
        first = store.deliveries()[-1].id
        for result, state in ((AGAIN, DeliveryState.PENDING), (SENT, DeliveryState.SENT)):
            store.begin_attempt(first, NOON)
            store.end_attempt(first, NOON, result, state, NOON)
    return store


def export(folder: Path, *words: str) -> str:
    answer = ask("deliveries", "export", "--state", str(folder), *words)
    assert (answer.code, answer.err) == (0, "")
    return answer.out


@pytest.mark.usefixtures("store")
def test_each_delivery_is_a_line_with_its_notice_and_its_tries_the_oldest_first(tmp_path: Path) -> None:
    found = [json.loads(line) for line in export(tmp_path).splitlines()]
    assert [(each["delivery"]["receiver"], len(each["attempts"])) for each in found] == [("desk", 2), ("duty", 0)]
    assert found[0]["delivery"]["notice"]["dedup_key"] == "a/1"
    assert [attempt["outcome"] for attempt in found[0]["attempts"]] == ["retry", "sent"]


@pytest.mark.usefixtures("store")
def test_a_sheet_has_a_row_per_try_and_one_for_what_was_not_tried(tmp_path: Path) -> None:
    rows = list(csv.DictReader(StringIO(export(tmp_path, "--format", "csv"))))
    assert [(row["receiver"], row["try"], row["outcome"]) for row in rows] == [
        ("desk", "1", "retry"),
        ("desk", "2", "sent"),
        ("duty", "", ""),
    ]
    assert rows[0]["decided_at"] == NOON.isoformat()
    assert rows[0]["answer"] == "503"


@pytest.mark.usefixtures("store")
def test_only_what_was_decided_since_then_is_exported_on_demand(tmp_path: Path) -> None:
    [line] = export(tmp_path, "--since", "1h").splitlines()
    assert json.loads(line)["delivery"]["receiver"] == "duty"
    wrong = ask("deliveries", "export", "--state", str(tmp_path), "--since", "yesterday")
    assert (wrong.code, wrong.out) == (2, "")
    assert "write it as 15m, 1h or 1d" in wrong.err


def test_a_history_longer_than_a_page_is_whole(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "pactwatch.db")) as store, store.transaction():
        for number in range(PAGE + 1):
            store.enqueue(a_new_delivery("desk", f"a/{number}", created_at=MORNING + timedelta(seconds=number)))
    keys = [json.loads(line)["delivery"]["dedup_key"] for line in export(tmp_path).splitlines()]
    assert keys == [f"a/{number}" for number in range(PAGE + 1)]


@given(st.sampled_from("=+-@\t\r\n"), st.text())
def test_no_cell_of_a_sheet_can_pass_for_a_formula(begin: str, rest: str) -> None:
    out = StringIO(newline="")
    delivery = a_delivery(detail=begin + rest, notice=a_plain_notice(subject=begin + rest))
    write_csv([(delivery, ())], out)
    [row] = csv.DictReader(StringIO(out.getvalue(), newline=""))
    assert row["detail"] == f"'{begin}{rest}"
    assert not any(str(cell).startswith(("=", "+", "-", "@")) for cell in row.values())
