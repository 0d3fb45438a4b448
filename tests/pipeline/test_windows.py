"""A commitment tells of itself at the desk: each milestone once, and when pactwatch is blind to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from desks import DESK, MORNING, PLAN, Newsstand, a_desk, a_feed, an_entry, moved, starter_book, the_pause, told

from monitor.model.alert import Route
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.notice import CommitmentNotice, WindowSummary
from monitor.pipeline.by_the_clock import tell_by_the_clock
from monitor.pipeline.desk import Book, Desk

FEED = a_feed()
STRIKE = "Russian drones hit substation in Sumy region"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEFORE = datetime(2025, 3, 10, tzinfo=UTC)
MOSCOW_ENDS = datetime(2025, 4, 17, 21, 0, tzinfo=UTC)


def a_book() -> Book:
    starter = starter_book()
    rulebook = replace(
        starter.rulebook,
        feeds=(FEED,),
        commitments=(replace(the_pause(), deadlines=()),),
        alerts=replace(PLAN, route=Route(receivers=(DESK,))),
    )
    return Book(rulebook, starter.engine)


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with a_desk(book=a_book()) as desk:
        moved(desk)(BEFORE)
        tell_by_the_clock(desk, BEFORE)
        yield Newsstand(desk)


@pytest.fixture
def desk(stand: Newsstand) -> Desk:
    return stand.desk


def at(stand: Newsstand, moment: datetime, *titles: str) -> list[str]:
    """Read the feed, which always has news of the weather, and look; returns what is told by the clock."""
    moved(stand.desk)(moment)
    stand.poll(FEED, *(an_entry(title, published_at=moment) for title in (*titles, f"Weather of {moment}")))
    return sorted(notice.reason for notice in tell_by_the_clock(stand.desk, BEFORE))


def unread_at(stand: Newsstand, moment: datetime) -> list[str]:
    """Find the feed out of reach, and look."""
    moved(stand.desk)(moment)
    stand.poll(FEED, error=PollError(FailureKind.DNS))
    return [notice.reason for notice in tell_by_the_clock(stand.desk, BEFORE)]


def summary_of(desk: Desk) -> WindowSummary:
    [notice] = [row.notice for row in desk.store.deliveries() if row.reason == "window-ended"]
    assert isinstance(notice, CommitmentNotice)
    assert notice.summary
    return notice.summary


def test_a_window_tells_its_start_its_last_day_and_its_end_each_once(stand: Newsstand, desk: Desk) -> None:
    assert at(stand, datetime(2025, 3, 18, 16, 0, tzinfo=UTC)) == ["window-started"]
    assert tell_by_the_clock(desk, BEFORE) == ()
    assert at(stand, MOSCOW_ENDS - DAY) == ["window-ending", "window-started"]
    assert at(stand, MOSCOW_ENDS) == ["window-ended"]
    assert tell_by_the_clock(desk, MOSCOW_ENDS) == ()
    reasons = [reason for _, reason, _ in told(desk)]
    assert sorted(reasons) == ["window-ended", "window-ending", "window-started", "window-started"]


def test_the_summary_of_a_window_counts_what_was_reported_in_it(stand: Newsstand, desk: Desk) -> None:
    at(stand, MORNING, STRIKE)
    at(stand, MOSCOW_ENDS)
    assert summary_of(desk).breaches == 1
    assert [day.on.isoformat() for day in summary_of(desk).days] == ["2025-04-02"]


def test_after_an_outage_over_the_end_of_a_window_only_the_end_is_told(stand: Newsstand) -> None:
    assert at(stand, MOSCOW_ENDS + 2 * DAY) == ["window-ended", "window-started"]


def test_an_extended_window_tells_its_new_end(stand: Newsstand, desk: Desk) -> None:
    assert "window-ended" in at(stand, MOSCOW_ENDS)
    [pause] = desk.book.rulebook.commitments
    later = tuple(replace(w, until_on_or_at=MOSCOW_ENDS + 3 * DAY) if w.id == "moscow" else w for w in pause.windows)
    desk.book = Book(replace(desk.book.rulebook, commitments=(replace(pause, windows=later),)), desk.book.engine)
    assert at(stand, MOSCOW_ENDS + HOUR) == []
    assert at(stand, MOSCOW_ENDS + 2 * DAY) == ["window-ending"]
    assert at(stand, MOSCOW_ENDS + 3 * DAY) == ["window-ended"]


def test_blind_is_told_once_and_so_is_that_it_sees_again(stand: Newsstand, desk: Desk) -> None:
    at(stand, MORNING)
    assert [unread_at(stand, MORNING + hours * HOUR) for hours in (3, 7, 8, 30)] == [[], ["blind"], [], []]
    assert at(stand, MORNING + 31 * HOUR) == ["seen-again"]
    assert at(stand, MORNING + 32 * HOUR) == []
    reasons = [row.reason for row in desk.store.deliveries()]
    assert (reasons.count("blind"), reasons.count("seen-again")) == (1, 1)


def test_days_that_passed_unseen_are_not_called_quiet(stand: Newsstand, desk: Desk) -> None:
    at(stand, MORNING)
    unread_at(stand, MORNING + 30 * HOUR)
    at(stand, MORNING + 31 * HOUR)
    at(stand, MOSCOW_ENDS)
    assert (summary_of(desk).blind_days, summary_of(desk).quiet_days) == (2, 29)
