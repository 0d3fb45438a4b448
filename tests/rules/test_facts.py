"""The starter rules say of each commitment what is publicly known of it."""

from datetime import UTC, date, datetime

import pytest
from readings import starter_rules

from monitor.model.commitment import Commitment
from monitor.model.rule import Kind, Severity

COMMITMENTS = {commitment.id: commitment for commitment in starter_rules().commitments}
RIYADH = date(2025, 3, 25)
CALL = date(2025, 3, 18)


def of(name: str) -> Commitment:
    return next(commitment for key, commitment in COMMITMENTS.items() if key == name)


def parties(name: str) -> set[str]:
    return {party.id for party in of(name).parties}


def places(name: str) -> set[str]:
    return {place.rpartition(":")[2] for place in of(name).places}


def test_there_are_eight() -> None:
    assert set(COMMITMENTS) == {
        "energy-pause-2025",
        "black-sea-ceasefire-2025",
        "full-ceasefire-2025",
        "middle-east-talks-2025",
        "prisoner-release-2025",
        "aid-to-kyiv-2025",
        "kursk-2025",
        "relations-2025",
    }


def test_the_parties_count_the_energy_pause_by_two_windows() -> None:
    pause = of("energy-pause-2025")
    assert str(pause.zone) == "Europe/Kyiv"
    assert parties(pause.id) == {"russia", "ukraine"}
    assert [(each.id, each.from_on_or_at, each.until_on_or_at) for each in pause.windows] == [
        ("moscow", datetime(2025, 3, 18, 16, tzinfo=UTC), date(2025, 4, 17)),
        ("kyiv", RIYADH, date(2025, 4, 24)),
    ]


@pytest.mark.parametrize(
    ("name", "window", "from_on"),
    [
        ("black-sea-ceasefire-2025", "riyadh", RIYADH),
        ("full-ceasefire-2025", "proposal", date(2025, 3, 11)),
        ("middle-east-talks-2025", "talks", CALL),
        ("prisoner-release-2025", "steps", CALL),
        ("aid-to-kyiv-2025", "condition", CALL),
        ("kursk-2025", "stay", CALL),
        ("relations-2025", "intent", CALL),
    ],
)
def test_the_others_have_a_beginning_and_no_end(name: str, window: str, from_on: date) -> None:
    only = of(name).windows
    assert [(each.id, each.from_on_or_at, each.until_on_or_at) for each in only] == [(window, from_on, None)]


@pytest.mark.parametrize(
    ("name", "bound"),
    [
        ("black-sea-ceasefire-2025", {"russia", "ukraine"}),
        ("full-ceasefire-2025", {"russia", "ukraine"}),
        ("middle-east-talks-2025", {"usa", "russia", "ukraine"}),
        ("prisoner-release-2025", {"russia", "ukraine"}),
        ("kursk-2025", {"russia", "ukraine"}),
        ("relations-2025", {"usa", "russia"}),
    ],
)
def test_each_binds_those_who_made_it(name: str, bound: set[str]) -> None:
    assert parties(name) == bound


def test_who_gives_aid_is_bound_and_who_demands_its_end_is_not() -> None:
    assert "usa" in parties("aid-to-kyiv-2025")
    assert "russia" not in parties("aid-to-kyiv-2025")


def test_each_covers_the_place_that_it_is_about() -> None:
    assert "black-sea" in places("black-sea-ceasefire-2025")
    assert "saudi-arabia" in places("middle-east-talks-2025")
    assert places("kursk-2025") == {"kursk"}


def test_a_first_round_of_talks_must_be_heard_of_within_a_week() -> None:
    assert [(each.id, each.on_or_at) for each in of("middle-east-talks-2025").deadlines] == [("first-round", RIYADH)]


def test_every_note_names_its_source_and_stands_in_the_order_of_time() -> None:
    for commitment in COMMITMENTS.values():
        assert commitment.status
        assert all(note.source for note in commitment.status)
        assert [note.on for note in commitment.status] == sorted(note.on for note in commitment.status)


def test_moscow_called_the_energy_pause_expired() -> None:
    said = of("energy-pause-2025").status[-1]
    assert (said.on, said.state, said.by) == (date(2025, 4, 18), "expired", "russia")


def test_a_statement_of_intent_is_told_at_low_severity() -> None:
    assert {rule.severity for rule in of("relations-2025").rules} == {Severity.LOW}


def test_only_a_promise_that_can_be_broken_has_rules_for_breaches() -> None:
    broken = {name for name, each in COMMITMENTS.items() if any(rule.kind is Kind.BREACH for rule in each.rules)}
    assert broken == {"energy-pause-2025", "black-sea-ceasefire-2025", "full-ceasefire-2025"}
