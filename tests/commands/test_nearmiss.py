"""`nearmiss` shows what almost fired, which word was missing, and adds it to its list."""

from pathlib import Path

import pytest
from asking import a_state
from lessons import a_lesson, ask, lines

STRIKES = ("--rule", "energy-strike-during-pause")
WORDS = "vocabulary/words.yaml"


@pytest.fixture
def lesson(tmp_path: Path) -> tuple[str, ...]:
    rules, items = a_lesson(tmp_path)
    return ("--rules", rules, "--items", items)


def misses(lesson: tuple[str, ...]) -> dict[object, dict[str, object]]:
    return {line["item"]: line for line in lines(ask("nearmiss", *lesson, "--json")) if "item" in line}


def test_what_one_gate_stopped_and_what_holds_one_half_is_near(lesson: tuple[str, ...]) -> None:
    found = misses(lesson)
    assert {name: line["stopped_by"] for name, line in found.items()} == {
        "threat": "stance",
        "dark": None,
        "cold": None,
        "again": None,
        "late": "time",
    }
    half = found["dark"]["half"]
    assert half["missing"] == [["energy-site"], ["outage"]]  # type: ignore[index]
    assert half["bound"] == ["sumy"]  # type: ignore[index]


def test_the_likest_to_the_fire_examples_comes_first_and_what_time_alone_stopped_last(lesson: tuple[str, ...]) -> None:
    found = list(misses(lesson).values())
    assert [line["item"] for line in found][-1] == "late"
    likeness = [line["likeness"] for line in found[:-1]]
    assert likeness == sorted(likeness, reverse=True)


def test_an_unknown_word_of_many_near_misses_is_offered_to_the_list_whose_half_is_missing(
    lesson: tuple[str, ...],
) -> None:
    word = next(line for line in lines(ask("nearmiss", *lesson, "--json")) if "word" in line)
    assert (word["word"], word["list"]) == ("heat", "energy-site")
    assert set(word["items"]) == {"dark", "cold", "again"}  # type: ignore[call-overload]
    assert "heat (3 items) → energy-site?" in ask("nearmiss", *lesson).out


def test_a_word_is_added_after_it_was_shown_what_would_newly_fire(lesson: tuple[str, ...]) -> None:
    before = Path(lesson[1], WORDS).read_text(encoding="utf-8")
    answer = ask("nearmiss", *lesson, "--add", "without heat=outage", "--yes")
    assert answer.code == 0
    assert "+ dark: Sumy sits without heat after a strike" in answer.out
    assert "2 alerts would be added, 0 dropped\nadded to outage (en): without heat\n" in answer.out
    after = Path(lesson[1], WORDS).read_text(encoding="utf-8")
    assert after == before.replace("outage: {en: [blackout]}", "outage: {en: [blackout, without heat]}")
    assert "dark" not in misses(lesson)


def test_nothing_is_written_where_nobody_says_yes(lesson: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    before = Path(lesson[1], WORDS).read_text(encoding="utf-8")
    monkeypatch.setattr("typer.confirm", lambda _: False)
    answer = ask("nearmiss", *lesson, "--add", "heat=outage")
    assert answer.code == 1
    assert "Nothing was written." in answer.out
    assert Path(lesson[1], WORDS).read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("add", "code", "told"),
    [
        ("heat", 2, "is no WORD=LIST"),
        ("heat=outages", 1, 'there is no list "outages"'),
        ("blackout=outage", 1, '"blackout" stands in outage already'),
    ],
)
def test_what_cannot_be_added_is_told(lesson: tuple[str, ...], add: str, code: int, told: str) -> None:
    answer = ask("nearmiss", *lesson, "--add", add, "--yes")
    assert answer.code == code
    assert told in answer.err


def test_a_word_in_a_language_without_cues_is_refused(lesson: tuple[str, ...]) -> None:
    answer = ask("nearmiss", *lesson, "--add", "varme=outage", "--lang", "da", "--yes")
    assert answer.code == 2
    assert "pactwatch knows" in answer.err


def test_a_rule_that_is_none_is_told_with_those_that_are(lesson: tuple[str, ...]) -> None:
    answer = ask("nearmiss", *lesson, "--rule", "energy")
    assert (answer.code, answer.err) == (1, 'there is no rule "energy"; there are energy-strike\n')


def test_stored_items_are_looked_at_as_far_back_as_is_said(tmp_path: Path) -> None:
    state = str(a_state(tmp_path))
    found = lines(ask("nearmiss", *STRIKES, "--state", state, "--since", "9999d", "--json"))
    assert [(line["item"], line["stopped_by"]) for line in found if "item" in line] == [("2", "stance")]
    assert lines(ask("nearmiss", *STRIKES, "--state", state, "--since", "1d", "--json")) == []
    assert ask("nearmiss", "--state", state, "--since", "soon").code == 2


def test_what_an_analyst_labelled_is_no_near_miss(tmp_path: Path) -> None:
    state = str(a_state(tmp_path))
    ask("label", "2", "ignore", "--state", state)
    assert lines(ask("nearmiss", *STRIKES, "--state", state, "--since", "9999d", "--json")) == []
