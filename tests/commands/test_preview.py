import json
from pathlib import Path

import pytest
import yaml
from asking import FIRST, a_state, ask
from desks import RULES
from rulefolders import write

RECEIVERS = {
    "desk": {"address": "console://"},
    "chat": {"address": "slack://${SLACK_TOKEN}/#desk"},
    "duty": {"address": "mailtos://${MAIL_PASSWORD}@mail.example.org/duty@example.org"},
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state with one incident, beside the starter rules with receivers of our own."""
    home = tmp_path_factory.mktemp("home")
    starter = {path.relative_to(RULES).as_posix(): path.read_text("utf-8") for path in RULES.rglob("*.yaml")}
    plan = {"version": 1, "receivers": RECEIVERS, "route": {"receivers": ["desk", "chat"]}}
    (home / "rules").mkdir()
    write(home / "rules", {**starter, "alerts.yaml": yaml.safe_dump(plan)})
    a_state(home / "state")
    return home


def words(home: Path, receiver: str, *more: str) -> tuple[str, ...]:
    where = ("--rules", str(home / "rules"), "--state", str(home / "state"))
    return ("preview", "incident-1", "--receiver", receiver, *where, *more)


def test_people_see_subject_and_text_of_the_incident_as_it_stands(home: Path) -> None:
    answer = ask(*words(home, "desk"))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("[CRITICAL] CORROBORATED by 2 newsrooms (update 2): ")
    assert "Key: incident-1/2" in answer.out
    assert FIRST.split()[0] in answer.out


def test_a_mail_is_shown_as_html_and_slack_as_blocks(home: Path) -> None:
    assert ask(*words(home, "duty", "--html")).out.startswith("<!DOCTYPE html>")
    mail, slack = (json.loads(ask(*words(home, name, "--json")).out) for name in ("duty", "chat"))
    assert mail["html"].startswith("<!DOCTYPE html>")
    assert mail["blocks"] is slack["html"] is None
    assert slack["blocks"][0]["type"] == "header"
    assert set(slack) == {"subject", "text", "html", "blocks"}
    assert "Harbour Post" in ask(*words(home, "chat")).out


def test_who_would_not_be_told_is_said(home: Path) -> None:
    assert "no route leads to duty" in ask(*words(home, "duty")).err


def test_nothing_is_written(home: Path) -> None:
    before = ask("deliveries", "list", "--json", "--state", str(home / "state")).out
    ask(*words(home, "desk"))
    assert ask("deliveries", "list", "--json", "--state", str(home / "state")).out == before


def test_only_a_mail_has_html_and_what_is_unknown_is_named(home: Path) -> None:
    assert ask(*words(home, "chat", "--html")).code == 2
    assert "it has: chat, desk, duty" in ask(*words(home, "night")).err
    unknown = ask("preview", "nothing", *words(home, "desk")[2:])
    assert (unknown.code, unknown.out) == (1, "")
    assert "pactwatch incidents list" in unknown.err
