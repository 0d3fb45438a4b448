import itertools

from hypothesis import given
from hypothesis import strategies as st

from monitor.text.tokens import tokens


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


def test_a_hyphen_inside_a_word_cuts_it_and_a_dash_between_words_stays() -> None:
    assert words("high-voltage line - cut") == ["high", "voltage", "line", "-", "cut"]


def test_a_possessive_and_a_contraction_are_tokens_of_their_own() -> None:
    assert words("Odesa’s grid didn't fail") == ["Odesa", "’s", "grid", "did", "n't", "fail"]


def test_an_apostrophe_inside_a_word_stays_in_it() -> None:
    assert words("енергетичний об'єкт") == ["енергетичний", "об'єкт"]


def test_an_abbreviation_with_points_is_one_token() -> None:
    assert words("the U.S. says") == ["the", "U.S.", "says"]


def test_numbers_keep_their_separators_and_tell_their_value() -> None:
    found = tokens("45,000 on the 18th at 6.5")
    assert [token.number for token in found] == [45_000, None, None, 18, None, None]


def test_only_a_year_of_two_centuries_reads_as_a_year() -> None:
    assert [token.is_year for token in tokens("1999 2024 1899 20245")] == [True, True, False, False]


@given(st.text())
def test_every_token_stands_where_it_says_and_none_overlap(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@given(st.text())
def test_only_white_space_and_joining_marks_are_left_out(text: str) -> None:
    kept = {at for token in tokens(text) for at in range(token.start, token.end)}
    left_out = {char for at, char in enumerate(text) if at not in kept and not char.isspace()}
    assert left_out <= set("-‐‑–")
