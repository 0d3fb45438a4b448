"""What is told in one letter instead of many: floods, and old news after an outage."""

from dataclasses import replace
from datetime import timedelta

from desks import DESK, DUTY, MORNING, Newsstand, a_desk, a_feed, an_entry, starter_book, told

from monitor.model.alert import AlertPlan, Route
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Entry
from monitor.model.labels import Matchers
from monitor.model.notice import IncidentNotice, PlainNotice
from monitor.pipeline.desk import Book, Desk
from monitor.pipeline.poll import FLOOD

QUIET = "Farmers in Poltava region begin spring sowing"
DAY = timedelta(days=1)


def strikes(count: int) -> list[Entry]:
    """Strikes on as many days of the pause, each an event of its own; the even ones in Sumy."""
    places = ("Sumy", "Kharkiv")
    return [
        an_entry(
            f"Russian drones hit substation number {n} in {places[n % 2]} region",
            published_at=MORNING - n * DAY,
        )
        for n in range(count)
    ]


def reasons(desk: Desk, receiver: str = DESK) -> list[str]:
    return [reason for to, reason, _ in told(desk) if to == receiver]


def plain(desk: Desk) -> PlainNotice:
    [notice] = [row.notice for row in desk.store.deliveries() if row.receiver == DESK and row.incident is None]
    assert isinstance(notice, PlainNotice)
    return notice


def test_a_flood_is_told_in_one_digest_that_drops_nothing() -> None:
    flood = strikes(FLOOD + 3)
    with a_desk() as desk:
        tally = Newsstand(desk).poll(a_feed(), *flood)
        opened = desk.store.incidents()
        assert len(opened) == len(flood)
        assert (tally.told, len(tally.digested), tally.new) == (0, len(flood), len(flood))
        assert reasons(desk) == reasons(desk, DUTY) == ["flood"]
        assert all(any(entry.title in line for line in plain(desk).lines) for entry in flood)
        assert {incident.told.reasons for incident in opened} == {("flood",)}


def test_as_many_letters_as_a_person_can_read_are_sent_one_by_one() -> None:
    with a_desk() as desk:
        Newsstand(desk).poll(a_feed(), *strikes(FLOOD))
        assert reasons(desk) == ["first-report"] * FLOOD


def test_what_a_digest_told_is_not_told_again_as_a_first_report_and_is_when_it_is_corroborated() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), *strikes(FLOOD + 1))
        stand.poll(a_feed(), *strikes(FLOOD + 1))
        second = an_entry("Sumy region substation struck by Russian drones, governor says", link="https://e.example/1")
        stand.poll(a_feed("Evening Post"), second)
        third = an_entry("Drones struck a substation in Sumy region overnight", link="https://n.example/1")
        stand.poll(a_feed("Night Mail"), third)
        assert sorted(reasons(desk)) == ["corroborated", "flood"]


def test_two_floods_are_two_digests() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), *strikes(FLOOD + 1))
        desk.clock.advance(timedelta(minutes=15))  # type: ignore[attr-defined]
        again = [replace(e, title=e.title.replace("hit", "struck"), entry_id=e.title, link=None) for e in strikes(12)]
        stand.poll(a_feed(), *(replace(e, published_at=e.published_at - DAY) for e in again))  # type: ignore[operator]
        assert reasons(desk) == ["flood", "flood"]


def test_each_receiver_gets_of_a_digest_what_its_routes_would_have_given_it() -> None:
    book = starter_book()
    sumy = Route(receivers=(DUTY,), match=Matchers(place=("sumy",)))
    plan = AlertPlan(receivers=book.rulebook.alerts.receivers, route=Route(receivers=(DESK,), routes=(sumy,)))
    with a_desk(book=Book(replace(book.rulebook, alerts=plan), book.engine)) as desk:
        Newsstand(desk).poll(a_feed(), *strikes(FLOOD + 1))
        notices = {row.receiver: row.notice for row in desk.store.deliveries()}
        assert {type(notice) for notice in notices.values()} == {PlainNotice}
        counted = {name: notice.subject.split()[0] for name, notice in notices.items()}  # type: ignore[union-attr]
        assert sum(map(int, counted.values())) == FLOOD + 1
        assert all("Sumy" in line for line in notices[DUTY].lines[:-1])  # type: ignore[union-attr]


def outage(desk: Desk, days: int) -> Newsstand:
    """A feed that was read, then was out of reach for so many days."""
    stand = Newsstand(desk)
    stand.poll(a_feed(), an_entry(QUIET))
    for _ in range(days):
        desk.clock.advance(DAY)  # type: ignore[attr-defined]
        stand.poll(a_feed(), error=PollError(FailureKind.DNS))
    return stand


def test_after_an_outage_fresh_news_is_told_late_and_old_news_in_one_digest() -> None:
    with a_desk(backfill=False) as desk:
        stand = outage(desk, 5)
        fresh, old, older = strikes(3)
        stand.poll(
            a_feed(),
            replace(fresh, published_at=MORNING + 4 * DAY),
            replace(old, published_at=MORNING + 1 * DAY),
            replace(older, published_at=MORNING + 2 * DAY),
        )
        assert sorted(reasons(desk)) == ["first-report", "outage"]
        late = [row.notice.late for row in desk.store.deliveries() if isinstance(row.notice, IncidentNotice)]
        assert late == [True, True]
        assert len(plain(desk).lines) == 3
        assert "2 reports over two days old" in plain(desk).subject
        assert sorted(i.told.reasons for i in desk.store.incidents()) == [("first-report",), ("outage",), ("outage",)]


def test_news_that_came_out_after_the_feed_was_back_is_not_late() -> None:
    with a_desk() as desk:
        stand = outage(desk, 3)
        [entry] = strikes(1)
        stand.poll(a_feed(), replace(entry, published_at=MORNING + 3 * DAY))
        assert [getattr(row.notice, "late", None) for row in desk.store.deliveries()] == [False, False]


def test_undated_news_after_an_outage_is_told_at_once() -> None:
    with a_desk() as desk:
        stand = outage(desk, 3)
        [entry] = strikes(1)
        stand.poll(a_feed(), replace(entry, published_at=None))
        assert reasons(desk) == ["first-report"]


def test_an_outage_of_a_feed_that_was_never_read_ends_in_its_baseline() -> None:
    with a_desk(backfill=False) as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), error=PollError(FailureKind.DNS))
        desk.clock.advance(5 * DAY)  # type: ignore[attr-defined]
        stand.poll(a_feed(), *strikes(3))
        assert reasons(desk) == ["baseline"]


def test_a_short_outage_makes_nothing_late() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(QUIET))
        desk.clock.advance(timedelta(minutes=50))  # type: ignore[attr-defined]
        stand.poll(a_feed(), *strikes(1))
        assert [getattr(row.notice, "late", None) for row in desk.store.deliveries()] == [False, False]
