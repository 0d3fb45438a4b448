"""Which day it is by each count of a commitment."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from monitor.commitments.counting import Phase, counts, window_days
from monitor.model.commitment import Commitment, Window
from monitor.model.ids import CommitmentId

PAUSE = Commitment(
    id=CommitmentId("grid-pause"),
    title="Pause",
    pledge="Neither side strikes the grid.",
    zone=ZoneInfo("Europe/Kyiv"),
    parties=(),
    places=(),
    windows=(
        Window(id="moscow", from_on_or_at=datetime(2025, 3, 18, 16, tzinfo=UTC), until_on_or_at=date(2025, 4, 17)),
        Window(id="kyiv", from_on_or_at=date(2025, 3, 25), until_on_or_at=None),
    ),
)


def phases(now: datetime) -> list[tuple[str, Phase, int]]:
    return [(count.window, count.phase, count.day) for count in counts(PAUSE, now)]


def test_the_first_day_of_a_window_is_day_one() -> None:
    assert phases(datetime(2025, 3, 18, 12, tzinfo=UTC))[0] == ("moscow", Phase.RUNNING, 1)


def test_each_count_runs_by_itself() -> None:
    assert phases(datetime(2025, 3, 19, 12, tzinfo=UTC)) == [("moscow", Phase.RUNNING, 2), ("kyiv", Phase.AHEAD, 0)]


def test_the_day_turns_at_midnight_of_the_commitments_zone() -> None:
    assert phases(datetime(2025, 3, 19, 21, 59, tzinfo=UTC))[0][2] == 2
    assert phases(datetime(2025, 3, 19, 22, 0, tzinfo=UTC))[0][2] == 3


def test_the_last_day_still_counts_and_the_next_is_over() -> None:
    assert phases(datetime(2025, 4, 17, 20, 59, tzinfo=UTC))[0] == ("moscow", Phase.RUNNING, 31)
    assert phases(datetime(2025, 4, 17, 21, 0, tzinfo=UTC))[0] == ("moscow", Phase.OVER, 0)


def test_a_window_without_an_end_runs_on() -> None:
    assert phases(datetime(2030, 1, 1, tzinfo=UTC))[1][1] is Phase.RUNNING


def test_an_event_is_told_by_each_count_that_holds_it() -> None:
    days = window_days(PAUSE, ("moscow", "kyiv"), date(2025, 3, 25))
    assert [(d.window, d.day, d.last_on) for d in days] == [("moscow", 8, date(2025, 4, 17)), ("kyiv", 1, None)]
