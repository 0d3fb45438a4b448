"""Queries and regular expressions: what holds, by which words, and which gates are asked."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import NOON, a_reading, marked
from rulefolders import GOOD, write

from monitor.edges.rulefiles import load
from monitor.matching import Engine, compile_engine
from monitor.model.ids import ListId
from monitor.model.match import Match
from monitor.model.rule import Stance
from monitor.text.normal import plain

PAUSED = "commitments/pause.yaml"
EVENT = GOOD[PAUSED].partition("    severity: critical\n")[2].partition("    stance:")[0]


def engine_of(folder: Path, form: str) -> Engine:
    """Return an engine of the good rulebook, its rule holding this form in place of an event."""
    pause = GOOD[PAUSED].replace(EVENT, f"    {form}\n")
    words = GOOD["vocabulary/words.yaml"].replace(
        "en: [strike, hit, shell]", "en: [strike, hit, shell], not: {en: [strike a deal]}"
    )
    return compile_engine(load(write(folder, {**GOOD, PAUSED: pause, "vocabulary/words.yaml": words})))


def judged(folder: Path, query: str, title: str, **given: object) -> tuple[Match, ...]:
    return engine_of(folder, f"query: {query}").judge(a_reading(title, NOON, **given))  # type: ignore[arg-type]


class TestWhatHolds:
    @pytest.mark.parametrize(
        ("query", "text", "words"),
        [
            ("substation", "Substations burn", ["Substations"]),
            ("'\"power plant\"'", "Two power plants burn", ["power plants"]),
            ("electri*", "Electrician fixes electricity", ["Electrician", "electricity"]),
            ("'\"nuclear powe*\"'", "A nuclear power station", ["nuclear power"]),
            ("US", "US tells us", ["US"]),
            ("list:attack AND grid", "Drones hit the grid", ["hit", "grid"]),
            ("list:actor:russia", "Moscow wakes", ["Moscow"]),
            ("grid AND (storm OR frost)", "Frost grips the grid", ["Frost", "grid"]),
            ("grid NOT football", "Grid burns", ["Grid"]),
            ("drone NEAR/1 grid", "Grid: two drones", ["Grid", "drones"]),
            ("(drone OR missile) NEAR/0 strike", "Missile strikes and more drones", ["Missile", "strikes"]),
            ("title:grid", "Grid burns", ["Grid"]),
        ],
    )
    def test_it_holds_by_its_words(self, tmp_path: Path, query: str, text: str, words: list[str]) -> None:
        [match] = judged(tmp_path, query, text)
        assert (match.fires, marked(match)) == (True, words)

    @pytest.mark.parametrize(
        ("query", "text"),
        [
            ("grid AND frost", "Grid burns"),
            ("grid NOT football", "Football fans see grid burn"),
            ("electri*", "Elected by a large majority"),
            ("list:attack", "Cities strike a deal"),
            ("drone NEAR/1 grid", "Drones and then the grid"),
            ("drone NEAR/5 grid", "Drones came. Grid burned"),
            ("grid NEAR/5 grid", "The grid"),
            ("=downed", "Rain comes down"),
        ],
    )
    def test_it_does_not_hold(self, tmp_path: Path, query: str, text: str) -> None:
        assert judged(tmp_path, query, text) == ()

    def test_and_asks_one_field_across_its_sentences(self, tmp_path: Path) -> None:
        [match] = judged(tmp_path, "drone AND grid", "A night", summary="Drones came. The grid burned.")
        assert (match.evidence.field, marked(match)) == ("summary", ["Drones", "grid"])
        assert match.evidence.clause == (0, len("Drones came. The grid burned."))
        assert judged(tmp_path, "drone AND grid", "Drones come", summary="The grid burns.") == ()

    def test_not_asks_every_field(self, tmp_path: Path) -> None:
        assert judged(tmp_path, "grid NOT football", "Grid burns", summary="Football fans wait.") == ()

    def test_title_asks_the_title_whatever_the_field(self, tmp_path: Path) -> None:
        [match] = judged(tmp_path, "title:drone AND grid", "Drones come", summary="The grid burns.")
        assert (match.evidence.field, marked(match)) == ("summary", ["grid"])
        assert judged(tmp_path, "title:drone AND grid", "A night", summary="Drones; the grid burns.") == ()

    def test_a_query_finds_the_forms_of_a_word_in_the_language_of_the_text(self, tmp_path: Path) -> None:
        [match] = judged(tmp_path, "grid OR подстанция", "Grids fail")
        assert marked(match) == ["Grids"]


class TestGates:
    def test_sense_and_party_are_not_asked(self, tmp_path: Path) -> None:
        [match] = judged(tmp_path, "grid", "Grid burns in Brazil")
        assert [(gate.gate, gate.passed) for gate in match.gates] == [
            ("sense", True), ("stance", True), ("party", True), ("time", True),
        ]  # fmt: skip
        assert match.gates[0].why == match.gates[2].why == "not asked: the rule is a query"
        assert match.party is None

    def test_stance_is_that_of_the_sentence_with_most_of_the_words(self, tmp_path: Path) -> None:
        [match] = judged(tmp_path, "drone AND grid", "A night", summary="The grid could fail. Drones hit the grid.")
        assert match.fires
        [match] = judged(tmp_path, "drone AND grid", "Kyiv fears that drones could hit the grid")
        assert (match.fires, match.reason, match.stance) == (False, "stance", Stance.HYPOTHETICAL)
        assert match.evidence.cue is not None

    def test_a_denial_is_seen(self, tmp_path: Path) -> None:
        [match] = judged(tmp_path, "drone AND grid", "Moscow denies that drones hit the grid")
        assert (match.stance, match.speaker) == (Stance.DENIED, "russia")

    def test_time_is_asked(self, tmp_path: Path) -> None:
        [match] = judged(tmp_path, "grid", "Grid burns on 3 January")
        assert (match.fires, match.reason) == (False, "time")


class TestRegex:
    def regexed(self, folder: Path, pattern: str, title: str, **given: object) -> tuple[Match, ...]:
        return engine_of(folder, f"regex: '{pattern}'").judge(a_reading(title, NOON, **given))  # type: ignore[arg-type]

    def test_it_holds_in_a_sentence_and_is_named_in_the_evidence(self, tmp_path: Path) -> None:
        [match] = self.regexed(tmp_path, r"\b[0-9]+ (drones|missiles)", "Night: 47 drones over Sumy")
        assert (match.fires, marked(match)) == (True, ["47 drones"])
        assert match.evidence.words[0].list == ListId("regex")
        assert match.gates[0].why == "not asked: the rule is a regular expression"

    def test_each_sentence_is_asked_once(self, tmp_path: Path) -> None:
        found = self.regexed(tmp_path, "[Gg]rid", "A night", summary="Grid and grid. The grid.")
        assert [match.evidence.words[0].start for match in found] == [0, 19]
        assert self.regexed(tmp_path, "night.*grid", "A night", summary="One night. The grid.") == ()

    def test_a_cue_within_what_it_found_decides_the_stance(self, tmp_path: Path) -> None:
        [match] = self.regexed(tmp_path, "Drones .* grid", "Drones could hit the grid")
        assert match.stance is Stance.HYPOTHETICAL

    def test_letters_of_every_script_are_found_at_their_place(self, tmp_path: Path) -> None:
        [match] = self.regexed(tmp_path, "удар[а-яі]*", "Ніч: ударів 12", lang="und")
        assert marked(match) == ["ударів"]


WORDS = ["grid", "drones", "hit", "the", "could", ".", "football", ",", "denies", "Moscow", "night"]
RULE = "(grid OR power*) AND (drone NEAR/3 list:attack OR title:night) NOT football"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("rules"), f"query: {RULE}")


@given(title=st.lists(st.sampled_from(WORDS), max_size=8), summary=st.lists(st.sampled_from(WORDS), max_size=20))
def test_offsets_name_words_within_the_clause(engine: Engine, title: list[str], summary: list[str]) -> None:
    for match in engine.judge(a_reading(plain(" ".join(title)), NOON, summary=plain(" ".join(summary)))):
        evidence = match.evidence
        first, end = evidence.clause
        assert 0 <= first < end <= len(evidence.text)
        assert evidence.words
        assert all(first <= words.start < words.end <= end for words in evidence.words)
        assert match.fires is all(gate.passed for gate in match.gates)


@pytest.mark.parametrize("piece", ["grid ", "grid drone hit ", "grid. ", "drone , ", "power hit football "])
def test_a_text_made_to_take_long_takes_time_in_proportion_to_its_length(engine: Engine, piece: str) -> None:
    def steps(size: int) -> int:
        calls = 0

        def count(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(count)
        try:
            engine.judge(a_reading("Night", NOON, summary=(piece * size)[: size * 10]))
        finally:
            sys.setprofile(None)
        return calls

    steps(100)
    assert steps(3000) < 15 * steps(300)


def test_queries_that_share_words_are_told_apart_by_their_own(tmp_path: Path) -> None:
    rule = GOOD[PAUSED].partition("rules:\n")[2].partition("    examples:")[0].replace(EVENT, "    query: QUERY\n")
    rules = "".join(
        rule.replace("energy-strike", f"rule-{n}").replace("QUERY", f"list:attack AND site{n}x") for n in range(300)
    )
    pause = GOOD[PAUSED].partition("rules:\n")[0] + "rules:\n" + rules
    engine = compile_engine(load(write(tmp_path, {**GOOD, PAUSED: pause})))
    reading = a_reading("Drones hit site7x and more strikes", NOON)
    calls = 0

    def count(frame: object, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call"

    engine.judge(reading)
    sys.setprofile(count)
    try:
        found = engine.judge(reading)
    finally:
        sys.setprofile(None)
    assert [match.rule for match in found] == ["rule-7"]
    assert calls < 2_000
