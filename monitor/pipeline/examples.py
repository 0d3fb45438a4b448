"""Runs the examples that rules carry through the engine."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time

from monitor.matching import Engine
from monitor.model.commitment import Commitment
from monitor.model.item import Certainty
from monitor.model.match import Match, Reading
from monitor.model.rule import Example, Expectation, Rule, Stance
from monitor.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleResult:
    """What the engine made of an example: the rule's matches in its text, and whether that is what was expected."""

    commitment: Commitment
    rule: Rule
    example: Example
    matches: tuple[Match, ...]
    passed: bool


def run_examples(rulebook: Rulebook, engine: Engine) -> tuple[ExampleResult, ...]:
    """Judge every example of every rule, each as a title published at noon UTC of its day, that day alone known."""
    return tuple(
        _run(commitment, rule, example, engine)
        for commitment in rulebook.commitments
        for rule in commitment.rules
        for example in rule.examples
    )


def _run(commitment: Commitment, rule: Rule, example: Example, engine: Engine) -> ExampleResult:
    matches = tuple(match for match in engine.judge(reading_of(example)) if match.rule == rule.id)
    return ExampleResult(
        commitment=commitment, rule=rule, example=example, matches=matches, passed=holds(example.expect, matches)
    )


def reading_of(example: Example) -> Reading:
    """Return an example as the engine reads it."""
    noon = datetime.combine(example.on, time(12), UTC)
    return Reading(
        title=example.text, lang=example.lang, published_at=noon, certainty=Certainty.DAY, first_seen_at=noon
    )


def holds(expect: Expectation, matches: Iterable[Match]) -> bool:
    """Return whether a rule's matches are as expected."""
    matches = tuple(matches)
    fires = any(match.fires for match in matches)
    if expect is Expectation.FIRE:
        return fires
    if expect is Expectation.DENIED:
        return not fires and any(match.stance is Stance.DENIED for match in matches)
    return not fires
