"""Halves: what of a rule's event stands in a text in which none is whole."""

from pathlib import Path

import pytest
from desks import MORNING
from rulefolders import GOOD, write

from monitor.edges.rulefiles import load
from monitor.matching.halves import Halves
from monitor.model.half import Half
from monitor.model.ids import Lang, RuleId
from monitor.model.item import Certainty
from monitor.model.match import Reading
from monitor.model.rulebook import Rulebook


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return load(write(tmp_path_factory.mktemp("rules"), GOOD))


def halves(rulebook: Rulebook, title: str, *, lang: str = "en", summary: str = "") -> list[Half]:
    reading = Reading(
        title=title,
        summary=summary,
        lang=Lang(lang),
        published_at=MORNING,
        certainty=Certainty.EXACT,
        first_seen_at=MORNING,
    )
    return list(Halves(rulebook).find(reading))


def test_an_action_without_its_target_names_every_list_that_would_make_it_whole(rulebook: Rulebook) -> None:
    (half,) = halves(rulebook, "Moscow hits a bridge in Sumy")
    assert [(words.list, half.text[words.start : words.end]) for words in half.found] == [("attack", "hits")]
    assert half.missing == (("energy-site",), ("outage",))
    assert half.bound == ("russia", "sumy")
    assert [(unread.word, unread.before, unread.after) for unread in half.unread] == [
        ("a", "hits", "bridge"),
        ("bridge", "a", "in"),
    ]


def test_the_sentence_that_holds_most_is_taken(rulebook: Rulebook) -> None:
    (half,) = halves(rulebook, "Moscow hits a bridge", summary="A strike came. The blackout of Kyiv goes on.")
    assert half.missing[0] in {("energy-site",), ("attack",)}
    (half,) = halves(rulebook, "Rain. The substation stands. Night falls after a strike on a power plant")
    assert half.text[slice(*half.span)].startswith("Night falls")
    assert half.missing == ((),)


def test_a_word_in_another_sense_is_no_half(rulebook: Rulebook) -> None:
    assert halves(rulebook, "A long power struggle in Kyiv") == []


def test_names_alone_are_no_half(rulebook: Rulebook) -> None:
    assert halves(rulebook, "Moscow and Kyiv in spring") == []


def test_a_text_in_another_language_has_none_and_one_in_an_unknown_one_is_tried_in_all(rulebook: Rulebook) -> None:
    assert halves(rulebook, "Moscow hits a bridge", lang="fr") == []
    assert {half.rule for half in halves(rulebook, "Moscow hits a bridge", lang="und")} == {RuleId("energy-strike")}


def test_what_must_stand_beside_an_event_is_missing_too(tmp_path: Path) -> None:
    all_of = "all:\n        - {action: attack, target: energy-site}\n        - {names: [weapon, weather]}\n"
    before, _, rest = GOOD["commitments/pause.yaml"].partition("any:\n")
    pause = before + all_of + "    unless:" + rest.partition("    unless:")[2]
    rulebook = load(write(tmp_path, {**GOOD, "commitments/pause.yaml": pause}))
    (half,) = halves(rulebook, "Moscow hits a substation")
    assert half.missing == (("weapon",), ("weather",))


def test_only_the_rules_that_are_asked_for_are_looked_at(rulebook: Rulebook) -> None:
    reading = Reading(
        title="Moscow hits a bridge",
        lang=Lang("en"),
        published_at=MORNING,
        certainty=Certainty.EXACT,
        first_seen_at=MORNING,
    )
    assert list(Halves(rulebook).find(reading, {RuleId("another")})) == []
