"""A deadline that passes in silence is itself news; one that nobody was listening for is not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from nouns import an_incident

from monitor.commitments.deadlines import GRACE, Listening, Ruling, judge, passes_at
from monitor.model.commitment import Deadline
from monitor.model.incident import Incident, State

KYIV = ZoneInfo("Europe/Kyiv")
KNOWN = datetime(2025, 3, 20, 8, 0, tzinfo=UTC)
AT = datetime(2025, 4, 1, 12, 0, tzinfo=UTC)
DEADLINE = Deadline(id="report", on_or_at=AT, what="A joint report")
READ = Listening(known_at=KNOWN, read_until=AT + timedelta(minutes=5))


def heard(opened_at: datetime, day: date | None = None, state: State = State.OPEN) -> Incident:
    return replace(an_incident(), opened_at=opened_at, day=day or opened_at.date(), state=state)


def ruled(*incidents: Incident, listening: Listening = READ, after: timedelta = timedelta(minutes=10)) -> Ruling:
    return judge(DEADLINE, KYIV, listening, incidents, AT + after)


def test_before_its_time_it_is_ahead() -> None:
    assert ruled(after=timedelta(seconds=-1)) is Ruling.AHEAD


def test_nothing_heard_by_then_is_told() -> None:
    assert ruled() is Ruling.NOTHING_HEARD


@pytest.mark.parametrize("opened_at", [KNOWN, AT - timedelta(days=3), AT])
def test_an_incident_since_the_commitment_is_known_is_something_heard(opened_at: datetime) -> None:
    assert ruled(heard(opened_at)) is Ruling.HEARD


def test_an_incident_from_before_the_commitment_was_known_or_retracted_is_nothing_heard() -> None:
    assert ruled(heard(KNOWN - timedelta(hours=1))) is Ruling.NOTHING_HEARD
    assert ruled(heard(AT - timedelta(days=1), state=State.RETRACTED)) is Ruling.NOTHING_HEARD


def test_an_incident_of_after_the_deadline_comes_too_late() -> None:
    assert ruled(heard(AT + timedelta(minutes=1))) is Ruling.NOTHING_HEARD


def test_an_event_of_before_the_deadline_that_was_only_read_after_it_counts() -> None:
    assert ruled(heard(AT + timedelta(minutes=1), day=date(2025, 3, 31))) is Ruling.HEARD


def test_a_deadline_that_had_passed_before_the_commitment_was_known_is_not_told() -> None:
    assert ruled(listening=replace(READ, known_at=AT)) is Ruling.LATE_TO_KNOW


@pytest.mark.parametrize("read_until", [None, AT - timedelta(minutes=1)])
def test_feeds_that_were_not_read_since_are_waited_for_but_not_for_ever(read_until: datetime | None) -> None:
    behind = replace(READ, read_until=read_until)
    assert ruled(listening=behind) is Ruling.STILL_READING
    assert ruled(listening=behind, after=GRACE) is Ruling.NOTHING_HEARD


def test_a_day_has_passed_when_it_is_over_in_the_commitments_zone() -> None:
    deadline = replace(DEADLINE, on_or_at=date(2025, 4, 1))
    assert passes_at(deadline, KYIV) == datetime(2025, 4, 1, 21, 0, tzinfo=UTC)
