"""Precision and recall of each rule on its labels."""

from monitor.model.ids import RuleId
from monitor.model.rule import Expectation
from monitor.teaching.scoring import Outcome, scores

RULE = RuleId("energy-strike")


def outcome(expected: Expectation, fires: bool, rule: RuleId = RULE) -> Outcome:
    return Outcome(rule=rule, expected=expected, fires=fires, passed=fires == (expected is Expectation.FIRE))


def test_precision_counts_what_fires_and_recall_what_was_meant_to() -> None:
    found = [
        outcome(Expectation.FIRE, True),
        outcome(Expectation.FIRE, False),
        outcome(Expectation.FIRE, False),
        outcome(Expectation.IGNORE, True),
        outcome(Expectation.DENIED, False),
    ]
    (score,) = scores(found)
    assert (score.labels, score.passed, score.precision, score.recall) == (5, 2, 1 / 2, 1 / 3)


def test_what_never_fires_has_no_precision_and_what_never_should_no_recall() -> None:
    first, second = scores([outcome(Expectation.IGNORE, False, RuleId("b")), outcome(Expectation.FIRE, False)])
    assert (first.rule, first.precision, first.recall) == ("b", None, None)
    assert (second.precision, second.recall) == (None, 0.0)
