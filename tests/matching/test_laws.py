"""Laws that hold for every text."""

import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import NOON, a_reading, judged, starter_engine, starter_rules

from monitor.matching import compile_engine
from monitor.text.normal import plain

WORDS = [
    "Russia", "Ukrainian", "drones", "hit", "strikes", "on", "power plant", "substation", "in", "Sumy", "denies", "no",
    "could", "after", ",", "storm", "without power", "agrees to halt", "18 March", "says", "by", "Kyiv", ".", ":",
    "Monday",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14).map(lambda words: plain(" ".join(words)))


@pytest.fixture(scope="module", autouse=True)
def _ready() -> None:
    """Make the engine before the clock of the first example runs."""
    starter_engine()


@given(TEXTS | st.text(max_size=80).map(plain))
def test_offsets_name_words_of_the_text_that_was_judged(text: str) -> None:
    for match in judged(text, summary=text):
        evidence = match.evidence
        assert evidence.text == text
        first, end = evidence.clause
        assert 0 <= first < end <= len(text)
        assert all(first <= words.start < words.end <= end for words in evidence.words)
        if evidence.cue:
            assert text[evidence.cue.start : evidence.cue.end] == evidence.cue.text


@given(TEXTS)
def test_a_match_fires_if_and_only_if_all_gates_passed(text: str) -> None:
    for match in judged(text):
        failed = [gate.gate for gate in match.gates if not gate.passed]
        assert match.fires is not failed
        assert match.reason == (failed[0] if failed else None)
        assert all(gate.why for gate in match.gates)


@given(TEXTS)
def test_judging_again_gives_the_same(text: str) -> None:
    assert judged(text) == judged(text)


@given(TEXTS)
@settings(max_examples=50)
def test_an_unrelated_sentence_changes_nothing(text: str) -> None:
    alone = judged("A morning", summary=text)
    beside = judged("A morning", summary=f"{text}\nGardeners met at noon to talk of roses.")
    assert [(m.fires, m.stance, m.party, m.gates) for m in alone] == [
        (m.fires, m.stance, m.party, m.gates) for m in beside
    ]


def test_the_order_of_lists_and_rules_decides_nothing() -> None:
    rules = starter_rules()
    turned = replace(
        rules,
        lists=dict(reversed(rules.lists.items())),
        commitments=tuple(
            replace(each, rules=tuple(replace(rule, any_of=rule.any_of[::-1]) for rule in each.rules))
            for each in rules.commitments
        ),
    )
    other = compile_engine(turned)
    texts = [example.text for each in rules.commitments for rule in each.rules for example in rule.examples]
    for text in texts:
        reading = a_reading(text, NOON)
        assert other.judge(reading) == starter_engine().judge(reading)


@pytest.mark.parametrize(
    "piece", ["hit substation ", "denies hit substation , ", "Russia hit Sumy substation no ", "1.", "n't", "a"]
)
def test_a_text_made_to_take_long_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def steps(size: int) -> int:
        calls = 0

        def count(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(count)
        try:
            judged("x", summary=(piece * size)[: size * 10])
        finally:
            sys.setprofile(None)
        return calls

    steps(100)
    assert steps(1000) < 20 * steps(100)
