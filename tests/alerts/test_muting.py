"""What becomes of a notice to a receiver: told at once, held or muted, each with a named cause."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notices import an_incident_notice

from monitor.alerts.muting import Case, Situation, decide
from monitor.alerts.routing import labels_of
from monitor.model.alert import AlertPlan, Channel, Digest, Grouping, Limit, Receiver, Route
from monitor.model.delivery import AT_ONCE, DeliveryState, Fate, Heard
from monitor.model.ids import CommitmentId, ReceiverId
from monitor.model.labels import EVERYTHING, Labels, Matchers
from monitor.model.mute import Act, Cause, Inhibition, MuteWindow, Silence, SilenceId
from monitor.model.notice import Reason
from monitor.model.rule import Severity

KYIV, UTC_ZONE = ZoneInfo("Europe/Kyiv"), ZoneInfo("UTC")
NIGHT = datetime(2025, 4, 2, 22, 30, tzinfo=UTC)
NOON = datetime(2025, 4, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEEK = frozenset(range(7))
DESK = Receiver(id=ReceiverId("desk"), channel=Channel.OTHER, address="json://127.0.0.1")
LOW = labels_of(an_incident_notice(severity=Severity.LOW))
QUIET = MuteWindow(id="night", zone=UTC_ZONE, days=WEEK, from_=time(22), until=time(7), act=Act.HOLD)
PLAN = AlertPlan(receivers=(DESK,), route=Route(receivers=(DESK.id,)))
SILENCE = Silence(
    id=SilenceId(3),
    match=Matchers(commitment=(CommitmentId("energy-pause-2025"),)),
    author="olena",
    comment="a drill",
    created_at=NOON - HOUR,
    expires_at=NOON + HOUR,
)


def fate(
    case: Case | None = None, plan: AlertPlan = PLAN, situation: Situation | None = None, now: datetime = NOON
) -> Fate:
    return decide(case or a_case(), plan, situation or Situation(), now)


def a_case(receiver: Receiver = DESK, **changes: object) -> Case:
    return replace(Case(labels=LOW, dedup_key="4f1c2a9be0/1", receiver=receiver), **changes)  # type: ignore[arg-type]


def muting(*windows: MuteWindow) -> AlertPlan:
    return replace(PLAN, mute_windows=windows)


def test_where_nothing_mutes_it_is_told_at_once() -> None:
    assert fate() == AT_ONCE


def test_a_silence_mutes_until_it_expires_and_says_whose_it_is() -> None:
    situation = Situation(silences=(SILENCE,))
    muted = fate(situation=situation)
    assert (muted.state, muted.cause) == (DeliveryState.MUTED, Cause.SILENCED)
    assert "silence 3 of olena" in muted.why
    assert "a drill" in muted.why
    assert fate(situation=situation, now=NOON + HOUR) == AT_ONCE
    assert fate(a_case(labels=replace(LOW, commitment=CommitmentId("other"))), situation=situation) == AT_ONCE


def test_what_a_receiver_was_told_mutes_what_is_needless_then() -> None:
    ended = an_incident_notice(reason=Reason.WINDOW_ENDED, dedup_key="ended")
    plan = replace(
        PLAN,
        inhibitions=(Inhibition(source=Matchers(reason=("window-ended",)), target=Matchers(reason=("reminder",))),),
    )
    reminder = a_case(labels=replace(LOW, reason="reminder"))
    heard = Situation(heard=(Heard(notice=ended, at=NOON - HOUR),))
    assert fate(reminder, plan, heard).cause is Cause.INHIBITED
    assert fate(reminder, plan, heard, NOON + 23 * HOUR) == AT_ONCE
    assert fate(reminder, plan) == AT_ONCE, "who was not told the one is told the other"
    assert fate(a_case(), plan, heard) == AT_ONCE
    elsewhere = a_case(labels=replace(LOW, reason="reminder", commitment=CommitmentId("other")))
    assert fate(elsewhere, plan, heard) == AT_ONCE


def test_a_window_holds_until_its_end_drops_or_allows() -> None:
    held = fate(plan=muting(QUIET), now=NIGHT)
    assert (held.state, held.cause) == (DeliveryState.HELD, Cause.WINDOW_HOLD)
    assert held.due_at == datetime(2025, 4, 3, 7, 0, tzinfo=UTC)
    dropped = fate(plan=muting(replace(QUIET, act=Act.DROP)), now=NIGHT)
    assert (dropped.state, dropped.cause) == (DeliveryState.MUTED, Cause.WINDOW_DROP)
    allowed = replace(QUIET, id="first-hour", act=Act.ALLOW, until=time(23))
    assert fate(plan=muting(allowed, QUIET), now=NIGHT) == AT_ONCE
    assert fate(plan=muting(QUIET, allowed), now=NIGHT).cause is Cause.WINDOW_HOLD


@pytest.mark.parametrize("severity", list(Severity))
def test_what_is_grave_enough_breaks_through(severity: Severity) -> None:
    case = a_case(labels=replace(LOW, severity=severity))
    through = {
        Severity.CRITICAL: {Severity.CRITICAL},
        Severity.HIGH: {Severity.HIGH, Severity.CRITICAL},
        None: set[Severity](),
    }
    for least, passing in through.items():
        told = fate(case, muting(replace(QUIET, through=least)), now=NIGHT)
        assert (told == AT_ONCE) is (severity in passing)


def test_a_window_concerns_its_receivers_and_what_it_takes() -> None:
    assert fate(plan=muting(replace(QUIET, receivers=(ReceiverId("duty"),))), now=NIGHT) == AT_ONCE
    assert fate(plan=muting(replace(QUIET, match=Matchers(severity=(Severity.HIGH,)))), now=NIGHT) == AT_ONCE


def test_a_window_begins_on_its_days_and_ends_on_the_next_one() -> None:
    wednesday = replace(QUIET, days=frozenset({2}))
    assert wednesday.end(datetime(2025, 4, 3, 6, 59, tzinfo=UTC)) == datetime(2025, 4, 3, 7, 0, tzinfo=UTC)
    assert wednesday.end(datetime(2025, 4, 3, 22, 0, tzinfo=UTC)) is None
    whole = replace(QUIET, days=frozenset({5}), from_=time(0), until=time(0))
    assert whole.end(datetime(2025, 4, 5, 0, 0, tzinfo=UTC)) == datetime(2025, 4, 6, 0, 0, tzinfo=UTC)
    assert whole.end(datetime(2025, 4, 6, 0, 0, tzinfo=UTC)) is None


def test_a_digest_takes_what_it_matches_until_its_next_time() -> None:
    digest = Digest(cron="0 8 * * *", zone=KYIV, match=Matchers(severity=(Severity.LOW,)))
    receiver = replace(DESK, digest=digest)
    held = fate(a_case(receiver))
    assert (held.cause, held.due_at) == (Cause.DIGEST, datetime(2025, 4, 3, 5, 0, tzinfo=UTC))
    assert fate(a_case(receiver, labels=replace(LOW, severity=Severity.HIGH))) == AT_ONCE


def test_a_group_waits_for_others_and_rests_between_its_letters() -> None:
    group = Grouping(by=("commitment", "place"), wait=timedelta(seconds=30), interval=timedelta(minutes=5))
    case = a_case(group=group, path=(2, 1))
    assert case.group_batch == "group/2.1/commitment=energy-pause-2025/place=Sumy region"
    assert fate(case).due_at == NOON + group.wait
    joined = Situation(group_due_at=NOON + timedelta(seconds=9))
    assert fate(case, situation=joined).due_at == joined.group_due_at
    rested = Situation(group_told_at=NOON - timedelta(minutes=1))
    assert fate(case, situation=rested).due_at == NOON + timedelta(minutes=4)
    assert fate(case, situation=Situation(group_told_at=NOON - HOUR)).due_at == NOON + group.wait


def test_what_goes_beyond_the_limit_waits_until_there_is_room_again() -> None:
    receiver = replace(DESK, limit=Limit(letters=2, per=HOUR))
    letters = (NOON - HOUR, NOON - HOUR / 2, NOON - HOUR / 4)
    held = fate(a_case(receiver), situation=Situation(letters=letters))
    assert (held.cause, held.due_at) == (Cause.LIMIT, NOON + HOUR / 2)
    assert fate(a_case(receiver), situation=Situation(letters=letters[:2])) == AT_ONCE
    behind = Situation(letters=letters[:2], limit_due_at=NOON + HOUR / 3)
    assert fate(a_case(receiver), situation=behind).due_at == behind.limit_due_at


def test_the_order_of_checks_is_silence_window_digest_group_limit() -> None:
    receiver = replace(DESK, digest=Digest(cron="0 8 * * *", zone=KYIV), limit=Limit(letters=1, per=HOUR))
    case = a_case(receiver, group=Grouping(by=("kind",)))
    everything = replace(SILENCE, match=EVERYTHING, expires_at=NIGHT + HOUR)
    full = Situation(silences=(everything,), letters=(NIGHT,))
    causes = []
    for plan, situation, each in (
        (muting(QUIET), full, case),
        (muting(QUIET), replace(full, silences=()), case),
        (PLAN, replace(full, silences=()), case),
        (PLAN, replace(full, silences=()), replace(case, receiver=replace(receiver, digest=None))),
        (PLAN, replace(full, silences=()), replace(case, receiver=replace(receiver, digest=None), group=None)),
    ):
        causes.append(fate(each, plan, situation, NIGHT).cause)
    assert causes == [Cause.SILENCED, Cause.WINDOW_HOLD, Cause.DIGEST, Cause.GROUP, Cause.LIMIT]


@pytest.mark.parametrize("cause", [Cause.WINDOW_HOLD, Cause.DIGEST, Cause.GROUP, Cause.LIMIT])
def test_what_was_waited_for_is_not_waited_for_again_and_a_silence_that_came_meanwhile_counts(cause: Cause) -> None:
    receiver = replace(DESK, digest=Digest(cron="0 8 * * *", zone=KYIV))
    case = a_case(receiver, group=Grouping(by=("kind",)), waited=cause)
    assert fate(case) == AT_ONCE
    assert fate(case, situation=Situation(silences=(SILENCE,))).cause is Cause.SILENCED


def test_a_digest_comes_at_its_time_also_in_a_mute_window_and_the_rest_of_what_was_held_does_not() -> None:
    for waited, held in ((Cause.DIGEST, False), (Cause.GROUP, True), (Cause.LIMIT, True), (Cause.WINDOW_HOLD, True)):
        assert (fate(a_case(waited=waited), muting(QUIET), now=NIGHT).cause is Cause.WINDOW_HOLD) is held


instants = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
times = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))
windows = st.builds(
    MuteWindow,
    id=st.just("any"),
    zone=st.sampled_from(sorted(available_timezones())).map(ZoneInfo),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    from_=times,
    until=times,
    act=st.just(Act.HOLD),
)


@settings(max_examples=400)
@given(windows, instants)
def test_a_window_that_runs_ends_within_a_day_and_runs_without_a_gap_until_then(
    window: MuteWindow, now: datetime
) -> None:
    end = window.end(now)
    if end is None:
        return
    assert now < end <= now + timedelta(hours=28), "a day, and what a change of clocks adds"
    assert window.end(end - timedelta(microseconds=1)) is not None
    later = window.end(end)
    assert later is None or later > end


@pytest.mark.parametrize("zone", sorted(available_timezones()))
def test_on_days_of_changed_clocks_the_night_is_from_ten_to_seven_by_the_clocks_of_every_zone(zone: str) -> None:
    night = replace(QUIET, zone=ZoneInfo(zone))
    for day in _changes(ZoneInfo(zone)):
        for half_hours in range(96):
            now = day - 12 * HOUR + half_hours * HOUR / 2
            end, local = night.end(now), now.astimezone(ZoneInfo(zone))
            assert (end is not None) is (local.hour >= 22 or local.hour < 7), local
            if end is not None:
                assert end.astimezone(ZoneInfo(zone)).time() == time(7)
                assert night.end(end) is None


def _changes(zone: ZoneInfo) -> list[datetime]:
    """The days of 2025 in which a zone changes its clocks."""
    days = [datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(365)]
    return [
        day
        for day in days
        if day.astimezone(zone).utcoffset() != (day + timedelta(days=1)).astimezone(zone).utcoffset()
    ]


labels = st.builds(
    Labels,
    reason=st.sampled_from([reason.value for reason in Reason]),
    severity=st.sampled_from(Severity),
    commitment=st.sampled_from([None, CommitmentId("energy-pause-2025"), CommitmentId("other")]),
)
receivers = st.builds(
    Receiver,
    id=st.just(DESK.id),
    channel=st.just(Channel.OTHER),
    address=st.just(""),
    digest=st.none() | st.just(Digest(cron="30 6 * * 1", zone=KYIV, match=Matchers(severity=(Severity.LOW,)))),
    limit=st.none() | st.just(Limit(letters=2, per=HOUR)),
)


situations = st.lists(st.timedeltas(timedelta(), timedelta(hours=2)), max_size=4).map(
    lambda ages: Situation(silences=(SILENCE,), letters=tuple(sorted(NOON - age for age in ages)))
)
cases = st.builds(
    Case,
    labels=labels,
    dedup_key=st.just("x"),
    receiver=receivers,
    group=st.none() | st.just(Grouping(by=("commitment",))),
    waited=st.sampled_from([None, Cause.WINDOW_HOLD, Cause.DIGEST, Cause.GROUP, Cause.LIMIT]),
)


@given(cases, st.lists(windows, max_size=2), situations, instants)
def test_every_notice_is_told_held_for_a_time_to_come_or_muted_with_a_cause(
    case: Case, quiet: list[MuteWindow], situation: Situation, now: datetime
) -> None:
    found = decide(case, muting(*quiet), situation, now)
    assert found.state in (DeliveryState.PENDING, DeliveryState.HELD, DeliveryState.MUTED)
    assert (found.cause is None) is (found.state is DeliveryState.PENDING)
    if found.state is DeliveryState.HELD:
        assert found.due_at is not None
        assert found.due_at > now
        assert found.batch
        assert found.why
