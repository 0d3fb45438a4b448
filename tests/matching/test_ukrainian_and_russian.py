"""Ukrainian and Russian headlines, invented, as a table: what the rule of the energy pause must make of each.

`verdict` is fire, ignore or denied, and `party` who is accused where it fires (`-` where the text does not tell).
`known` marks what is not read rightly yet: it can only be taken away.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from readings import judged, the_match

from monitor.model.item import Certainty
from monitor.model.match import Match
from monitor.model.rule import Stance

TABLE = Path(__file__).parent / "headlines_uk_ru.tsv"
KNOWN = "miss"


@dataclass(frozen=True, slots=True)
class Line:
    lang: str
    at: datetime
    verdict: str
    party: str
    category: str
    known: str
    text: str


def lines() -> Iterator[Line]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            at = datetime.fromisoformat(f"{row.pop('day')}T12:00").replace(tzinfo=UTC)
            yield Line(at=at, **row)


LINES = tuple(lines())


def verdict(found: tuple[Match, ...]) -> str:
    if any(match.fires for match in found):
        return "fire"
    return "denied" if any(match.stance is Stance.DENIED for match in found) else "ignore"


def as_expected(line: Line, lang: str) -> bool:
    found = judged(line.text, line.at, lang=lang, certainty=Certainty.DAY)
    accused = {match.party or "-" for match in found if match.fires}
    return verdict(found) == line.verdict and (line.verdict != "fire" or line.party in accused)


def test_the_table_is_large_and_no_line_stands_in_it_twice() -> None:
    texts = [line.text for line in LINES]
    assert len(set(texts)) == len(texts) >= 170
    assert {line.known for line in LINES} <= {"", KNOWN}


@pytest.mark.parametrize("line", [pytest.param(each, id=f"{each.category}: {each.text}") for each in LINES])
def test_a_headline_is_read_as_the_table_says_unless_it_is_a_known_miss(line: Line) -> None:
    if line.known:
        assert not as_expected(line, line.lang), "read rightly now: take the mark away"
    else:
        assert as_expected(line, line.lang)


def test_no_language_reads_another_one_falsely_where_nobody_declared_it() -> None:
    different = [line.text for line in LINES if as_expected(line, "und") == bool(line.known)]
    assert different == []


class TestGrammar:
    def test_a_form_of_a_name_tells_that_its_bearer_was_struck(self) -> None:
        match = the_match("Україну атаковано: пошкоджено підстанцію", lang="uk")
        assert (match.party, match.places) == ("russia", ("ukraine",))

    def test_a_form_of_a_name_that_was_struck_can_be_that_of_the_accused(self) -> None:
        match = the_match("Москва звинуватила Україну в ударі по підстанції", lang="uk")
        assert (match.party, match.speaker, match.stance) == ("ukraine", "russia", Stance.CLAIMED)

    def test_whose_deed_it_is_may_follow_it(self) -> None:
        assert the_match("Удар дрона ВСУ по подстанции: главное", lang="ru").party == "ukraine"

    def test_an_adjective_after_the_deed_belongs_to_what_follows(self) -> None:
        assert the_match("Атаковали российский порт и НПЗ в Туапсе", lang="ru").party == "ukraine"

    def test_whose_thing_it_is_may_follow_it(self) -> None:
        assert the_match("Вночі атакували енергетику України", lang="uk").party == "russia"

    def test_a_phrase_that_tells_who_did_it_may_stand_before(self) -> None:
        assert the_match("По вине ВСУ разрушена подстанция в Васильевке", lang="ru").party == "ukraine"

    def test_a_cue_reaches_past_the_comma_that_leads_into_what_was_said(self) -> None:
        assert the_match("В Кремле опровергли, что российские дроны атаковали ТЭЦ", lang="ru").stance is Stance.DENIED
        assert the_match("Кремль не комментирует, дроны атаковали ТЭЦ в Сумах", lang="ru").stance is Stance.REPORTED

    def test_a_verb_may_tell_the_future_by_its_form(self) -> None:
        match = the_match("Росія вдарить по підстанціях України", lang="uk")
        assert (match.stance, match.evidence.cue and match.evidence.cue.text) == (Stance.PLANNED, "вдарить")
        assert the_match("Росія вдарила по підстанціях України", lang="uk").stance is Stance.REPORTED

    def test_a_negation_reaches_what_it_stands_before_and_not_a_harm_to_people(self) -> None:
        assert the_match("Росія не атакувала підстанцію в Сумах", lang="uk").stance is Stance.NEGATED
        assert the_match("Ніхто не постраждав від удару по підстанції в Сумах", lang="uk").fires
