"""The starter rules know a place by every spelling, in every case, and who holds it."""

import pytest
from readings import starter_rules

from monitor.edges.gazetteer import survey
from monitor.matching.lexicon import lexicon
from monitor.model.ids import Lang, ListId
from monitor.model.vocabulary import ListKind
from monitor.text.tokens import tokens

SPELLINGS = [
    ("place:kyiv", "en", "Kyiv|Kiev|Bila Tserkva|Brovary"),
    ("place:kyiv", "uk", "Києві|Київщині|Білій Церкві|Броварами"),
    ("place:kyiv", "ru", "Киеве|Киевом|Белой Церкви"),
    ("place:kyiv", "de", "Kiew|Kyjiw|Browary"),
    ("place:odesa", "en", "Odesa|Odessa"),
    ("place:odesa", "uk", "Одесі|Одесою"),
    ("place:odesa", "ru", "Одессе|Одессой"),
    ("place:dnipropetrovsk", "en", "Dnipro|Dnepr|Dnipropetrovsk|Kamianske"),
    ("place:dnipropetrovsk", "uk", "Дніпрі|Кривому Розі"),
    ("place:dnipropetrovsk", "ru", "Днепре|Кривом Роге"),
    ("place:zaporizhzhia", "en", "Zaporizhzhia|Zaporizhzhya|Zaporozhye|Enerhodar|Energodar|Melitopol"),
    ("place:zaporizhzhia", "de", "Saporischschja"),
    ("place:sumy", "uk", "Сумах|Сумщині|Шостці"),
    ("place:sumy", "ru", "Сумах|Сумской области|Шостке"),
    ("place:kharkiv", "es", "Járkov|región de Járkov"),
    ("place:belgorod", "de", "Gebiet Belgorod|Schebekino"),
    ("place:belgorod", "uk", "Бєлгороді|Шебекіному"),
    ("place:kursk", "en", "Kursk Oblast"),
    ("place:rostov", "ru", "Новошахтинске"),
    ("place:udmurtia", "en", "Izhevsk"),
]


@pytest.mark.parametrize(("place", "lang", "names"), SPELLINGS)
def test_all_spellings_of_a_place_lead_to_one(place: str, lang: str, names: str) -> None:
    phrases = lexicon(starter_rules().languages[Lang(lang)], starter_rules().lists)
    for name in names.split("|"):
        found = {sign.list for _, _, sign in phrases.find(tokens(name)) if sign.kind is ListKind.PLACE}
        assert found == {place}, name


@pytest.mark.parametrize(
    ("place", "holder"),
    [("sumy", "actor:ukraine"), ("belgorod", "actor:russia"), ("kursk", "actor:russia"), ("perm", "actor:russia"),
     ("sudzha", None), ("crimea", None), ("donetsk", None), ("zaporizhzhia", None)],
)  # fmt: skip
def test_nobody_holds_a_place_that_is_fought_over(place: str, holder: str | None) -> None:
    assert starter_rules().lists[ListId(f"place:{place}")].held_by == holder


def test_the_register_has_the_towns_of_a_country_the_largest_first() -> None:
    towns = survey(frozenset({"UA"}), 500_000).towns
    assert [town.name for town in towns][:2] == ["Kyiv", "Kharkiv"]
    assert {town.country for town in towns} == {"UA"}
    assert "Харьков" in towns[1].spellings
    assert "HRK" not in towns[1].spellings


def test_the_register_has_no_town_in_a_country_that_does_not_exist() -> None:
    assert survey(frozenset({"XX"}), 500).towns == ()


def test_the_register_tells_what_else_bears_a_name() -> None:
    elsewhere = survey(frozenset({"UA"}), 500_000).elsewhere
    assert elsewhere["Nice"] > 300_000
    assert "Kyiv" not in elsewhere
