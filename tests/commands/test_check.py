from pathlib import Path

import pytest
from asking import ask
from rulefolders import ALERTS, GOOD, changed, write

PAUSED, STRIKE = "rules/commitments/pause.yaml", 'rule "energy-strike"'


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_whole_rulebook_is_counted_and_its_warnings_named() -> None:
    write(Path("rules"), GOOD)
    answer = ask("check")
    assert answer.code == 0
    assert answer.out == (
        "rules: 1 commitment with 1 rule, 6 word lists, 2 actors, 4 places, 2 feeds, 2 receivers; "
        "no fault, 2 warnings\n"
    )
    assert answer.err.splitlines() == [
        f"{PAUSED}:29:13: warning: {STRIKE}: one example says fire; it takes 3 to trust it",
        f"{PAUSED}:30:15: warning: {STRIKE}: one example says ignore; it takes 5 to trust it",
    ]


def test_every_fault_is_named_and_counted() -> None:
    files = changed("commitments/pause.yaml", "target: energy-site}", "target: energy-sites}")
    write(Path("rules"), {**files, "alerts.yaml": ALERTS.replace("[desk]", "[dsk]")})
    answer = ask("check", "rules")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.splitlines() == [
        'rules/alerts.yaml:6:15: unknown receiver "dsk"; did you mean "desk"?',
        f'{PAUSED}:21:36: {STRIKE}: unknown vocabulary "energy-sites"; did you mean "energy-site"?',
        "2 faults in 2 files",
    ]


def test_a_folder_that_does_not_exist_is_a_fault() -> None:
    answer = ask("check", "nowhere")
    assert answer.code == 1
    assert answer.err.startswith("nowhere:1:1: there is no folder of this name; `pactwatch init` makes one")


def test_two_folders_are_wrong_usage() -> None:
    assert ask("check", "one", "two").code == 2
