"""Windows tell that they start, end within a day, and have ended: each once, and never what nobody waited for."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.commitments.deadlines import GRACE, Listening
from monitor.commitments.milestones import NOTICE, Milestone, Passing, What, judge, milestones
from monitor.model.commitment import Window

KYIV = ZoneInfo("Europe/Kyiv")
WINDOW = Window(id="kyiv", from_on_or_at=date(2025, 3, 25), until_on_or_at=date(2025, 4, 24))
START = datetime(2025, 3, 24, 22, 0, tzinfo=UTC)
END = datetime(2025, 4, 24, 21, 0, tzinfo=UTC)
KNOWN = datetime(2025, 3, 1, tzinfo=UTC)
READ = Listening(known_at=KNOWN, read_until=datetime(2026, 1, 1, tzinfo=UTC))
HOUR = timedelta(hours=1)


def of(what: What, window: Window = WINDOW) -> Milestone:
    [found] = [each for each in milestones(window, KYIV) if each.what is what]
    return found


def test_a_window_of_days_runs_from_midnight_to_midnight_of_its_zone_over_the_change_of_clocks() -> None:
    assert [(each.what, each.at) for each in milestones(WINDOW, KYIV)] == [
        (What.STARTED, START),
        (What.ENDING, END - NOTICE),
        (What.ENDED, END),
    ]


def test_a_window_without_end_only_starts() -> None:
    endless = Window(id="moscow", from_on_or_at=START, until_on_or_at=None)
    assert [each.what for each in milestones(endless, KYIV)] == [What.STARTED]


def test_a_window_of_hours_is_not_said_to_end_before_it_begins() -> None:
    short = Window(id="easter", from_on_or_at=START, until_on_or_at=START + 20 * HOUR)
    assert [each.what for each in milestones(short, KYIV)] == [What.STARTED, What.ENDED]


@pytest.mark.parametrize("what", list(What))
def test_a_milestone_is_told_from_its_instant_on(what: What) -> None:
    at = of(what).at
    assert judge(of(what), READ, None, at - timedelta(seconds=1)) is Passing.AHEAD
    assert judge(of(what), READ, None, at) is Passing.REACHED


def test_what_had_passed_before_the_window_was_known_is_not_told() -> None:
    late = Listening(known_at=START + HOUR, read_until=READ.read_until)
    assert judge(of(What.STARTED), late, None, START + 2 * HOUR) is Passing.LATE_TO_KNOW
    assert judge(of(What.ENDED), late, None, END + HOUR) is Passing.REACHED


def test_after_an_outage_a_start_is_told_late_and_not_when_the_window_is_over() -> None:
    assert judge(of(What.STARTED), READ, None, START + timedelta(days=3)) is Passing.REACHED
    assert judge(of(What.STARTED), READ, None, END) is Passing.OVERTAKEN
    assert judge(of(What.ENDING), READ, None, END + HOUR) is Passing.OVERTAKEN


def test_the_summary_waits_for_feeds_that_were_not_read_since_but_not_for_ever() -> None:
    behind = Listening(known_at=KNOWN, read_until=END - HOUR)
    assert judge(of(What.ENDED), behind, None, END + timedelta(minutes=5)) is Passing.STILL_READING
    assert judge(of(What.ENDED), behind, None, END + GRACE) is Passing.REACHED


def test_a_correction_into_the_past_is_not_told_a_second_time_and_an_extension_is() -> None:
    told_at = END + HOUR
    earlier = Window(id="kyiv", from_on_or_at=date(2025, 3, 25), until_on_or_at=date(2025, 4, 23))
    later = Window(id="kyiv", from_on_or_at=date(2025, 3, 25), until_on_or_at=date(2025, 5, 24))
    assert judge(of(What.ENDED, earlier), READ, told_at, told_at + HOUR) is Passing.CORRECTED
    ended = of(What.ENDED, later)
    assert judge(ended, READ, told_at, told_at + HOUR) is Passing.AHEAD
    assert judge(ended, READ, told_at, ended.at) is Passing.REACHED


@given(
    st.sampled_from(sorted(available_timezones())),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(0, 60),
)
def test_milestones_come_in_order_in_every_zone(zone: str, first: date, days: int) -> None:
    window = Window(id="any", from_on_or_at=first, until_on_or_at=first + timedelta(days=days))
    times = [each.at for each in milestones(window, ZoneInfo(zone))]
    assert times == sorted(set(times))
    assert times[0].astimezone(ZoneInfo(zone)).date() == first
