"""The outbox and the ledger of attempts: the contract of `OutboxStore`."""

from datetime import datetime, timedelta

import pytest
from notices import a_plain_notice
from nouns import NOON, a_delivery, a_new_delivery

from monitor.edges.sqlite import SqliteStore
from monitor.model.delivery import Attempt, Backlog, Delivery, DeliveryState, Outcome, SendResult, Tried
from monitor.model.errors import StoreError
from monitor.model.ids import DeliveryId, IncidentId, ReceiverId

LATER = NOON + timedelta(minutes=10)
AGAIN = SendResult(outcome=Outcome.RETRY, detail="503")
SENT = SendResult(outcome=Outcome.SENT, detail="accepted")


def enqueued(store: SqliteStore, *wanted: tuple[str, str]) -> list[DeliveryId]:
    for receiver, key in wanted:
        assert store.enqueue(a_new_delivery(receiver, key))
    return [row.id for row in reversed(store.deliveries(limit=len(wanted)))]


def tried(
    store: SqliteStore,
    row: DeliveryId,
    result: SendResult = AGAIN,
    state: DeliveryState = DeliveryState.PENDING,
    due_at: datetime = LATER,
) -> Delivery:
    store.begin_attempt(row, NOON)
    store.end_attempt(row, NOON, result, state, due_at)
    found = store.delivery(row)
    assert found is not None
    return found


def due(store: SqliteStore, now: datetime = NOON, limit: int = 100) -> list[str]:
    return [f"{row.receiver}:{row.dedup_key}" for row in store.due_deliveries(now, limit)]


def test_a_row_comes_back_as_it_was_enqueued_pending_and_due(store: SqliteStore) -> None:
    assert store.enqueue(a_new_delivery())
    assert store.deliveries() == (a_delivery(),)
    assert store.delivery(DeliveryId(1)) == a_delivery()
    assert store.delivery(DeliveryId(2)) is None
    assert store.due_deliveries(NOON, 10) == (a_delivery(),)


def test_a_plain_notice_of_no_incident_comes_back_equal(store: SqliteStore) -> None:
    notice = a_plain_notice(lines=("one", "", "три"))
    store.enqueue(a_new_delivery(incident=None, notice=notice, reason=notice.reason))
    [row] = store.deliveries()
    assert (row.incident, row.notice) == (None, notice)


def test_a_receiver_hears_one_key_once(store: SqliteStore) -> None:
    assert store.enqueue(a_new_delivery("desk", "one/1"))
    assert not store.enqueue(a_new_delivery("desk", "one/1", created_at=LATER))
    assert store.enqueue(a_new_delivery("duty", "one/1"))
    assert len(store.deliveries()) == 2


def test_a_key_that_was_sent_or_given_up_is_not_enqueued_again(store: SqliteStore) -> None:
    for key, state in (("sent", DeliveryState.SENT), ("dead", DeliveryState.DEAD)):
        [row] = enqueued(store, ("desk", key))
        tried(store, row, SENT, state)
        assert not store.enqueue(a_new_delivery("desk", key))


def test_each_receiver_has_its_oldest_row_due(store: SqliteStore) -> None:
    enqueued(store, ("desk", "1"), ("desk", "2"), ("duty", "1"), ("duty", "2"))
    assert due(store) == ["desk:1", "duty:1"]
    assert due(store, limit=1) == ["desk:1"]
    assert due(store, NOON - timedelta(seconds=1)) == []


def test_a_receiver_in_back_off_is_not_tried_with_newer_rows(store: SqliteStore) -> None:
    [first, *_] = enqueued(store, ("desk", "1"), ("desk", "2"), ("duty", "1"))
    tried(store, first)
    assert due(store) == ["duty:1"]
    assert due(store, LATER) == ["duty:1", "desk:1"]


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.DEAD])
def test_a_row_that_is_done_with_lets_the_next_one_go(store: SqliteStore, state: DeliveryState) -> None:
    [first, _] = enqueued(store, ("desk", "1"), ("desk", "2"))
    tried(store, first, SENT, state)
    assert due(store) == ["desk:2"]


