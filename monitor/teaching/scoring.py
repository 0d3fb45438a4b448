"""Scores rules on labels: how often what fires was meant to, and how much of what was meant to fires."""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.model.ids import RuleId
from monitor.model.rule import Expectation


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a label expects of a rule on an item, whether the rule fires there, and whether that is as expected."""

    rule: RuleId
    expected: Expectation
    fires: bool
    passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a rule does on its labels. `precision` is None where it never fires, `recall` where it never should."""

    rule: RuleId
    labels: int
    passed: int
    precision: float | None
    recall: float | None


def scores(outcomes: Iterable[Outcome]) -> list[Score]:
    """Return a score for each rule that has labels, by its name."""
    of_rule: dict[RuleId, list[Outcome]] = {}
    for outcome in outcomes:
        of_rule.setdefault(outcome.rule, []).append(outcome)
    return [_score(rule, of_rule[rule]) for rule in sorted(of_rule)]


def _score(rule: RuleId, outcomes: list[Outcome]) -> Score:
    fired = [outcome for outcome in outcomes if outcome.fires]
    wanted = [outcome for outcome in outcomes if outcome.expected is Expectation.FIRE]
    hits = sum(outcome.fires for outcome in wanted)
    return Score(
        rule=rule,
        labels=len(outcomes),
        passed=sum(outcome.passed for outcome in outcomes),
        precision=hits / len(fired) if fired else None,
        recall=hits / len(wanted) if wanted else None,
    )
