"""Hard pairs of reports: which of them tell one event."""

from dataclasses import replace

import pytest
from hardpairs import BACKDROP, PAIRS, Pair, Report
from nouns import NOON

from monitor.incidents.folding import joined, member_of, opened
from monitor.incidents.likeness import Likeness, likeness
from monitor.model.ids import IncidentId
from monitor.model.incident import Incident, Kin


def told_first(report: Report) -> Incident:
    telling = report.telling(1)
    incident = joined(opened(telling, NOON, IncidentId("one")), member_of(report.stored(1), telling, (), ()), Kin())
    assert incident is not None
    return incident


def compared(first: Report, then: Report) -> Likeness:
    return likeness(then.telling(2).trace, told_first(first), BACKDROP)


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.hard for pair in PAIRS])
def test_a_pair_is_one_event_or_two_in_either_order(pair: Pair) -> None:
    one, other = replace(pair.one, copy_of=None), pair.other
    assert compared(one, other).enough is pair.same, compared(one, other)
    if other.copy_of is None:
        assert compared(other, one).enough is pair.same, compared(other, one)


def test_there_are_pairs_enough_of_both_kinds() -> None:
    assert len(PAIRS) >= 40
    assert 15 <= sum(pair.same for pair in PAIRS) <= len(PAIRS) - 15