def test_of_each_receiver_the_row_that_holds_the_others_is_told_due_or_not(store: SqliteStore) -> None:
    assert store.waiting() == ()
    [first, *_] = enqueued(store, ("desk", "1"), ("desk", "2"), ("duty", "1"))
    tried(store, first)
    assert [(row.receiver, row.dedup_key, row.detail) for row in store.waiting()] == [
        ("desk", "1", "503"),
        ("duty", "1", ""),
    ]
    tried(store, first, SENT, DeliveryState.SENT)
    assert [(row.receiver, row.dedup_key) for row in store.waiting()] == [("desk", "2"), ("duty", "1")]


def test_a_try_that_was_begun_and_never_ended_marks_a_possible_repeat(store: SqliteStore) -> None:
    [row] = enqueued(store, ("desk", "1"))
    store.begin_attempt(row, NOON)
    [found] = store.due_deliveries(NOON, 1)
    assert (found.attempts, found.maybe_repeat, found.state) == (1, True, DeliveryState.PENDING)
    started = Attempt(delivery=row, number=1, started_at=NOON, ended_at=None, outcome=Outcome.STARTED, detail="")
    assert store.attempts(row) == (started,)
    after = tried(store, row, SENT, DeliveryState.SENT)
    assert (after.attempts, after.maybe_repeat) == (2, True)
    assert [a.outcome for a in store.attempts(row)] == [Outcome.STARTED, Outcome.SENT]


def test_a_try_of_unknown_end_marks_a_possible_repeat(store: SqliteStore) -> None:
    [row] = enqueued(store, ("desk", "1"))
    assert tried(store, row, SendResult(outcome=Outcome.UNKNOWN, detail="timed out")).maybe_repeat


def test_a_failed_try_leaves_its_words_and_the_due_time(store: SqliteStore) -> None:
    [row] = enqueued(store, ("desk", "1"))
    after = tried(store, row)
    assert (after.attempts, after.detail, after.due_at, after.sent_at) == (1, "503", LATER, None)
    assert not after.maybe_repeat


def test_a_sent_row_says_when_and_the_ledger_by_which_reference(store: SqliteStore) -> None:
    [row] = enqueued(store, ("desk", "1"))
    after = tried(
        store, row, SendResult(outcome=Outcome.SENT, detail="accepted", reference="171.2"), DeliveryState.SENT
    )
    assert (after.sent_at, after.detail, after.state) == (NOON, "accepted", DeliveryState.SENT)
    [attempt] = store.attempts(row)
    assert (attempt.ended_at, attempt.outcome, attempt.detail) == (NOON, Outcome.SENT, "accepted (171.2)")


def test_an_end_in_words_that_are_not_unicode_is_noted_all_the_same(store: SqliteStore) -> None:
    [row] = enqueued(store, ("desk", "1"))
    assert tried(store, row, SendResult(outcome=Outcome.SENT, detail="ok \udcff")).detail == "ok \\udcff"


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.DEAD])
def test_a_row_that_is_not_pending_cannot_be_tried(store: SqliteStore, state: DeliveryState) -> None:
    [row] = enqueued(store, ("desk", "1"))
    tried(store, row, SENT, state)
    with pytest.raises(StoreError, match="not pending"):
        store.begin_attempt(row, NOON)


def test_a_try_that_was_not_begun_cannot_end(store: SqliteStore) -> None:
    [row] = enqueued(store, ("desk", "1"))
    for _ in range(2):
        with pytest.raises(StoreError, match="no try"):
            store.end_attempt(row, NOON, SENT, DeliveryState.SENT, NOON)
        tried(store, row)
    assert store.delivery(row).state is DeliveryState.PENDING  # type: ignore[union-attr]


def test_a_dead_row_is_queued_again_with_its_ledger(store: SqliteStore) -> None:
    [row] = enqueued(store, ("desk", "1"))
    assert not store.requeue(row, NOON)
    tried(store, row, SendResult(outcome=Outcome.REJECTED, detail="404"), DeliveryState.DEAD)
    assert store.requeue(row, LATER)
    [found] = store.due_deliveries(LATER, 1)
    assert (found.id, found.attempts, found.due_at, found.detail) == (row, 1, LATER, "404")
    assert not store.requeue(DeliveryId(404), NOON)


def test_tries_are_counted_by_how_they_ended_since_the_first(store: SqliteStore) -> None:
    [row] = enqueued(store, ("desk", "1"))
    assert store.waiting()[0].tried == Tried()
    store.begin_attempt(row, NOON)
    store.begin_attempt(row, LATER)
    for outcome in (Outcome.REJECTED, Outcome.UNKNOWN, Outcome.RETRY):
        tried(store, row, SendResult(outcome=outcome))
    assert store.waiting()[0].tried == Tried(since_at=NOON, count=5, refused=1, unknown=3)


