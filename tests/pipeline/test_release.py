"""Mutes at the desk: nothing is lost, nothing is told twice, and the ledger says what became of each notice."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from desks import DESK, MORNING, PLAN, a_desk, moved, starter_book
from hypothesis import given, settings
from hypothesis import strategies as st
from notices import an_incident_notice

from monitor.model.alert import AlertPlan, Digest, Grouping, Limit, Receiver, Route
from monitor.model.delivery import Delivery, DeliveryState
from monitor.model.labels import Matchers
from monitor.model.mute import Act, Cause, MuteWindow, Silence, SilenceId
from monitor.model.notice import DigestNotice, IncidentNotice
from monitor.model.rule import Severity
from monitor.pipeline.desk import Book, Desk
from monitor.pipeline.outgoing import enqueue, route
from monitor.pipeline.release import release

KYIV = ZoneInfo("Europe/Kyiv")
HOUR = timedelta(hours=1)
TONIGHT = MORNING + 15 * HOUR
DAWN = MORNING + 22 * HOUR
"""Seven in the morning in Kyiv."""
NIGHT = MuteWindow(id="night", zone=KYIV, days=frozenset(range(7)), from_=time(22), until=time(7), act=Act.HOLD)
ALONE = Route(receivers=(DESK,))


def a_plan(route_: Route = ALONE, *mutes: MuteWindow, **receiver: object) -> AlertPlan:
    [desk] = [each for each in PLAN.receivers if each.id == DESK]
    known: Receiver = replace(desk, **receiver)  # type: ignore[arg-type]
    return replace(PLAN, receivers=(known,), route=route_, mute_windows=mutes)


@contextmanager
def a_desk_with(plan: AlertPlan) -> Iterator[Desk]:
    book = starter_book()
    with a_desk(book=Book(replace(book.rulebook, alerts=plan), book.engine)) as desk:
        release(desk)
        yield desk


def tell(desk: Desk, name: str, at: datetime, severity: Severity = Severity.HIGH, **changes: object) -> None:
    moved(desk)(at)
    given_ = {"dedup_key": f"{name}/1", "incident": name, "severity": severity, "decided_at": at, **changes}
    notice = an_incident_notice(**given_)
    with desk.store.transaction():
        enqueue(desk, notice, route(desk, notice))


def released(desk: Desk, at: datetime) -> int:
    moved(desk)(at)
    return len(release(desk))


def rows(desk: Desk) -> dict[str, Delivery]:
    return {row.dedup_key: row for row in desk.store.deliveries(limit=1000)}


def states(desk: Desk) -> dict[str, str]:
    return {key: row.state.value for key, row in rows(desk).items()}


def test_what_the_night_held_comes_as_one_summary_in_the_morning_and_what_is_critical_at_once() -> None:
    with a_desk_with(a_plan(ALONE, NIGHT)) as desk:
        for name in ("a", "b", "c"):
            tell(desk, name, TONIGHT)
        tell(desk, "grave", TONIGHT, Severity.CRITICAL)
        assert states(desk) == {"a/1": "held", "b/1": "held", "c/1": "held", "grave/1": "pending"}
        assert released(desk, DAWN - timedelta(seconds=1)) == 0
        assert released(desk, DAWN) == 1
        assert released(desk, DAWN + HOUR) == 0
        [summary] = [row for row in rows(desk).values() if isinstance(row.notice, DigestNotice)]
        assert isinstance(summary.notice, DigestNotice)
        assert [entry.dedup_key for entry in summary.notice.entries] == ["a/1", "b/1", "c/1"]
        assert {rows(desk)[f"{name}/1"].told_in for name in "abc"} == {summary.dedup_key}
        assert Counter(states(desk).values()) == {"folded": 3, "pending": 2}


def test_one_notice_alone_is_told_as_itself_when_the_night_is_over() -> None:
    with a_desk_with(a_plan(ALONE, NIGHT)) as desk:
        tell(desk, "a", TONIGHT)
        released(desk, DAWN)
        [row] = rows(desk).values()
        assert (row.state, row.cause, type(row.notice)) == (DeliveryState.PENDING, Cause.WINDOW_HOLD, IncidentNotice)


def test_a_second_window_that_runs_when_the_first_ends_holds_it_on() -> None:
    morning = replace(NIGHT, id="church", from_=time(6), until=time(12))
    with a_desk_with(a_plan(ALONE, NIGHT, morning)) as desk:
        tell(desk, "a", TONIGHT)
        assert released(desk, DAWN) == 0
        assert (rows(desk)["a/1"].state, rows(desk)["a/1"].batch) == (DeliveryState.HELD, "window/church")
        assert released(desk, DAWN + 5 * HOUR) == 1


def test_a_silence_that_was_added_meanwhile_mutes_what_was_held() -> None:
    with a_desk_with(a_plan(ALONE, NIGHT)) as desk:
        tell(desk, "a", TONIGHT)
        silence = Silence(
            id=SilenceId(0),
            match=Matchers(severity=(Severity.HIGH,)),
            author="olena",
            comment="a drill",
            created_at=TONIGHT,
            expires_at=DAWN + HOUR,
        )
        desk.store.add_silence(silence)
        assert released(desk, DAWN) == 0
        row = rows(desk)["a/1"]
        assert (row.state, row.cause, row.detail.startswith("by silence 1 of olena")) == ("muted", "silenced", True)


def test_a_group_is_told_together_after_its_wait_and_the_next_one_after_its_interval() -> None:
    group = Grouping(by=("commitment",), wait=timedelta(seconds=30), interval=timedelta(minutes=5))
    with a_desk_with(a_plan(replace(ALONE, group=group))) as desk:
        tell(desk, "a", MORNING)
        tell(desk, "b", MORNING + timedelta(seconds=20))
        assert released(desk, MORNING + timedelta(seconds=29)) == 0
        assert released(desk, MORNING + timedelta(seconds=30)) == 1
        tell(desk, "c", MORNING + timedelta(minutes=1))
        assert rows(desk)["c/1"].due_at == MORNING + timedelta(minutes=5, seconds=30)
        released(desk, MORNING + timedelta(minutes=6))
        assert (states(desk)["a/1"], states(desk)["c/1"]) == ("folded", "pending")


def test_a_daily_digest_has_what_it_takes_and_an_empty_one_says_what_was_watched() -> None:
    digest = Digest(cron="0 8 * * *", zone=KYIV, match=Matchers(severity=(Severity.LOW,)))
    with a_desk_with(a_plan(digest=digest)) as desk:
        tell(desk, "a", MORNING, Severity.LOW)
        tell(desk, "b", MORNING)
        assert states(desk) == {"a/1": "held", "b/1": "pending"}
        assert released(desk, DAWN + HOUR) == 1
        assert states(desk)["a/1"] == "folded"
        assert released(desk, DAWN + 2 * HOUR) == 0
        assert released(desk, DAWN + 25 * HOUR) == 1
        first, second = [row.notice for row in rows(desk).values() if isinstance(row.notice, DigestNotice)][::-1]
        assert [entry.dedup_key for entry in first.entries] == ["a/1"]
        assert second.entries == ()
        assert second.watched
        assert second.watched.feeds == sum(feed.enabled for feed in desk.book.rulebook.feeds)
        assert second.since == DAWN + HOUR


def test_after_an_outage_of_days_one_digest_comes_not_many() -> None:
    with a_desk_with(a_plan(digest=Digest(cron="0 8 * * *", zone=KYIV))) as desk:
        tell(desk, "a", MORNING)
        assert released(desk, MORNING + 100 * HOUR) == 1
        assert released(desk, MORNING + 101 * HOUR) == 0


def test_what_goes_beyond_the_limit_is_told_in_one_digest_when_there_is_room() -> None:
    with a_desk_with(a_plan(limit=Limit(letters=2, per=HOUR))) as desk:
        for number in range(50):
            tell(desk, f"n{number}", MORNING + timedelta(seconds=number))
        assert Counter(states(desk).values()) == {"pending": 2, "held": 48}
        assert released(desk, MORNING + HOUR) == 1
        assert Counter(states(desk).values()) == {"pending": 3, "folded": 48}
        [folded] = {row.told_in for row in rows(desk).values() if row.told_in}
        notice = rows(desk)[folded].notice
        assert isinstance(notice, DigestNotice)
        assert len(notice.entries) == 48


def test_telling_the_same_again_adds_nothing() -> None:
    with a_desk_with(a_plan(ALONE, NIGHT)) as desk:
        for _ in range(2):
            tell(desk, "a", TONIGHT)
            tell(desk, "b", TONIGHT)
        released(desk, DAWN)
        before = states(desk)
        for _ in range(2):
            tell(desk, "a", DAWN + HOUR)
            released(desk, DAWN + HOUR)
        assert states(desk) == before


events = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 300), st.sampled_from(Severity)), min_size=1, max_size=12
)


@settings(max_examples=40, deadline=None)
@given(events, st.booleans(), st.booleans(), st.sampled_from(Act))
def test_whatever_is_muted_each_notice_ends_as_a_letter_within_a_letter_or_muted_with_a_cause(
    found: list[tuple[int, int, Severity]], grouped: bool, digested: bool, act: Act
) -> None:
    group = Grouping(by=("commitment", "severity")) if grouped else None
    digest = Digest(cron="15 */6 * * *", zone=KYIV, match=Matchers(severity=(Severity.LOW,))) if digested else None
    plan = a_plan(
        replace(ALONE, group=group), replace(NIGHT, act=act), digest=digest, limit=Limit(letters=2, per=3 * HOUR)
    )
    with a_desk_with(plan) as desk:
        at, told = MORNING, set()
        for number, minutes, severity in found:
            at += timedelta(minutes=minutes)
            tell(desk, f"n{number}", at, severity)
            told.add(f"n{number}/1")
            release(desk)
        for hours in range(60):
            released(desk, at + hours * HOUR)
        ledger = rows(desk)
        own = {key: row for key, row in ledger.items() if isinstance(row.notice, IncidentNotice)}
        assert set(own) == told
        for row in own.values():
            assert row.state in (DeliveryState.PENDING, DeliveryState.FOLDED, DeliveryState.MUTED)
            assert (row.state is DeliveryState.FOLDED) is (row.told_in is not None)
            if row.told_in:
                letter = ledger[row.told_in]
                assert letter.state is DeliveryState.PENDING
                assert isinstance(letter.notice, DigestNotice)
                assert row.dedup_key in {entry.dedup_key for entry in letter.notice.entries}
            if row.state is DeliveryState.MUTED:
                assert row.cause is Cause.WINDOW_DROP
                assert row.detail
