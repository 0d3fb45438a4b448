"""Letters: sent once, tried again when it may help, given up in the open."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from desks import DESK, DUTY, Newsstand, a_desk, a_feed, an_entry

from monitor.model.delivery import Delivery, DeliveryState, Outcome, SendResult
from monitor.pipeline.deliver import attempt, begin, finish
from monitor.pipeline.desk import Desk
from monitor.ports import Sender
from monitor.testing import Letterbox, ManualClock

STRIKE = "Russian drones hit substation in Sumy region"


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_desk() as desk:
        Newsstand(desk).poll(a_feed(), an_entry(STRIKE))
        yield desk


def due(desk: Desk) -> dict[str, Delivery]:
    return {row.receiver: row for row in desk.store.due_deliveries(desk.clock.now(), limit=10)}


async def deliver(desk: Desk, receiver: str, sender: Sender) -> None:
    row = due(desk)[receiver]
    begin(desk, row.id)
    known = next(r for r in desk.book.rulebook.alerts.receivers if r.id == receiver)
    finish(desk, row, await attempt(row, known, sender, desk.probe))


def advance(desk: Desk, by: timedelta) -> None:
    assert isinstance(desk.clock, ManualClock)
    desk.clock.advance(by)


async def test_a_letter_that_was_taken_is_not_sent_again(desk: Desk) -> None:
    box = Letterbox()
    await deliver(desk, DESK, box)
    advance(desk, timedelta(days=1))
    assert (len(box.letters), list(due(desk))) == (1, [DUTY])


async def test_a_receiver_that_is_down_does_not_hold_the_other_and_gets_its_letter_later(desk: Desk) -> None:
    down = Letterbox([SendResult(outcome=Outcome.RETRY, detail="connection refused")])
    await deliver(desk, DESK, down)
    assert list(due(desk)) == [DUTY]
    advance(desk, timedelta(seconds=10))
    await deliver(desk, DESK, down)
    assert [row.state for row in desk.store.deliveries() if row.receiver == DESK] == [DeliveryState.SENT]


async def test_a_service_that_asks_for_patience_is_given_it(desk: Desk) -> None:
    busy = Letterbox([SendResult(outcome=Outcome.RETRY, detail="429", retry_after=timedelta(minutes=7))])
    await deliver(desk, DESK, busy)
    advance(desk, timedelta(minutes=6, seconds=59))
    assert DESK not in due(desk)
    advance(desk, timedelta(seconds=1))
    assert DESK in due(desk)


async def test_a_receiver_that_refuses_for_ever_ends_as_a_dead_letter_and_can_be_tried_by_hand(desk: Desk) -> None:
    refusing = Letterbox([SendResult(outcome=Outcome.REJECTED, detail="channel_not_found")] * 5)
    for _ in range(5):
        await deliver(desk, DESK, refusing)
        advance(desk, timedelta(hours=1))
    [dead] = desk.store.deliveries(state=DeliveryState.DEAD)
    assert (dead.receiver, dead.attempts, dead.detail) == (DESK, 5, "refused 5 times: channel_not_found")
    assert DESK not in due(desk)
    with desk.store.transaction():
        assert desk.store.requeue(dead.id, desk.clock.now())
    await deliver(desk, DESK, Letterbox([SendResult(outcome=Outcome.REJECTED)]))
    assert len(desk.store.deliveries(state=DeliveryState.DEAD)) == 0


DOWN = SendResult(outcome=Outcome.RETRY, detail="503")


async def test_a_receiver_out_of_reach_is_given_up_after_three_days(desk: Desk) -> None:
    away = Letterbox([DOWN] * 2)
    await deliver(desk, DESK, away)
    advance(desk, timedelta(days=3))
    await deliver(desk, DESK, away)
    [dead] = desk.store.deliveries(state=DeliveryState.DEAD)
    assert (dead.receiver, dead.detail) == (DESK, "out of reach for 3 days: 503")


async def test_days_in_which_nothing_was_tried_are_not_held_against_a_receiver(desk: Desk) -> None:
    advance(desk, timedelta(days=4))
    await deliver(desk, DESK, Letterbox([DOWN]))
    assert desk.store.deliveries(state=DeliveryState.DEAD) == ()


async def test_a_letter_queued_again_by_hand_has_all_patience_again(desk: Desk) -> None:
    away = Letterbox([DOWN] * 3)
    await deliver(desk, DESK, away)
    advance(desk, timedelta(days=3))
    await deliver(desk, DESK, away)
    with desk.store.transaction():
        assert desk.store.requeue_all(desk.clock.now()) == 1
    await deliver(desk, DESK, away)
    assert desk.store.deliveries(state=DeliveryState.DEAD) == ()


async def test_a_letter_that_may_have_arrived_is_sent_three_times_and_then_shown_as_dead(desk: Desk) -> None:
    silent = Letterbox([SendResult(outcome=Outcome.UNKNOWN, detail="no answer")] * 99)
    for _ in range(200):
        if DESK in due(desk):
            await deliver(desk, DESK, silent)
        advance(desk, timedelta(minutes=30))
    [dead] = desk.store.deliveries(state=DeliveryState.DEAD)
    assert len(silent.letters) == 3
    assert dead.detail == "it may have arrived, but 3 tries were not answered: no answer"


async def test_a_crash_between_send_and_record_sends_again_under_the_same_key_and_says_so(desk: Desk) -> None:
    row = due(desk)[DESK]
    begin(desk, row.id)
    again = due(desk)[DESK]
    assert (again.dedup_key, again.maybe_repeat) == (row.dedup_key, True)


async def test_a_receiver_that_left_the_alert_plan_is_named(desk: Desk) -> None:
    result = await attempt(due(desk)[DESK], None, Letterbox(), desk.probe)
    assert (result.outcome, result.detail) == (Outcome.REJECTED, "alerts.yaml has no receiver desk")


class Broken:
    async def send(self, *_: object) -> SendResult:
        raise RuntimeError("token abc")


async def test_a_fault_of_our_own_counts_as_a_refusal_and_shows_no_detail_that_may_be_secret(desk: Desk) -> None:
    row = due(desk)[DESK]
    known = desk.book.rulebook.alerts.receivers[0]
    result = await attempt(row, known, Broken(), desk.probe)
    assert (result.outcome, result.detail) == (Outcome.REJECTED, "fault of pactwatch: RuntimeError")
