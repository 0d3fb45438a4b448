"""Regular expressions: located faults, and time in proportion to the text whatever the pattern."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.regex import LONGEST, Patterns, pattern_fault

EVIL = [
    "(a+)+$", "([a-zA-Z]+)*$", "(a|aa)+$", "(a|a?)+$", "(.*a){20}$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$",
    r"^([a-z0-9]([\-.]|[_]+)?([a-z0-9]+))*(@)[a-z]+$", r"(\w+\s?)+!", "(?:a?){40}a{40}",
]  # fmt: skip
"""Patterns that bring others to their knees, after the lists of OWASP."""


@pytest.mark.parametrize(
    ("pattern", "at", "said"),
    [
        ("power (plant", 6, "this ( is never closed"),
        (r"\(a (b [)(]", 4, "this ( is never closed"),
        ("power plant)", 11, "this ) closes nothing"),
        ("a [bc", 2, "this [ is never closed"),
        ("hit **", 4, "two marks of repetition follow each other"),
        ("*hit", 0, "nothing stands before this"),
        ("hit{9,2}", 3, "a repetition goes from less to more"),
        ("[z-a]", 1, "this range runs backwards"),
        (r"hit \y", 4, "RE2 knows no such escape"),
        (r"(a)\1", 3, "RE2 knows no such escape, nor references"),
        ("a(?=b)", 1, "RE2 knows no such group"),
        ("(?P<n", 0, "a named group is written"),
        ("hit\\", 3, "a \\ at the end means nothing"),
        (r"\bудар", 0, r"\b knows English letters alone"),
        ("a*", 0, "the pattern holds where nothing stands"),
        ("^$", 0, "the pattern holds where nothing stands"),
        ("a" * (LONGEST + 1), LONGEST, "the pattern goes on after"),
        ("((a{99}){9}b{999}){9}", None, ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_character(pattern: str, at: int | None, said: str) -> None:
    fault = pattern_fault(pattern)
    assert fault is not None
    assert (at is None or fault[0] == at) and fault[1].startswith(said)  # noqa: PT018


@given(st.text(max_size=30) | st.lists(st.sampled_from("()[]{}*+?|\\^$.ab1,-"), max_size=20).map("".join))
def test_any_text_is_a_pattern_or_has_a_fault_at_one_of_its_characters(text: str) -> None:
    fault = pattern_fault(text)
    if fault is None:
        list(Patterns([text]).find("Drones hit the grid"))
    else:
        assert 0 <= fault[0] <= len(text)
        assert fault[1]


@pytest.mark.parametrize("pattern", EVIL)
def test_no_pattern_takes_long(pattern: str) -> None:
    patterns = Patterns([pattern])
    begun = time.process_time()
    list(patterns.find("a" * 10_000 + "!"))
    assert time.process_time() - begun < 0.25


def test_patterns_are_told_apart_by_rank_and_place() -> None:
    patterns = Patterns(["grid", "дрон[а-яі]*", "storm", "[Dd]rone"])
    assert [tuple(found) for found in patterns.find("Ніч дронів, drone on grid")] == [
        (0, 21, 25),
        (1, 4, 10),
        (3, 12, 17),
    ]


def test_three_thousand_patterns_are_looked_for_at_once() -> None:
    patterns = Patterns([f"site{n}x.*hit" for n in range(3_000)])
    assert [found.rank for found in patterns.find("At site77x and site2999x a drone hit")] == [77, 2999]
