from pathlib import Path

import pytest
from asking import ask
from rulefolders import GOOD, changed, write

PAUSED = "commitments/pause.yaml"
FIRE, IGNORE, DENIED = "Drones hit a substation in Sumy", "A pause is agreed", "Moscow denies hitting a power plant"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_examples_that_hold_are_counted() -> None:
    write(Path("rules"), GOOD)
    answer = ask("test")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "3 examples of 1 rule: 3 as expected, 0 not\n"


@pytest.mark.parametrize(
    ("old", "new", "place", "told"),
    [
        (FIRE, IGNORE, "29:14", "expected fire, but no mention of its event was found"),
        (FIRE, DENIED, "29:14", "expected fire, but every mention was stopped"),
        (IGNORE, FIRE, "30:16", "expected ignore, but it fires"),
        (DENIED, FIRE, "31:16", "expected denied, but it fires"),
        (DENIED, "Moscow plans to hit a power plant", "31:16", "expected denied, but no mention is denied"),
    ],
)
def test_an_example_that_is_judged_otherwise_is_named_with_what_was_made_of_it(
    old: str, new: str, place: str, told: str
) -> None:
    write(Path("rules"), changed(PAUSED, f"text: {old}", f"text: {new}"))
    answer = ask("test", "rules")
    assert answer.code == 1
    first, second, *gates = answer.err.splitlines()
    assert first == f'rules/{PAUSED}:{place}: rule "energy-strike": {told}'
    assert second.startswith(f'    "{new}" on 2025-')
    assert all(new in gate and ("stopped by the" in gate or "passed every gate" in gate) for gate in gates)
    assert bool(gates) is (new != IGNORE)
    assert answer.out == "3 examples of 1 rule: 2 as expected, 1 not\n"


def test_faults_are_told_in_place_of_examples() -> None:
    write(Path("rules"), changed("alerts.yaml", "[desk]", "[dsk]"))
    answer = ask("test")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.splitlines()[-1] == "1 fault in 1 file"
