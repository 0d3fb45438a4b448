from hypothesis import given
from hypothesis import strategies as st

from monitor.text.phrases import Phrases
from monitor.text.tokens import tokens


def found(text: str, *phrases: str, lang: str = "en") -> list[str]:
    trie: Phrases[str] = Phrases(lang)
    for phrase in phrases:
        trie.add(phrase, phrase)
    return [value for _, _, value in trie.find(tokens(text))]


def test_a_phrase_is_found_in_every_inflected_form_of_its_words() -> None:
    assert found("Two power plants were struck", "power plant", "strike") == ["power plant", "strike"]


def test_lemmas_are_those_of_the_language() -> None:
    assert found("Удар по подстанциям", "подстанция", lang="ru") == ["подстанция"]


def test_a_phrase_across_a_hyphen_is_found_with_and_without_it() -> None:
    assert found("high-voltage and high voltage", "high-voltage") == ["high-voltage", "high-voltage"]


def test_a_word_in_capitals_is_found_in_capitals_only() -> None:
    assert found("US tells us", "US") == ["US"]


def test_a_word_with_an_equals_sign_is_found_in_that_form_only() -> None:
    assert found("Drones downed as rockets rain down", "=downed") == ["=downed"]
    assert found("They meet; we met", "=meet") == ["=meet"]


def test_case_by_position_does_not_hide_a_word() -> None:
    assert found("STRIKES Hit Refineries", "strike", "hit", "refinery") == ["strike", "hit", "refinery"]


def test_a_number_and_a_year_can_stand_for_any() -> None:
    assert found("two 12 years ago, since 2022", "<number> year ago", "since <year>") == [
        "<number> year ago",
        "since <year>",
    ]


def test_a_shorter_phrase_inside_a_longer_one_is_found_too() -> None:
    assert sorted(found("nuclear power plant", "power plant", "nuclear power plant")) == [
        "nuclear power plant",
        "power plant",
    ]


def test_a_language_without_a_dictionary_is_matched_as_written() -> None:
    assert found("Bombardering van De Centrale", "centrale", "bombardering", lang="xx") == ["bombardering", "centrale"]


def test_a_star_stands_for_any_letters_of_a_compound_and_its_end_is_inflected() -> None:
    text = "Drohnenangriffe, Angriffen, Großbränden: angreifend"
    assert found(text, "*angriff", "*brand", lang="de") == ["*angriff", "*angriff", "*brand"]
    assert found("Energieinfrastrukturanlagen und Geldanlagen", "Energie*anlage", lang="de") == ["Energie*anlage"]


def test_a_star_at_the_end_of_a_stem_stands_for_any_ending() -> None:
    assert found("Transformers und Reform", "transform*", lang="xx") == ["transform*"]


def test_a_star_is_one_word_of_a_phrase() -> None:
    assert found("von Drohnenangriffen auf", "von *angriff auf", "*", lang="de") == ["von *angriff auf"]


WORDS = st.lists(st.sampled_from(["grid", "line", "storm", "hit", "by", "at"]), min_size=1, max_size=4)


@given(WORDS, WORDS, WORDS)
def test_a_phrase_is_found_wherever_it_is_put(before: list[str], phrase: list[str], after: list[str]) -> None:
    trie: Phrases[bool] = Phrases("en")
    trie.add(" ".join(phrase), True)
    places = {first for first, _, _ in trie.find(tokens(" ".join([*before, *phrase, *after])))}
    assert len(before) in places
