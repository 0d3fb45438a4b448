"""Decides what stands of the engine's matches once an analyst's labels were heard.

A label adds a gate of its own to a match, the last one: so whoever reads the match sees that it was decided by hand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from monitor.model.ids import RuleId
from monitor.model.label import Label
from monitor.model.match import Gate, Match
from monitor.model.rule import Expectation, Rule, Stance


def strongest(matches: Iterable[Match], rule: RuleId | None = None) -> Match | None:
    """Return the match that is nearest to firing, the first of several: of one rule, or of any."""
    of_rule = (match for match in matches if rule is None or match.rule == rule)
    return min(of_rule, key=lambda match: sum(not gate.passed for gate in match.gates), default=None)


def by_hand(match: Match, rule: Rule, label: Label, told_on: date) -> Match:
    """Return a match as a label wants it read: it fires, or tells of a denial.

    `told_on` is the day of publication, which counts where the text names no single day.
    """
    fires = label.verdict is Expectation.FIRE
    stance = Stance.DENIED if not fires else match.stance if match.stance in rule.stances else rule.stances[0]
    return replace(
        match,
        fires=fires,
        reason=None if fires else "stance",
        stance=stance,
        event_on=match.event_on or told_on,
        gates=(*_engines(match), gate(label)),
    )


def standing(matches: Sequence[Match], labels: Sequence[Label]) -> tuple[Match, ...]:
    """Return what stands of the engine's matches: labels have the last word, and what they bring in comes first.

    Where a label says that the item fires and the engine says so itself, the engine's matches stay as they are.
    """
    own = {label.rule for label in labels}
    found = list(matches)
    for label in labels:
        found = _heard(found, label, own)
    return tuple(found)


def gate(label: Label) -> Gate:
    """Return a label as the gate that it is: passed where it wants the mention heard."""
    note = f": {label.note}" if label.note else ""
    why = f"{label.author} labelled it {label.verdict} on {label.at:%Y-%m-%d}{note}"
    return Gate(gate="label", passed=label.verdict is not Expectation.IGNORE, why=why)


def _heard(matches: list[Match], label: Label, own: set[RuleId | None]) -> list[Match]:
    def about(match: Match) -> bool:
        return match.rule == label.rule if label.rule else match.rule not in own

    if label.verdict is Expectation.FIRE and any(match.fires for match in matches if about(match)):
        return matches
    heard = [_stopped(match, label) if about(match) else match for match in matches]
    if label.match is None:
        return heard
    return [label.match, *(match for match in heard if not _same(match, label.match))]


def _stopped(match: Match, label: Label) -> Match:
    """Return a match as it stands under a label that it is not the subject of."""
    if label.verdict is not Expectation.IGNORE and not match.fires:
        return match
    last = replace(gate(label), passed=False)
    return replace(match, fires=False, reason=match.reason or "label", gates=(*_engines(match), last))


def _same(one: Match, other: Match) -> bool:
    return (
        one.rule == other.rule
        and one.evidence.field == other.evidence.field
        and one.evidence.words == (other.evidence.words)
    )


def _engines(match: Match) -> tuple[Gate, ...]:
    return tuple(each for each in match.gates if each.gate != "label")
