"""What time tells of incidents: a first report that waited in vain for a second source, and reminders."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from desks import DESK, DUTY, MORNING, PLAN, Newsstand, a_desk, a_feed, an_entry, moved, starter_book, told

from monitor.model.alert import Route
from monitor.model.incident import State
from monitor.model.labels import Matchers
from monitor.model.rule import Severity
from monitor.pipeline.desk import Book, Desk
from monitor.pipeline.reminders import remind, tell_waiting

HOUR = timedelta(hours=1)
STRIKE = "Russian drones hit substation in Sumy region"
REMIND = Route(
    receivers=(DESK,),
    routes=(
        Route(
            receivers=(DUTY,), match=Matchers(severity=(Severity.CRITICAL,)), remind=(HOUR, 3 * HOUR), continue_=True
        ),
        Route(receivers=(DESK,)),
    ),
)


@contextmanager
def a_desk_with(route: Route, wait: timedelta | None = None) -> Iterator[Desk]:
    starter = starter_book()
    rulebook = starter.rulebook
    commitments = tuple(
        replace(each, rules=tuple(replace(r, corroborate=replace(r.corroborate, wait=wait)) for r in each.rules))
        for each in rulebook.commitments
    )
    book = Book(replace(rulebook, commitments=commitments, alerts=replace(PLAN, route=route)), starter.engine)
    with a_desk(book=book) as desk:
        yield desk


def after(desk: Desk, hours: float) -> list[tuple[str, str]]:
    """Look at every role by the clock after so many hours; returns who was told what until then, and why."""
    moved(desk)(MORNING + hours * HOUR)
    tell_waiting(desk)
    remind(desk)
    return [(receiver, reason) for receiver, reason, _ in told(desk)]


def test_a_lone_report_waits_and_is_told_at_low_severity_when_no_second_source_came() -> None:
    with a_desk_with(Route(receivers=(DESK,)), wait=2 * HOUR) as desk:
        Newsstand(desk).poll(a_feed(), an_entry(STRIKE))
        assert after(desk, 1.9) == []
        assert after(desk, 2) == [(DESK, "first-report")]
        assert after(desk, 9) == [(DESK, "first-report")]
        [row] = desk.store.deliveries()
        assert row.notice.severity is Severity.LOW


def test_a_second_source_ends_the_wait_and_is_told_as_grave_as_the_rule_says() -> None:
    with a_desk_with(Route(receivers=(DESK,)), wait=2 * HOUR) as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(STRIKE))
        moved(desk)(MORNING + HOUR)
        second = an_entry("Sumy region substation struck by Russian drones, governor says", link="https://e.example/1")
        stand.poll(a_feed("Evening Post"), second)
        assert after(desk, 1) == [(DESK, "first-report")]
        assert after(desk, 5) == [(DESK, "first-report")]
        [row] = desk.store.deliveries()
        assert row.notice.severity is Severity.CRITICAL


def test_people_are_reminded_with_growing_gaps_and_then_no_more() -> None:
    with a_desk_with(REMIND) as desk:
        Newsstand(desk).poll(a_feed(), an_entry(STRIKE))
        counts = [sum(reason == "reminder" for _, reason in after(desk, hours)) for hours in (0.9, 1, 3.9, 4, 30, 90)]
        assert counts == [0, 1, 1, 2, 2, 2]
        assert {receiver for receiver, reason in after(desk, 91) if reason == "reminder"} == {DUTY}
        keys = [key for _, reason, key in told(desk) if reason == "reminder"]
        assert keys == ["incident-1/1/reminder-1", "incident-1/1/reminder-2"]


def test_after_an_outage_one_reminder_comes_and_the_next_one_a_gap_later() -> None:
    with a_desk_with(REMIND) as desk:
        Newsstand(desk).poll(a_feed(), an_entry(STRIKE))
        counts = [sum(reason == "reminder" for _, reason in after(desk, hours)) for hours in (50, 50.1, 52.9, 53)]
        assert counts == [1, 1, 1, 2]


def test_of_a_closed_incident_nobody_is_reminded() -> None:
    with a_desk_with(REMIND) as desk:
        Newsstand(desk).poll(a_feed(), an_entry(STRIKE))
        [incident] = desk.store.incidents()
        desk.store.save_incident(replace(incident, state=State.CLOSED))
        assert all(reason != "reminder" for _, reason in after(desk, 5))


def test_without_a_route_that_asks_for_it_nobody_is_reminded() -> None:
    with a_desk_with(Route(receivers=(DESK,))) as desk:
        Newsstand(desk).poll(a_feed(), an_entry(STRIKE))
        assert after(desk, 50) == [(DESK, "first-report")]
