"""Deadlines at the desk: told once, through the routes of the commitment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from desks import DESK, DUTY, MORNING, PLAN, Newsstand, a_desk, a_feed, an_entry, moved, starter_book, told

from monitor.model.alert import Route
from monitor.model.commitment import Deadline
from monitor.model.labels import Matchers
from monitor.model.rule import Kind
from monitor.pipeline.deadlines import watch_deadlines
from monitor.pipeline.desk import Book, Desk

AT = MORNING + timedelta(hours=6)
STRIKE = "Russian drones hit substation in Sumy region"
FEED = a_feed()


def a_book() -> Book:
    starter = starter_book()
    [pause] = [c for c in starter.rulebook.commitments if c.id == "energy-pause-2025"]
    deadline = Deadline(id="report", on_or_at=AT, what="A joint report")
    route = Route(receivers=(DESK,), routes=(Route(receivers=(DUTY,), match=Matchers(kind=(Kind.STATEMENT,))),))
    rulebook = replace(
        starter.rulebook,
        feeds=(FEED,),
        commitments=(replace(pause, deadlines=(deadline,)),),
        alerts=replace(PLAN, route=route),
    )
    return Book(rulebook, starter.engine)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_desk(book=a_book()) as desk:
        watch_deadlines(desk)
        yield desk


def at_the_deadline(desk: Desk) -> int:
    """Read the feed after the deadline and look; returns how many deadlines are told."""
    moved(desk)(AT + timedelta(minutes=1))
    Newsstand(desk).poll(FEED)
    return len(watch_deadlines(desk))


def test_a_deadline_that_passes_in_silence_is_told_once_as_a_statement_on_the_commitment(desk: Desk) -> None:
    assert at_the_deadline(desk) == 1
    assert watch_deadlines(desk) == ()
    [(receiver, reason, key)] = told(desk)
    assert (receiver, reason) == (DUTY, "deadline-passed")
    assert key.startswith("deadline/energy-pause-2025/report/")


def test_where_something_was_heard_nothing_is_told(desk: Desk) -> None:
    Newsstand(desk).poll(FEED, an_entry(STRIKE))
    assert at_the_deadline(desk) == 0


def test_a_deadline_that_was_put_off_is_looked_at_again(desk: Desk) -> None:
    assert at_the_deadline(desk) == 1
    [pause] = desk.book.rulebook.commitments
    later = replace(pause, deadlines=(replace(pause.deadlines[0], on_or_at=AT + timedelta(days=1)),))
    desk.book = Book(replace(desk.book.rulebook, commitments=(later,)), desk.book.engine)
    assert watch_deadlines(desk) == ()
    moved(desk)(AT + timedelta(days=1, hours=2))
    assert len(watch_deadlines(desk)) == 1


def test_a_commitment_that_comes_after_its_deadline_is_quiet() -> None:
    with a_desk(book=a_book()) as desk:
        moved(desk)(AT + timedelta(minutes=1))
        assert watch_deadlines(desk) == ()
        moved(desk)(AT + timedelta(days=3))
        assert watch_deadlines(desk) == ()