def test_what_was_tried_before_a_row_was_queued_by_hand_counts_no_more(store: SqliteStore) -> None:
    rows = enqueued(store, ("desk", "1"), ("duty", "1"), ("duty", "2"))
    for row in rows[:2]:
        tried(store, row, SendResult(outcome=Outcome.REJECTED))
        tried(store, row, SendResult(outcome=Outcome.UNKNOWN), DeliveryState.DEAD)
    assert store.requeue(rows[0], LATER)
    assert store.requeue_all(LATER) == 1
    assert store.requeue_all(LATER) == 0
    assert [(row.tried, row.attempts, row.maybe_repeat) for row in store.waiting()] == [(Tried(), 2, True)] * 2
    store.begin_attempt(rows[0], LATER)
    assert store.waiting()[0].tried == Tried(since_at=LATER, count=1, unknown=1)


def test_rows_come_the_newest_first_and_by_state(store: SqliteStore) -> None:
    rows = enqueued(store, ("a", "1"), ("a", "2"), ("b", "1"))
    tried(store, rows[1], SENT, DeliveryState.SENT)
    assert [row.id for row in store.deliveries()] == rows[::-1]
    assert [row.id for row in store.deliveries(limit=1)] == rows[2:]
    assert [row.id for row in store.deliveries(state=DeliveryState.PENDING)] == [rows[2], rows[0]]
    assert store.deliveries(state=DeliveryState.DEAD) == ()
    assert store.delivery_counts() == {DeliveryState.PENDING: 2, DeliveryState.SENT: 1}


def test_a_poison_letter_blocks_its_receiver_until_it_is_dead_and_nobody_else(store: SqliteStore) -> None:
    [poison, *_] = enqueued(store, ("desk", "poison"), ("desk", "fine"), ("duty", "fine"))
    for number in range(5):
        assert due(store)[0] == "desk:poison"
        tried(store, poison, state=DeliveryState.DEAD if number == 4 else DeliveryState.PENDING, due_at=NOON)
    assert due(store) == ["desk:fine", "duty:fine"]


def test_what_each_receiver_has_not_got_is_told_with_the_oldest_letter_and_its_last_words(store: SqliteStore) -> None:
    early, late, dead, sent = enqueued(store, ("desk", "1"), ("desk", "2"), ("desk", "3"), ("duty", "1"))
    tried(store, early, SendResult(outcome=Outcome.RETRY, detail="503"))
    tried(store, dead, SendResult(outcome=Outcome.REJECTED, detail="404"), DeliveryState.DEAD)
    tried(store, sent, SENT, DeliveryState.SENT)
    store.enqueue(a_new_delivery("mail", "1", created_at=LATER))
    desk = Backlog(receiver=ReceiverId("desk"), pending=2, dead=1, oldest_at=NOON, detail="503")
    mail = Backlog(receiver=ReceiverId("mail"), pending=1, dead=0, oldest_at=LATER)
    assert store.backlogs() == (desk, mail)
    tried(store, early, SENT, DeliveryState.SENT)
    tried(store, late, SENT, DeliveryState.SENT)
    assert store.backlogs()[0] == Backlog(receiver=ReceiverId("desk"), pending=0, dead=1)


def test_a_row_names_what_its_receiver_has_of_the_same_incident(store: SqliteStore) -> None:
    for receiver, key in (("desk", "a/1"), ("duty", "a/1"), ("desk", "a/2"), ("desk", "a/3")):
        store.enqueue(a_new_delivery(receiver, key))
    store.enqueue(a_new_delivery("desk", "b/1", incident=IncidentId("another")))
    for number, name in ((1, "C1/1.1"), (2, "C2/1.1"), (3, "C1/1.2")):
        store.begin_attempt(DeliveryId(number), NOON)
        result = SendResult(outcome=Outcome.SENT, reference=name)
        store.end_attempt(DeliveryId(number), NOON, result, DeliveryState.SENT, NOON)
    follows = {row.id: row.follows for row in store.deliveries()}
    assert follows == {1: (), 2: (), 3: ("C1/1.1",), 4: ("C1/1.1", "C1/1.2"), 5: ()}
