"""`pactwatch silences` and `pactwatch routes`: what a person asks, and what the desk heeds."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from asking import a_state, ask
from rulefolders import ALERTS, GOOD, write

MUTES = """
mute-windows:
  - {id: night, do: hold, from: 22:00, until: 07:00, zone: Europe/Kyiv, receivers: [desk]}
"""
WHO = ("--author", "olena", "--comment", "a drill")


@pytest.fixture
def rules(tmp_path: Path) -> str:
    files: Mapping[str, str] = {**GOOD, "alerts.yaml": ALERTS + MUTES}
    return str(write(tmp_path / "rules", files))


@pytest.fixture
def state(tmp_path: Path) -> str:
    return str(a_state(tmp_path / "state"))


def test_a_silence_is_added_listed_heeded_by_routes_and_ended(rules: str, state: str) -> None:
    here = ("--rules", rules, "--state", state)
    added = ask("silences", "add", "--severity", "high", "--severity", "critical", "--for", "2h", *WHO, *here)
    assert added.code == 0, added.err
    assert added.out.startswith("silence 1: severity high or critical, until ")
    assert "a drill" in ask("silences", "list", "--state", state).out
    [muted, *_] = json.loads(ask("routes", "test", "--severity", "high", "--json", *here).out)
    assert (muted["state"], muted["cause"]) == ("muted", "silenced")
    assert "olena" in muted["why"]
    assert ask("silences", "expire", "1", "--state", state).code == 0
    assert ask("silences", "list", "--state", state).out == "Nothing is silenced.\n"
    again = ask("silences", "expire", "1", "--state", state)
    assert (again.code, "no silence 1 in force" in again.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--for", "2h"), "say what is silenced"),
        (("--for", "2h", "--everything", "--kind", "breach"), "say what is silenced"),
        (("--kind", "breach"), "say when it ends"),
        (("--kind", "breach", "--for", "2h", "--until", "2035-01-01"), "say when it ends"),
        (("--kind", "breach", "--until", "2020-01-01T00:00Z"), "give a time from now"),
        (("--kind", "breach", "--for", "400d"), "give a time from now"),
        (("--kind", "breech", "--for", "2h"), "did you mean 'breach'"),
        (("--commitment", "energy-paus", "--for", "2h"), "did you mean 'energy-pause'"),
    ],
)
def test_a_silence_that_is_not_whole_is_refused_with_what_is_missing(
    rules: str, state: str, words: tuple[str, ...], said: str
) -> None:
    answer = ask("silences", "add", *words, *WHO, "--rules", rules, "--state", state)
    assert answer.code == 2
    assert said in " ".join(answer.err.replace("│", " ").split())


def test_an_author_and_a_comment_must_say_something(rules: str, state: str) -> None:
    here = ("--rules", rules, "--state", state, "--kind", "breach", "--for", "1h")
    assert ask("silences", "add", "--author", "olena", *here).code == 2
    assert ask("silences", "add", "--author", " ", "--comment", "x", *here).code == 2


def test_routes_show_the_branch_and_what_becomes_of_a_notice(rules: str) -> None:
    there = ("--rules", rules, "--state", "nowhere", "--at", "2025-04-02T23:30+03:00")
    low = ask("routes", "test", "--severity", "low", *there)
    assert low.code == 0
    assert "held (window-hold) until 2025-04-03 04:00:00 UTC: by mute window night" in low.out
    grave = json.loads(ask("routes", "test", "--rule", "energy-strike", "--place", "sumy", "--json", *there).out)
    assert [(each["receiver"], each["state"]) for each in grave] == [("duty", "told")]
    assert grave[0]["branch"] == "root > 1: severity critical, place sumy"


def test_explain_says_what_became_of_the_notices_of_an_incident(rules: str, state: str) -> None:
    assert "first-report to desk: pending" in ask("explain", "1", "--rules", rules, "--state", state).out
