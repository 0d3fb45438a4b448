"""The summary of a window that has ended."""

from dataclasses import replace
from datetime import date, timedelta

from desks import the_pause
from hypothesis import given
from hypothesis import strategies as st
from nouns import an_incident

from monitor.commitments.summing import sum_up
from monitor.model.commitment import Window
from monitor.model.ids import PartyId
from monitor.model.incident import Attribution, Incident, State
from monitor.model.notice import DayCount, PartyCount, WindowSummary
from monitor.model.rule import Kind, Stance

RUSSIA, UKRAINE = PartyId("russia"), PartyId("ukraine")
FIRST, LAST = date(2025, 4, 1), date(2025, 4, 10)
WINDOW = Window(id="kyiv", from_on_or_at=FIRST, until_on_or_at=LAST)


def breach(day: int, accused: PartyId | None = RUSSIA, **changes: object) -> Incident:
    said = Attribution(accused=accused, speaker=None, stance=Stance.REPORTED)
    whole = {"said": ((said, 1),), "day": date(2025, 4, day), "windows": ("kyiv",), **changes}
    return an_incident(f"breach-{day}-{accused}", **whole)


def summed(*incidents: Incident, blind: tuple[date, ...] = ()) -> WindowSummary:
    found = sum_up(the_pause(), WINDOW, incidents, blind)
    assert found
    return found


def test_breaches_are_counted_by_party_and_by_day_and_a_party_without_one_is_named() -> None:
    summary = summed(breach(4), breach(2), breach(2, RUSSIA), breach(2, None))
    assert summary.breaches == 4
    assert summary.parties == (
        PartyCount(party=RUSSIA, count=3),
        PartyCount(party=UKRAINE, count=0),
        PartyCount(party=None, count=1),
    )
    assert summary.days[0] == DayCount(
        on=date(2025, 4, 2), parties=(PartyCount(party=RUSSIA, count=2), PartyCount(party=None, count=1))
    )
    assert [each.on.day for each in summary.days] == [2, 4]


def test_quiet_days_are_those_without_a_breach_that_did_not_pass_unseen() -> None:
    summary = summed(breach(4), breach(8), blind=(date(2025, 4, 2), date(2025, 4, 4)))
    assert (summary.quiet_days, summary.longest_quiet, summary.blind_days) == (7, 3, 1)


def test_disputed_and_corroborated_breaches_are_told_and_retracted_ones_do_not_count() -> None:
    summary = summed(
        breach(2, disputed=True), breach(3, corroborated=True), breach(5, state=State.RETRACTED, disputed=True)
    )
    assert (summary.breaches, summary.corroborated, [each.on.day for each in summary.disputed]) == (2, 1, [2])


def test_other_kinds_of_event_are_counted_beside_and_leave_a_day_quiet() -> None:
    summary = summed(replace(breach(2), kind=Kind.TALKS), replace(breach(3), kind=Kind.TALKS))
    assert (summary.breaches, summary.others, summary.quiet_days) == (0, ((Kind.TALKS, 2),), 10)


def test_what_lies_in_another_window_does_not_count() -> None:
    assert summed(replace(breach(2), windows=("moscow",))).breaches == 0


def test_a_window_without_end_is_not_summed_up() -> None:
    assert sum_up(the_pause(), replace(WINDOW, until_on_or_at=None), (), ()) is None


@given(st.lists(st.integers(1, 10), max_size=20), st.sets(st.integers(1, 10)))
def test_every_day_of_a_window_is_struck_quiet_or_unseen_and_every_breach_has_one_day(
    struck: list[int], blind: set[int]
) -> None:
    incidents = [breach(day, disputed=False) for day in struck]
    summary = summed(*incidents, blind=tuple(date(2025, 4, day) for day in blind))
    assert len(summary.days) + summary.quiet_days + summary.blind_days == (LAST - FIRST + timedelta(days=1)).days
    assert sum(each.count for day in summary.days for each in day.parties) == summary.breaches == len(struck)
    assert summary.longest_quiet <= summary.quiet_days
