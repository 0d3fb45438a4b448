"""Which place a town means, and which of its names mean it."""

from functools import partial
from pathlib import Path

import pytest
from atlases import a_town, an_atlas, given, one_town_each
from rulefolders import GOOD, WORLD, faults, write

from monitor.alerts.addresses import address_fault
from monitor.edges.rulefiles import read_sources
from monitor.model.gazetteer import Atlas
from monitor.model.ids import Lang, ListId
from monitor.rulebook import build

TOWNS = WORLD.replace("ukraine: {en: [Ukraine],", "ukraine: {en: [Ukraine], gazetteer: [UA],").replace(
    "russia: {en: [Russia], held-by: russia}", "russia: {en: [Russia], held-by: russia, gazetteer: [RU]}"
)
SUMY = a_town("Sumy", "Суми", "Сумы", "Sumo", people=256_000)
SAMARA = a_town("Samara", region="RU.65", people=1_163_000)
SHOSTKA = a_town("Shostka", "Шостка", people=80_000)


def places(tmp_path: Path, atlas: Atlas, world: str = TOWNS, lang: str = "en") -> dict[str, set[str]]:
    """Return per place the names that the gazetteer added, without the mark of a doubtful name."""
    folder = write(tmp_path, {**GOOD, "vocabulary/world.yaml": world})
    lists = build(read_sources(folder), address_fault, partial(given, atlas=atlas)).lists
    return {
        words.name: {phrase[2:] for phrase in words.phrases.get(Lang(lang), ()) if phrase.startswith("^?")}
        for words in lists.values()
        if words.id.startswith("place:")
    }


def test_a_town_means_the_place_that_names_the_largest_town_of_its_region(tmp_path: Path) -> None:
    assert "Shostka" in places(tmp_path, an_atlas(SAMARA, SUMY, SHOSTKA))["sumy"]


def test_a_town_of_a_region_that_no_place_names_means_the_country(tmp_path: Path) -> None:
    assert "Balta" in places(tmp_path, an_atlas(SAMARA, SUMY, a_town("Balta", region="UA.17")))["ukraine"]


def test_a_place_may_name_its_region_by_its_code(tmp_path: Path) -> None:
    world = TOWNS.replace("sumy: {en: [Sumy],", "sumy: {en: [Sumy], gazetteer: [UA.99],")
    assert "Balta" in places(tmp_path, an_atlas(SAMARA, SUMY, a_town("Balta", region="UA.99")), world)["sumy"]


def test_a_town_means_the_place_inside_its_region_that_names_it(tmp_path: Path) -> None:
    world = TOWNS + "  shostka: {en: [Shostka], in: sumy, disputed: true}\n"
    found = places(tmp_path, an_atlas(SAMARA, SUMY, SHOSTKA), world, "uk")
    assert "Шостку" in found["shostka"]
    assert "Шостку" not in found["sumy"]


def test_a_town_is_named_in_the_letters_and_cases_of_each_language(tmp_path: Path) -> None:
    atlas = an_atlas(SAMARA, SUMY)
    assert {"Суми", "Сумах", "Сумами"} <= places(tmp_path, atlas, lang="uk")["sumy"]
    assert {"Сумы", "Сумах"} <= places(tmp_path, atlas, lang="ru")["sumy"]
    assert {"Sumi", "Súmi"} <= places(tmp_path, atlas, lang="es")["sumy"]
    assert "Sumo" not in places(tmp_path, atlas)["sumy"], "nobody knows whose spelling that is"


def test_a_name_that_the_operator_gives_another_place_is_not_the_towns(tmp_path: Path) -> None:
    found = places(tmp_path, an_atlas(SAMARA, SUMY, a_town("Donetsk", region="RU.61", people=50_000)))
    assert not any("Donetsk" in names for names in found.values())


def test_a_name_that_towns_of_both_sides_bear_means_both(tmp_path: Path) -> None:
    namesakes = an_atlas(SAMARA, SUMY, a_town("Mykilsk", region="UA.21"), a_town("Mykilsk", region="RU.41"))
    found = places(tmp_path, namesakes)
    assert [place for place, names in found.items() if "Mykilsk" in names] == ["russia", "sumy"]


def test_a_town_ten_times_as_large_as_its_namesake_is_meant_alone(tmp_path: Path) -> None:
    namesakes = an_atlas(SAMARA, SUMY, a_town("Mykilsk", people=200_001), a_town("Mykilsk", region="RU.41"))
    assert [place for place, names in places(tmp_path, namesakes).items() if "Mykilsk" in names] == ["sumy"]


def test_a_name_that_a_larger_town_elsewhere_bears_is_not_taken(tmp_path: Path) -> None:
    assert "Balta" not in places(tmp_path, an_atlas(SAMARA, SUMY, a_town("Balta"), elsewhere={"Balta": 90_000}))["sumy"]


def test_a_town_below_the_least_number_of_people_is_not_taken(tmp_path: Path) -> None:
    atlas = an_atlas(SAMARA, SUMY, a_town("Balta", people=4_999), a_town("Shostka", people=5_000))
    assert places(tmp_path, atlas)["sumy"] >= {"Shostka"}
    assert "Balta" not in places(tmp_path, atlas)["sumy"]
    world = TOWNS.replace("sumy: {en: [Sumy],", "sumy: {en: [Sumy], people: 1000,")
    assert "Balta" not in places(tmp_path, atlas, world)["sumy"], "the code stands at the country"
    world = TOWNS.replace("gazetteer: [UA],", "gazetteer: [UA], people: 1000,")
    assert "Balta" in places(tmp_path, atlas, world)["sumy"]


def test_a_town_that_the_operator_does_not_want_is_left_out_by_any_of_its_names(tmp_path: Path) -> None:
    world = TOWNS.replace("gazetteer: [UA],", "gazetteer: [UA], without: [Шостка],")
    assert "Shostka" not in places(tmp_path, an_atlas(SAMARA, SUMY, SHOSTKA), world)["sumy"]


@pytest.mark.parametrize(
    ("key", "told"),
    [("gazetteer: [UKR]", '"UKR" is no code of a country, as UA, nor of a region in it, as UA.21'),
     ("gazetteer: [XX]", 'place "ukraine": the gazetteer has no town in "XX"')],
)  # fmt: skip
def test_a_code_that_names_no_country_is_a_fault_at_its_place(tmp_path: Path, key: str, told: str) -> None:
    world = TOWNS.replace("gazetteer: [UA]", key)
    found = faults(tmp_path, {**GOOD, "vocabulary/world.yaml": world})
    assert len(found) == 1
    assert told in found[0]
    assert "vocabulary/world.yaml:6:" in found[0]


def test_a_name_given_by_hand_is_there_in_all_its_cases(tmp_path: Path) -> None:
    world = WORLD.replace("sumy: {en: [Sumy],", "sumy: {en: [Sumy], uk: [^Суми],")
    folder = write(tmp_path, {**GOOD, "vocabulary/world.yaml": world})
    lists = build(read_sources(folder), address_fault, one_town_each).lists
    assert {"^Суми", "^Сумах"} <= set(lists[ListId("place:sumy")].phrases[Lang("uk")])
