"""What stands of the engine's matches once labels were heard."""

from dataclasses import replace
from datetime import date

from nouns import NOON, a_match

from monitor.incidents.disputing import denials
from monitor.model.ids import ItemId, RuleId
from monitor.model.label import Label
from monitor.model.match import Gate
from monitor.model.rule import Expectation, Kind, Rule, Severity, Stance
from monitor.teaching.labelling import by_hand, standing, strongest

RULE = Rule(id=RuleId("energy-strike-during-pause"), kind=Kind.BREACH, severity=Severity.HIGH, any_of=())
OTHER = RuleId("another-rule")
DAY = date(2025, 4, 2)
FIRING = a_match()
THREAT = a_match(
    fires=False,
    reason="stance",
    stance=Stance.HYPOTHETICAL,
    event_on=None,
    gates=(Gate(gate="sense", passed=True, why=""), Gate(gate="stance", passed=False, why="")),
)


def a_label(verdict: Expectation, rule: RuleId | None = None, **changes: object) -> Label:
    label = Label(item=ItemId(1), rule=rule, verdict=verdict, author="anna", note="", at=NOON)
    return replace(label, **changes)  # type: ignore[arg-type]


IGNORE, FIRE, DENIED = (a_label(verdict) for verdict in (Expectation.IGNORE, Expectation.FIRE, Expectation.DENIED))


def test_without_a_label_the_engine_has_the_word() -> None:
    assert standing([FIRING, THREAT], []) == (FIRING, THREAT)


def test_ignore_for_every_rule_leaves_out_those_with_a_label_of_their_own() -> None:
    other = replace(FIRING, rule=OTHER)
    keep = a_label(Expectation.FIRE, OTHER, match=other)
    stand = standing([FIRING, other], [IGNORE, keep])
    assert [(match.rule, match.fires, match.reason) for match in stand] == [
        (FIRING.rule, False, "label"),
        (OTHER, True, None),
    ]


def test_what_was_labelled_ignore_is_no_denial_either() -> None:
    denial = replace(FIRING, fires=False, reason="stance", stance=Stance.DENIED)
    assert denials([denial])
    assert not denials(standing([denial], [IGNORE]))


def test_a_match_by_hand_takes_the_place_of_the_engines() -> None:
    made = by_hand(THREAT, RULE, FIRE, DAY)
    assert (made.fires, made.stance, made.event_on, made.labelled) == (True, Stance.REPORTED, DAY, True)
    label = a_label(Expectation.FIRE, RULE.id, match=made)
    assert standing([THREAT], [label]) == (made,)
    assert standing([], [label]) == (made,)


def test_a_denial_by_hand_stops_what_fires_and_is_heard_as_a_denial() -> None:
    made = by_hand(FIRING, RULE, DENIED, DAY)
    stand = standing([FIRING], [a_label(Expectation.DENIED, RULE.id, match=made)])
    assert [(match.fires, match.stance) for match in stand] == [(False, Stance.DENIED)]
    assert denials(stand) == (made,)


def test_the_strongest_match_failed_the_fewest_gates() -> None:
    assert strongest([THREAT, FIRING]) == FIRING
    assert strongest([FIRING], OTHER) is None
