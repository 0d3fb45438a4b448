"""Patterns: events of the vocabulary that rules of several commitments share by name."""

from pathlib import Path

import pytest
from rulefolders import GOOD, changed, faults, write

from monitor.edges.rulefiles import load
from monitor.model.rule import ActionOn, AllOf, Rule

PAUSED, WORDS = "commitments/pause.yaml", "vocabulary/words.yaml"
EVENT = GOOD[PAUSED].partition("    event:\n")[2].partition("    unless:")[0]
STRIKE = """\
patterns:
  strike:
    event:
      any:
        - {action: attack, target: energy-site}
        - {outcome: outage, cause: attack}
        - {breach-of: energy-truce}
    unless: [weather]
"""


def using(event: str, patterns: str = STRIKE) -> dict[str, str | bytes]:
    pause = GOOD[PAUSED].replace(f"    event:\n{EVENT}", f"    event: {event}\n").replace("    unless: [weather]\n", "")
    return {**GOOD, PAUSED: pause, WORDS: GOOD[WORDS] + patterns}


def rule(folder: Path, files: dict[str, str | bytes]) -> Rule:
    [commitment] = load(write(folder, files)).commitments
    return commitment.rules[0]


def test_a_rule_that_uses_a_pattern_is_the_rule_written_out(tmp_path: Path) -> None:
    written_out = load(write(tmp_path / "out", dict(GOOD)))
    shared = load(write(tmp_path / "shared", using("{pattern: strike}")))
    assert shared.fingerprint == written_out.fingerprint


def test_a_rule_may_bind_by_a_pattern_fewer_parties(tmp_path: Path) -> None:
    found = rule(tmp_path, using("{any: [{pattern: strike, binds: [russia]}, {action: attack, target: outage}]}"))
    assert [each.binds for each in found.any_of if not isinstance(each, AllOf)] == [("russia",)] * 3 + [()]


def test_a_rule_may_bind_fewer_parties_by_all_its_events_but_those_that_say_otherwise(tmp_path: Path) -> None:
    found = rule(
        tmp_path, using("{any: [{pattern: strike, binds: [ukraine]}, {breach-of: outage}]}\n    binds: [russia]")
    )
    assert [each.binds for each in found.any_of if not isinstance(each, AllOf)] == [("ukraine",)] * 3 + [("russia",)]


def test_each_event_of_a_pattern_may_have_more_beside_it(tmp_path: Path) -> None:
    found = rule(tmp_path, using("{all: [{names: [weapon]}, {pattern: strike}]}"))
    assert [type(each) for each in found.any_of] == [AllOf] * 3
    assert isinstance(found.any_of[0], AllOf)
    assert isinstance(found.any_of[0].first, ActionOn)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (using("{pattern: strikes}"),
         f'{PAUSED}:19:22: rule "energy-strike": unknown pattern "strikes"; did you mean "strike"?'),
        (using("{pattern: strike, binds: [russa]}"),
         f'{PAUSED}:19:38: rule "energy-strike": unknown party "russa"; did you mean "russia"?'),
        (using("{all: [{names: [weapon]}, {names: [outage]}]}"),
         f'{PAUSED}:19:12: rule "energy-strike": "all" holds no event; add one beside "names", as in {{action: attack'),
        (using("{all: [{pattern: strike}]}"),
         f'{PAUSED}:19:18: rule "energy-strike": "all" holds 1; it needs at least 2'),
        (using("{pattern: strike}", STRIKE + "  more:\n    event: {pattern: strike}\n"),
         f'{WORDS}:21:12: pattern "more": a pattern cannot use another; write out what it stands for'),
        (using("{pattern: strike}", STRIKE.replace("energy-site", "energy-sites")),
         f'{WORDS}:16:36: pattern "strike": unknown vocabulary "energy-sites"; did you mean "energy-site"?'),
        (changed(PAUSED, "zone:", "except: [airfield]\nzone:"),
         f'{PAUSED}:7:10: unknown vocabulary "airfield"'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_pattern_or_its_use_is_told_at_its_place(
    tmp_path: Path, files: dict[str, str | bytes], told: str
) -> None:
    [fault] = faults(tmp_path, files)
    assert fault.startswith(told)
