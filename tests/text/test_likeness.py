"""Likeness ranks texts by the rare words that they share."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.text.likeness import Likeness, terms

EXAMPLES = [terms(text, "en") for text in ("Drones hit a substation in Sumy", "Fuel depot burns after a strike")]


def test_the_nearest_shares_most_in_whatever_form() -> None:
    near = Likeness(EXAMPLES, {}, 2).nearest(terms("Substations hit by a drone", "en"))
    assert near[1] == 0
    assert 0.5 < near[0] < 1


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    seen = {"a": 90, "in": 80, "substation": 1}
    compared = Likeness(EXAMPLES, seen, 100)
    assert compared.nearest(terms("substation", "en"))[0] > compared.nearest(terms("a", "en"))[0]


def test_what_shares_nothing_is_like_nothing() -> None:
    assert Likeness(EXAMPLES, {}, 2).nearest(terms("Farmers sow", "en")) == (0.0, None)
    assert Likeness([], {}, 0).nearest(terms("Farmers sow", "en")) == (0.0, None)


@given(st.lists(st.text("abc ", max_size=12), min_size=1, max_size=4), st.text("abc ", max_size=12))
def test_likeness_lies_between_nought_and_one_and_a_text_is_most_like_itself(others: list[str], text: str) -> None:
    compared = Likeness([terms(each, "en") for each in [*others, text]], {}, len(others) + 1)
    likeness, _ = compared.nearest(terms(text, "en"))
    assert 0 <= likeness <= 1.000001
    assert likeness > 0.999999 or not terms(text, "en")
