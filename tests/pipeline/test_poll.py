"""What one poll writes down, and what people hear of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from desks import DESK, DUTY, MORNING, Newsstand, a_desk, a_feed, an_entry, starter_book, told

from monitor.alerts.deciding import TURNS
from monitor.messages import subject
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.ids import ItemId
from monitor.model.match import Match, Reading
from monitor.model.rule import Corroborate
from monitor.pipeline.desk import Book
from monitor.pipeline.evaluate import retry_errors
from monitor.pipeline.reload import accept

STRIKE = "Russian drones hit substation in Sumy region"
QUIET = "Farmers in Poltava region begin spring sowing"


def needing_two() -> Book:
    """The starter rulebook, except that its rules tell what two newsrooms report."""
    whole = starter_book().rulebook
    two = Corroborate(tell=2, confirm=2)
    commitments = tuple(
        replace(each, rules=tuple(replace(rule, corroborate=two) for rule in each.rules)) for each in whole.commitments
    )
    return Book(replace(whole, commitments=commitments), starter_book().engine)


def test_a_breach_is_told_to_every_receiver_once() -> None:
    with a_desk() as desk:
        Newsstand(desk).poll(a_feed(), an_entry(STRIKE), an_entry(QUIET))
        assert told(desk) == [(DESK, "first-report", "incident-1/1"), (DUTY, "first-report", "incident-1/1")]


def test_polling_the_same_document_again_adds_nothing() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(STRIKE))
        before = told(desk)
        tally = stand.poll(a_feed(), an_entry(STRIKE))
        assert (tally.new, tally.known, told(desk)) == (0, 1, before)


def test_the_entries_of_a_poll_are_told_oldest_first() -> None:
    with a_desk() as desk:
        hours = [MORNING - timedelta(hours=n) for n in range(3)]
        Newsstand(desk).poll(
            a_feed(),
            an_entry("Farmers wait for rain", published_at=None),
            *(an_entry(f"Report {n}: drones hit Sumy substation", published_at=at) for n, at in enumerate(hours)),
        )
        [incident] = desk.store.incidents()
        titles = [stored.item.title for m in desk.store.members(incident.id) if (stored := desk.store.item(m.item))]
        assert titles == [f"Report {n}: drones hit Sumy substation" for n in (2, 1, 0)]
        assert desk.store.item(ItemId(4)).item.published_at is None  # type: ignore[union-attr]


def test_a_reprint_under_the_same_title_tells_nothing() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(STRIKE))
        reprint = an_entry(STRIKE, entry_id="other", link="https://news.example/again")
        assert stand.poll(a_feed(id="https://dawn-courier.example/world"), reprint).duplicates == 1
        stand.poll(a_feed("Evening Post"), replace(reprint, link="https://evening.example/1"))
        assert len(told(desk)) == 2


def test_an_edit_that_leaves_the_verdict_alone_tells_nothing() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(STRIKE))
        tally = stand.poll(a_feed(), an_entry(STRIKE, summary="Repair crews are on their way."))
        assert (tally.changed, len(told(desk))) == (1, 2)


def test_an_edit_that_becomes_a_breach_is_told() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry("Explosions heard in Sumy", entry_id="live"))
        assert told(desk) == []
        stand.poll(a_feed(), an_entry(STRIKE, entry_id="live", link="https://news.example/explosions-heard-in-sumy"))
        assert len(told(desk)) == 2


def test_an_edit_that_withdraws_the_only_report_retracts_the_incident() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(STRIKE, entry_id="live", link="https://news.example/live"))
        stand.poll(a_feed(), an_entry("Storm damages roofs in Sumy", entry_id="live", link="https://news.example/live"))
        assert [incident.state for incident in desk.store.incidents()] == ["retracted"]


def test_a_second_newsroom_corroborates_as_update_two() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(STRIKE))
        stand.poll(a_feed("Evening Post"), an_entry("Sumy substation struck by Russian drones overnight"))
        stand.poll(a_feed("Night Mail"), an_entry("Drones struck a Sumy substation, says governor"))
        assert [row for row in told(desk) if row[0] == DESK] == [
            (DESK, "first-report", "incident-1/1"),
            (DESK, "corroborated", "incident-1/2"),
        ]


def test_one_report_edited_again_and_again_is_told_a_few_times_at_most() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        edits = (STRIKE, STRIKE.replace("Sumy", "Kharkiv"), "Farmers begin spring sowing", STRIKE, QUIET, STRIKE)
        for title in (*edits, *edits):
            stand.poll(a_feed(), an_entry(title, entry_id="live", link="https://news.example/live"))
        reasons = [reason for to, reason, _ in told(desk) if to == DESK]
        assert len(reasons) == 1 + TURNS
        assert set(reasons) == {"first-report", "moved", "retracted", "reported-again"}


def test_two_newsrooms_that_a_first_report_needed_are_not_told_again_as_corroboration() -> None:
    with a_desk(book=needing_two()) as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(STRIKE))
        stand.poll(a_feed("Evening Post"), an_entry("Sumy substation struck by Russian drones"))
        stand.poll(a_feed(), an_entry("Second report: drones hit Sumy substation"))
        assert [row for row in told(desk) if row[0] == DESK] == [(DESK, "first-report", "incident-1/1")]


def test_a_new_feeds_first_document_completes_what_waited_for_a_second_newsroom() -> None:
    with a_desk(backfill=False, book=needing_two()) as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(QUIET))
        desk.clock.advance(timedelta(minutes=15))  # type: ignore[attr-defined]
        stand.poll(a_feed(), an_entry(STRIKE))
        desk.clock.advance(timedelta(minutes=15))  # type: ignore[attr-defined]
        stand.poll(a_feed("Evening Post"), an_entry("Sumy substation struck by Russian drones"))
        assert "first-report" in {reason for _, reason, _ in told(desk)}


def test_what_first_documents_tell_together_is_history_and_the_next_report_is_update_one() -> None:
    with a_desk(backfill=False) as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(STRIKE))
        stand.poll(a_feed("Evening Post"), an_entry(QUIET))
        desk.clock.advance(timedelta(minutes=15))  # type: ignore[attr-defined]
        stand.poll(a_feed("Evening Post"), an_entry("Sumy substation struck by Russian drones"))
        rows = [row for row in told(desk) if row[0] == DESK and row[1] != "baseline"]
        assert rows == [(DESK, "corroborated", "incident-1/1")]


def test_an_item_of_a_first_document_is_history_even_when_it_can_be_judged_only_later() -> None:
    whole = starter_book()
    with a_desk(backfill=False, book=Book(whole.rulebook, Brittle(whole, "Sumy"))) as desk:  # type: ignore[arg-type]
        Newsstand(desk).poll(a_feed(), an_entry(STRIKE))
        changed = Book(replace(whole.rulebook, fingerprint="changed"), whole.engine)
        accept(desk, changed)
        tally = retry_errors(desk)
        assert tally is not None
        assert (len(tally.fired), told(desk), retry_errors(desk)) == (1, [], None)


def test_a_denial_by_the_accused_is_told_as_an_update_and_opens_nothing() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(
            a_feed("Night Mail"),
            an_entry("Kremlin denies hitting power plant", published_at=MORNING - timedelta(days=7)),
        )
        assert (told(desk), desk.store.incidents()) == ([], ())
        stand.poll(a_feed(), an_entry(STRIKE))
        stand.poll(a_feed("Evening Post"), an_entry("Moscow denies that its drones hit a substation in Sumy"))
        stand.poll(a_feed("Night Mail"), an_entry("Kremlin denies strike on substation, again"))
        assert [row for row in told(desk) if row[0] == DESK] == [
            (DESK, "first-report", "incident-1/1"),
            (DESK, "disputed", "incident-1/2"),
        ]
        [incident] = desk.store.incidents()
        assert (incident.disputed, len(desk.store.members(incident.id))) == (True, 3)


def test_a_denial_before_its_report_is_kept_and_stands_in_the_first_letter() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed("Night Mail"), an_entry("Kremlin denies hitting power plant"))
        assert (told(desk), desk.store.incidents()) == ([], ())
        stand.poll(a_feed(), an_entry(STRIKE))
        [row] = [row for row in desk.store.deliveries() if row.receiver == DESK]
        assert "denied by Russia" in subject(row.notice)
        [incident] = desk.store.incidents()
        assert (incident.disputed, len(desk.store.members(incident.id)), incident.sources.origins) == (True, 2, 1)


def test_a_report_that_tells_of_the_denial_too_is_told_once_with_both() -> None:
    with a_desk() as desk:
        Newsstand(desk).poll(a_feed(), an_entry("Kremlin denies breaking energy truce as drones hit Odesa substation"))
        [row] = [row for row in desk.store.deliveries() if row.receiver == DESK]
        assert subject(row.notice).startswith("[CRITICAL] Breach reported, denied by Russia: Kremlin denies")


def test_a_denial_that_is_taken_back_leaves_the_incident_undisputed() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(STRIKE))
        stand.poll(a_feed("Evening Post"), an_entry("Kremlin denies hitting substation", entry_id="live"))
        stand.poll(a_feed("Evening Post"), an_entry("Kremlin has no word on substation", entry_id="live"))
        [incident] = desk.store.incidents()
        assert (incident.disputed, len(desk.store.members(incident.id))) == (False, 1)


def test_an_aggregator_alone_is_no_origin() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed("Headline Hub", aggregator=True), an_entry(STRIKE))
        assert told(desk) == []
        stand.poll(a_feed(), an_entry("Russian missiles hit a substation in Sumy region"))
        assert len(told(desk)) == 2


def test_a_feeds_first_success_is_told_as_one_summary() -> None:
    with a_desk(backfill=False) as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(STRIKE), an_entry(QUIET))
        assert [row[1] for row in told(desk)] == ["baseline", "baseline"]
        stand.poll(a_feed(), an_entry("Russian missile strikes power plant in Kharkiv"), an_entry(STRIKE))
        assert [row[1] for row in told(desk)].count("first-report") == 2


def test_a_baseline_without_a_breach_tells_nothing() -> None:
    with a_desk(backfill=False) as desk:
        Newsstand(desk).poll(a_feed(), an_entry(QUIET))
        assert told(desk) == []


def test_after_an_outage_what_was_missed_is_marked_late() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(QUIET))
        desk.clock.advance(timedelta(hours=9))  # type: ignore[attr-defined]
        stand.poll(a_feed(), an_entry(STRIKE, published_at=MORNING + timedelta(hours=1)))
        notices = [row.notice for row in desk.store.deliveries()]
        assert [getattr(notice, "late", None) for notice in notices] == [True, True]


def test_a_failed_poll_keeps_what_was_known_and_names_the_failure() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(STRIKE))
        stand.poll(a_feed(), error=PollError(FailureKind.TIMEOUT, "20 s"))
        state = desk.store.feed_states()[a_feed().id]
        assert state.failing is not None
        assert (state.failing.kind, state.succeeded_at, state.entries) == (FailureKind.TIMEOUT, MORNING, 1)


class PowerCut(BaseException):
    """Ends everything at once, as no handler expects."""


class CutAt:
    def __init__(self, point: str) -> None:
        self.point = point

    def passed(self, point: str) -> None:
        if point == self.point:
            raise PowerCut


def test_a_crash_before_the_commit_leaves_nothing_and_the_next_poll_tells_it() -> None:
    with a_desk() as desk:
        probe, desk.probe = desk.probe, CutAt("written")
        stand = Newsstand(desk)
        with pytest.raises(PowerCut):
            stand.poll(a_feed(), an_entry(STRIKE))
        assert (told(desk), desk.store.item_counts(), desk.store.feed_states()) == ([], (0, 0), {})
        desk.probe = probe
        stand.poll(a_feed(), an_entry(STRIKE))
        assert len(told(desk)) == 2


class Brittle:
    """The engine, except that it breaks on one word."""

    def __init__(self, book: Book, word: str) -> None:
        self._engine, self._word = book.engine, word

    def judge(self, reading: Reading) -> tuple[Match, ...]:
        if self._word in reading.title:
            raise RuntimeError("cannot read this")
        return self._engine.judge(reading)


def test_an_item_that_raises_is_kept_with_its_error_and_the_rest_is_told() -> None:
    whole = starter_book()
    with a_desk(book=Book(whole.rulebook, Brittle(whole, "sowing"))) as desk:  # type: ignore[arg-type]
        tally = Newsstand(desk).poll(a_feed(), an_entry(QUIET), an_entry(STRIKE))
        assert (len(tally.errors), desk.store.item_counts(), len(told(desk))) == (1, (2, 1), 2)
