"""Laws that hold for every text."""

import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from adversarial import LINES
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import NOON, a_reading, judged, starter_engine, starter_rules

from monitor.matching import compile_engine
from monitor.matching.lexicon import lexicon
from monitor.model.ids import Lang
from monitor.model.match import Match
from monitor.text.normal import plain
from monitor.text.tokens import tokens

WORDS = [
    "Russia", "Ukrainian", "drones", "hit", "strikes", "on", "power plant", "substation", "in", "Sumy", "denies", "no",
    "could", "after", ",", "storm", "without power", "agrees to halt", "18 March", "says", "by", "Kyiv", ".", ":",
    "Monday", "accuse each other of", "it", "near", ", who", "because of", "worker", "in early March", "next", "fake",
    "claims", "was shot down", "to", "and", "gas", "its", "years ago", "of", "these", "?",
]  # fmt: skip
SENSE = 0.7
"""How much of an odd text is words that mean something."""
ENGLISH = starter_rules().languages[Lang("en")]
PHRASES = lexicon(ENGLISH, starter_rules().lists)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14).map(lambda words: plain(" ".join(words)))


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
def test_the_marked_words_are_a_phrase_of_the_list_that_they_are_marked_as(text: str) -> None:
    for match in judged(text, summary=text):
        for words in match.evidence.words:
            assert words.list in lists_of(match.evidence.text[words.start : words.end])


def lists_of(text: str) -> set[str]:
    """Return the lists of which a whole text is a phrase."""
    cut = tokens(text)
    found = (*PHRASES.find(cut), *PHRASES.find_joined(cut, ENGLISH.joining))
    signs = [sign for first, end, sign in found if (first, end) == (0, len(cut))]
    return {str(sign.list or sign.role.value) for sign in signs}


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
    other = "Gardeners met at noon for a long talk on roses."
    alone = judged("A morning", summary=text)
    for summary in (f"{text}\n{other}", f"{other}\n{text}"):
        beside = judged("A morning", summary=summary)
        assert [(m.fires, m.stance, m.party, m.gates) for m in alone] == [
            (m.fires, m.stance, m.party, m.gates) for m in beside
        ]


def test_the_order_of_lists_and_rules_decides_nothing() -> None:
    rules = starter_rules()
    turned = replace(
        rules,
        lists=dict(reversed(rules.lists.items())),
        commitments=tuple(
            replace(each, rules=tuple(replace(rule, any_of=rule.any_of[::-1]) for rule in reversed(each.rules)))
            for each in reversed(rules.commitments)
        ),
    )
    other = compile_engine(turned)
    texts = [example.text for each in rules.commitments for rule in each.rules for example in rule.examples]
    for text in (*texts, *(line.text for line in LINES)):
        reading = a_reading(text, NOON)
        assert by_rule(other.judge(reading)) == by_rule(starter_engine().judge(reading))


def by_rule(found: Iterable[Match]) -> list[Match]:
    """Return matches by rule, each rule's in the order that it has them."""
    return sorted(found, key=lambda match: match.rule)


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


def odd_texts(count: int) -> Iterator[str]:
    """Yield texts of words that mean something here, of any characters, and of both: the same ones each time."""
    chance = random.Random(17)  # noqa: S311  # for tests, not for secrets
    for _ in range(count):
        pieces = (
            chance.choice(WORDS) if chance.random() < SENSE else chr(chance.randrange(sys.maxunicode + 1))
            for _ in range(chance.randrange(1, 60))
        )
        yield chance.choice(" \n").join(pieces)


@pytest.mark.parametrize("count", [1_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_any_text_yields_a_verdict(count: int) -> None:
    for text in odd_texts(count):
        for match in judged(text, summary=text):
            assert match.evidence.text == text


@pytest.mark.slow
def test_a_text_of_every_character_and_one_of_a_megabyte_take_time_in_proportion() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    news = " ".join(piece for piece in odd_texts(8_000) if piece.isprintable())
    for text in (every, (news * 3)[:1_000_000]):
        tenth, whole = took(text[: len(text) // 10]), took(text)
        assert whole < 30 * tenth + 1


def took(text: str) -> float:
    """Return how many seconds of the processor a text takes."""
    begin = time.process_time()
    judged("x", summary=text)
    return time.process_time() - begin
