"""`explain` says what would have made a rule fire, or what of an event stands in a text without one."""

import json

import pytest
from asking import FIRST, ask


def lines(*words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in ask("explain", *words, "--json").out.splitlines()]


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Russia could strike the substation in Sumy region", "2025-04-02", '"could" did not govern "strike"'),
        ("Russia may want to strike the substation in Sumy", "2025-04-02", " and "),
        (FIRST, "2025-06-02", "it had been published from 2025-03-18 18:00 to 2025-04-17"),
        (
            "Israeli jets bomb power station in Yemen",
            "2025-04-02",
            "a place in ukraine, russia or black-sea instead",
        ),
        ("Storm hits power lines near Odesa", "2025-04-02", "no word of weather, labour-dispute, economy or sport"),
    ],
)
def test_what_stopped_a_mention_is_told_with_what_would_have_changed_it(text: str, on: str, expected: str) -> None:
    [first, *_] = lines("--text", text, "--on", on)
    assert first["fires"] is False
    told = " ".join(first["would_fire_if"])  # type: ignore[arg-type]
    assert expected in told
    assert f"would fire if {first['would_fire_if'][0]}" in ask("explain", "--text", text, "--on", on).out  # type: ignore[index]


def test_a_text_with_one_half_names_the_lists_of_the_other() -> None:
    out = ask("explain", "--text", "Lviv left shivering after Russian strike", "--on", "2025-04-02").out
    assert "No rule finds an event in it" in out
    assert 'would fire if a word of energy-site or of outage stood beside "strike"' in out
    assert "bound or covered: russia, lviv" in out


def test_a_half_that_names_nobody_is_told_to_name_somebody() -> None:
    found = [
        line for line in lines("--text", "A strike overnight", "--on", "2025-04-02") if "strike" in str(line["half"])
    ]
    assert all(any("a party that is bound" in each for each in line["would_fire_if"]) for line in found)  # type: ignore[attr-defined]


def test_halves_that_stand_in_two_clauses_are_told_to_stand_in_one() -> None:
    text = "Substation reopens in Sumy while Moscow mulls what to hit"
    whole = [line["would_fire_if"] for line in lines("--text", text, "--on", "2025-04-02") if "half" in line]
    assert any("stood close together in one clause" in str(each) for each in whole)


def test_a_text_that_concerns_nothing_gets_the_nearest_example_and_a_word_on_its_language() -> None:
    out = ask("explain", "--text", "Farmers begin to sow the fields", "--lang", "fr").out
    assert 'pactwatch knows no language "fr"' in out
    assert "No word of any rule stands in it." in out
    assert "The example that it is most like" in out


def test_what_fires_needs_nothing() -> None:
    assert [line["would_fire_if"] for line in lines("--text", FIRST, "--on", "2025-04-02")] == [[]]


def test_colours_stand_on_a_terminal_only_and_not_where_they_are_unwanted(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("explain", "--text", FIRST, "--on", "2025-04-02")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" not in ask(*words).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in ask(*words).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert not [part for part in ask(*words).out.split("\x1b[")[1:] if part[:1] == "3"]
