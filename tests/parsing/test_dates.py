"""How the dates of feeds are read."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.edges.parsing.dates import read_date

SECONDS = st.integers(631_238_400, 4_102_272_000)  # from 1990-01-02 to 2099-12-30
INSTANTS = SECONDS.map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
OFFSETS = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@given(at=INSTANTS, zone=OFFSETS)
def test_an_instant_written_in_any_zone_is_read_back_in_utc(at: datetime, zone: timezone) -> None:
    local = at.astimezone(zone)
    for text in (local.isoformat(), local.isoformat(" "), format_datetime(local)):
        reading = read_date(text)
        assert reading is not None
        assert (reading.at, reading.at.utcoffset(), reading.day_only, reading.fault) == (at, timedelta(), False, None)


@given(text=st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    reading = read_date(text)
    assert reading is None or reading.at.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wed, 02 Apr 2025 08:04:11 GMT", "2025-04-02T08:04:11+00:00"),
        ("Wed, 2 Apr 25 08:04 EST", "2025-04-02T13:04:00+00:00"),
        ("2 Apr 2025 08:04:11 +0300", "2025-04-02T05:04:11+00:00"),
        ("02-Apr-2025 08:04:11 UTC", "2025-04-02T08:04:11+00:00"),
        ("Wednesday, 02 April 2025 08:04:11 MSK", "2025-04-02T05:04:11+00:00"),
        ("Wed, 02 Apr 2025 08:04:11 GMT+02:00", "2025-04-02T06:04:11+00:00"),
        ("Wed, 02 Apr 2025 08:04:11 +0300 (EEST)", "2025-04-02T05:04:11+00:00"),
        ("April 2, 2025 8:04 pm EDT", "2025-04-03T00:04:00+00:00"),
        ("Apr 2, 2025 12:04 AM UTC", "2025-04-02T00:04:00+00:00"),
        ("2025-04-02T08:04:11.123456789Z", "2025-04-02T08:04:11.123456+00:00"),
        ("2025-04-02T08:04+0300", "2025-04-02T05:04:00+00:00"),
        ("2025-04-02 08:04:11 UTC", "2025-04-02T08:04:11+00:00"),
        ("2025-04-02 08:04:11 +03", "2025-04-02T05:04:11+00:00"),
        ("20250402T080411Z", "2025-04-02T08:04:11+00:00"),
        ("2025-04-02T24:00:00Z", "2025-04-03T00:00:00+00:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00+00:00"),
        ("Mon, 01 Jan 99 00:00:00 GMT", "1999-01-01T00:00:00+00:00"),
    ],
)
def test_a_date_as_feeds_write_it_is_read(text: str, expected: str) -> None:
    reading = read_date(f" {text}\n")
    assert reading is not None
    assert (reading.at.isoformat(), reading.day_only, reading.fault) == (expected, False, None)


@pytest.mark.parametrize("text", ["2025-04-02T08:04:11", "2025-04-02 08:04", "Wed, 02 Apr 2025 08:04 XYZ"])
def test_a_time_without_a_zone_is_taken_as_utc_and_named(text: str) -> None:
    reading = read_date(text)
    assert reading is not None
    assert (reading.at.hour, reading.at.minute, reading.fault) == (8, 4, "date-without-zone")


@pytest.mark.parametrize("text", ["2025-04-02", "20250402", "Wed, 02 Apr 2025", "2 April 2025", "April 2, 2025"])
def test_a_day_alone_says_so(text: str) -> None:
    reading = read_date(text)
    assert reading is not None
    assert (reading.at, reading.day_only, reading.fault) == (datetime(2025, 4, 2, tzinfo=UTC), True, None)


NO_DATES = (
    "|now|2025-13-01|2025-02-30|31 Jun 2025|0000-01-01|2025-04-02T25:00Z|1743581051|9999-12-31T23:59:59-14:00|"
    "2 Foo 2025|2025-04-02T08:04:11+99:99"
)


@pytest.mark.parametrize("text", [*NO_DATES.split("|"), "2" * 100])
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert read_date(text) is None
