"""Names of places: written in other letters, and in all their cases."""

import pytest

from monitor.model.ids import Lang
from monitor.model.naming import Naming
from monitor.text.names import Transcription, accented, akin, declined
from monitor.text.phrases import Phrases
from monitor.text.tokens import tokens

UKRAINIAN = Naming(
    code=Lang("uk"),
    alphabet="абв",
    cases={
        "*": ("а", "у", "", "ом", "і|у"),
        "и": ("", "ам", "и", "ами", "ах"),
        "ий": ("ого", "ому", "ий", "им", "ому"),
        "ріг": ("рогу", "рогу", "ріг", "рогом", "розі"),
    },
)


def found(text: str, phrase: str, lang: str = "uk", *before: str) -> bool:
    phrases: Phrases[str] = Phrases(lang, before)
    phrases.add(phrase, phrase)
    return bool(list(phrases.find(tokens(text))))


def test_the_longest_group_of_letters_is_transcribed_and_the_begin_of_a_word_by_its_own_rule() -> None:
    english = Transcription({"щ": "shch", "і": "i", "г": "h", "зг": "zgh", "з": "z", "є": "ie", "^є": "ye", "н": "n"})
    assert [english(name) for name in ("Єн", "Нєн", "Згін", "Щін-Єн")] == ["Yen", "Nien", "Zghin", "Shchin-Yen"]


def test_a_name_with_a_letter_that_is_not_in_the_table_is_not_transcribed() -> None:
    assert Transcription({"а": "a"})("Аж") is None


def test_one_vowel_at_most_bears_an_accent() -> None:
    assert list(accented("Jarkov", {"a": "á", "o": "ó"})) == ["Járkov", "Jarkóv"]


def test_a_name_has_the_forms_of_its_longest_ending() -> None:
    assert declined("Суми", UKRAINIAN) == ("Суми", "Сум", "Сумам", "Сумами", "Сумах")


def test_the_words_of_a_name_are_declined_together() -> None:
    assert declined("Кривий Ріг", UKRAINIAN) == (
        "Кривий Ріг", "Кривого Рогу", "Кривому Рогу", "Кривим Рогом", "Кривому Розі",
    )  # fmt: skip


def test_of_a_word_with_hyphens_its_first_part_or_its_last_is_declined() -> None:
    assert {"Баху-на-Тан", "Бах-на-Тану"} <= set(declined("Бах-на-Тан", UKRAINIAN))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Kharkov", "Kharkiv", True), ("Rovno", "Rivne", True), ("Volchansk", "Vovchansk", True),
     ("Gulyaypole", "Huliaipole", True), ("Petrovka", "Kurakhove", False), ("Lvov", "Lutsk", False)],
)  # fmt: skip
def test_spellings_of_one_name_sound_alike(one: str, other: str, same: bool) -> None:
    assert akin(one, other) is same


def test_a_name_is_found_with_its_capital_only() -> None:
    assert found("Вибухи у Сумах", "^Сумах")
    assert not found("великі суми", "^Суми")


def test_all_apostrophes_are_one() -> None:
    assert found("у Куп’янську", "^Куп'янську")


def test_a_name_inside_a_word_of_mixed_case_is_none() -> None:
    assert not found("SuMi Trust", "^Sumi", "en")


def test_a_doubtful_name_that_is_an_ordinary_word_is_not_found() -> None:
    assert not found("Fight in a Bar", "^?Bar", "en")
    assert found("Drones hit Shostka", "^?Shostka", "en")


@pytest.mark.parametrize("text", ["Vladimir Putin spoke", "Vladimir V. Putin spoke", "Igor Vladimir spoke"])
def test_a_doubtful_name_beside_another_name_is_a_part_of_it(text: str) -> None:
    assert not found(text, "^?Vladimir", "en")


def test_an_office_in_capitals_after_a_name_is_no_part_of_it() -> None:
    assert found("у Броварах ДСНС гасить пожежу", "^?Броварах")


def test_after_a_word_of_place_an_ordinary_word_with_a_capital_is_a_name() -> None:
    assert found("Обстріл у Рубіжному", "^?Рубіжному", "uk", "у")
    assert not found("Свобода слова", "^?Свобода", "uk", "у")
