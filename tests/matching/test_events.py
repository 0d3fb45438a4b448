"""Events of several forms in one sentence, whom they bind, and what a commitment does not cover."""

from pathlib import Path

import pytest
from readings import NOON, a_reading, marked
from rulefolders import GOOD, write

from monitor.edges.rulefiles import load
from monitor.matching import compile_engine
from monitor.model.match import Match
from monitor.model.rule import Stance

ANY = GOOD["commitments/pause.yaml"].partition("    event:\n")[2].partition("    unless:")[0]
WORDS = (
    GOOD["vocabulary/words.yaml"]
    + "  start: {en: [begin]}\n  talks: {en: [talks]}\n  airfield: {en: [military airfield]}\n"
)
BOTH = "      all:\n        - {action: start, target: talks}\n        - {names: ['actor:russia', 'actor:ukraine']}\n"
TWO = """\
      all:
        - {action: start, target: talks}
        - {any: [{action: attack, target: energy-site}, {breach-of: energy-truce}]}
"""
BOUND = "      {action: attack, target: energy-site, binds: [ukraine]}\n"
PLAIN = "      {action: attack, target: energy-site}\n"


def judged(folder: Path, text: str, event: str = PLAIN, promise: str = "", words: str = WORDS) -> tuple[Match, ...]:
    pause = GOOD["commitments/pause.yaml"].replace(ANY, event).replace("zone:", f"{promise}zone:", 1)
    files = {**GOOD, "commitments/pause.yaml": pause, "vocabulary/words.yaml": words}
    return compile_engine(load(write(folder, files))).judge(a_reading(text, NOON))


def the_match(folder: Path, text: str, event: str = PLAIN, promise: str = "", words: str = WORDS) -> Match:
    [match] = judged(folder, text, event, promise, words)
    return match


class TestAll:
    def test_it_holds_where_all_stand_in_one_sentence(self, tmp_path: Path) -> None:
        match = the_match(tmp_path, "Talks with Moscow begin in Riyadh", BOTH)
        assert marked(match) == ["Talks", "Moscow", "begin"]

    @pytest.mark.parametrize(
        "text", ["Talks begin in Riyadh", "Talks begin in Riyadh. Moscow waits", "Moscow and Kyiv"]
    )
    def test_it_does_not_hold_where_one_is_lacking_in_the_sentence(self, tmp_path: Path, text: str) -> None:
        assert judged(tmp_path, text, BOTH) == ()

    def test_another_event_may_stand_beside_the_first(self, tmp_path: Path) -> None:
        match = the_match(tmp_path, "Talks in Kyiv begin as Russia strikes a substation", TWO)
        assert marked(match) == ["Talks", "begin", "strikes", "substation"]
        assert judged(tmp_path, "Talks in Kyiv begin as rain falls", TWO) == ()

    def test_the_first_event_decides_the_stance(self, tmp_path: Path) -> None:
        match = the_match(tmp_path, "Talks could begin in Kyiv after Russia hit a power plant", TWO)
        assert match.stance is Stance.HYPOTHETICAL

    def test_who_is_named_beside_it_can_be_who_did_it(self, tmp_path: Path) -> None:
        assert the_match(tmp_path, "Russia begins talks", BOTH).party == "russia"


class TestBinds:
    def test_it_fires_for_the_party_that_it_binds(self, tmp_path: Path) -> None:
        match = the_match(tmp_path, "Ukraine hits a power plant", BOUND)
        assert (match.fires, match.party) == (True, "ukraine")

    def test_it_does_not_fire_for_another_party(self, tmp_path: Path) -> None:
        match = the_match(tmp_path, "Russia hits a power plant", BOUND)
        assert (match.fires, match.reason, match.party) == (False, "party", "russia")
        assert match.gates[2].why == "russia did it; this event binds ukraine alone"

    def test_it_fires_where_the_text_does_not_tell_who_did_it(self, tmp_path: Path) -> None:
        assert the_match(tmp_path, "Power plant in Donetsk hit", BOUND).party is None
        assert the_match(tmp_path, "Power plant in Donetsk hit", BOUND).fires


class TestExceptions:
    THINGS, PLACE = "except: [airfield]\n", "except: ['place:sumy']\n"

    @pytest.mark.parametrize(
        "text", ["Russia hits substation at a military airfield", "Russia hits military airfield's substation"]
    )
    def test_what_is_part_of_an_exception_is_not_covered(self, tmp_path: Path, text: str) -> None:
        match = the_match(tmp_path, text, promise=self.THINGS)
        assert (match.fires, match.reason) == (False, "sense")
        assert match.gates[0].why == 'the commitment does not cover "military airfield" (airfield)'
        assert the_match(tmp_path, text).fires

    @pytest.mark.parametrize(
        "text",
        [
            "Russia hits substation and a military airfield",
            "Russia hits military airfield, substation",
            "Russia hits substation",
            "After take-off from a military airfield Russia hits substation",
        ],
    )
    def test_what_was_struck_beside_an_exception_is_covered(self, tmp_path: Path, text: str) -> None:
        assert the_match(tmp_path, text, promise=self.THINGS).fires

    def test_words_that_hold_those_of_a_target_are_an_exception(self, tmp_path: Path) -> None:
        words = WORDS.replace("military airfield", "floating power plant")
        assert (
            the_match(tmp_path, "Russia hits floating power plant", promise=self.THINGS, words=words).reason == "sense"
        )

    def test_a_place_within_those_covered_can_be_an_exception(self, tmp_path: Path) -> None:
        match = the_match(tmp_path, "Russia hits substation in Sumy", promise=self.PLACE)
        assert (match.reason, match.gates[2].why) == ("party", "sumy is not covered by the commitment")
        assert the_match(tmp_path, "Russia hits substation in Donetsk", promise=self.PLACE).fires
