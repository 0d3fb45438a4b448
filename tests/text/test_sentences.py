from hypothesis import given
from hypothesis import strategies as st

from monitor.text.sentences import sentences
from monitor.text.tokens import tokens


def cut(text: str, *abbreviations: str) -> list[str]:
    found = tokens(text)
    return [text[found[a].start : found[b - 1].end] for a, b in sentences(text, found, abbreviations)]


def test_a_point_before_a_capital_ends_a_sentence() -> None:
    assert cut("The grid fell. Crews came.") == ["The grid fell.", "Crews came."]


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    assert cut('"They hit it." He left.') == ['"They hit it."', "He left."]


def test_abbreviations_and_initials_end_no_sentence() -> None:
    assert cut("Gov. Ivan P. Petrenko spoke. All heard.", "gov") == ["Gov. Ivan P. Petrenko spoke.", "All heard."]


def test_a_point_before_a_small_letter_ends_no_sentence() -> None:
    assert cut("About 4 tys. homes are dark") == ["About 4 tys. homes are dark"]


def test_a_semicolon_parts_statements_that_stand_for_themselves() -> None:
    assert cut("Missiles hit hotel; minister visits plant") == ["Missiles hit hotel;", "minister visits plant"]


def test_a_line_feed_ends_a_sentence() -> None:
    assert cut("A headline\nand its lead") == ["A headline", "and its lead"]


@given(st.text(alphabet=st.sampled_from("aB1 .!?\n\"'»")))
def test_sentences_hold_every_token_once_and_in_order(text: str) -> None:
    found = tokens(text)
    ranges = list(sentences(text, found))
    assert [at for first, end in ranges for at in range(first, end)] == list(range(len(found)))
