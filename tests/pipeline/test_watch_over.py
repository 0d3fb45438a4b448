"""The daemon's own health, told to its operators."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest
from desks import DESK, DUTY, MORNING, PLAN, Newsstand, a_desk, a_feed, an_entry, starter_book, told

from monitor.model.alert import AlertPlan
from monitor.model.delivery import DeliveryState, Outcome, SendResult
from monitor.model.errors import PollError, StoreError
from monitor.model.failure import FailureKind
from monitor.model.ids import ItemId
from monitor.pipeline import reload
from monitor.pipeline.desk import Book, Desk
from monitor.pipeline.standing import ALIVE
from monitor.pipeline.watch_over import CALM, WatchOver
from monitor.testing import Letterbox, ManualClock

T = TypeVar("T")
FEED = a_feed()
BOTH = replace(PLAN, operators=(DESK, DUTY))
FULL = "the database cannot grow: the disk is full"
LOST = PollError(FailureKind.DNS)


async def directly(work: Callable[[], T]) -> T:
    return work()


def a_book(plan: AlertPlan) -> Book:
    starter = starter_book()
    return Book(replace(starter.rulebook, feeds=(FEED,), alerts=plan), starter.engine)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_desk(book=a_book(BOTH)) as desk:
        yield desk


class Watch:
    """A watch over a desk, whose operators' direct letters come into `box`; `full` fills the disk."""

    def __init__(self, desk: Desk, *results: SendResult) -> None:
        self.desk, self.box, self.full = desk, Letterbox(results), False
        self.over = WatchOver(desk, self._write, self.box)

    async def round(self, after: timedelta = timedelta(seconds=15)) -> None:
        assert isinstance(self.desk.clock, ManualClock)
        self.desk.clock.advance(after)
        await self.over.round()

    async def _write(self, work: Callable[[], T]) -> T:
        if self.full:
            raise StoreError(FULL)
        return work()

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What went past the outbox: receiver and subject."""
        return [(receiver.id, letter.subject) for receiver, letter in self.box.letters]


def reasons(desk: Desk, receiver: str) -> list[str]:
    return [row.reason for row in reversed(desk.store.deliveries()) if row.receiver == receiver]


def give_up(desk: Desk, receiver: str) -> None:
    """Let the receiver's letters be dead."""
    for row in desk.store.deliveries(state=DeliveryState.PENDING):
        if row.receiver == receiver:
            now = desk.clock.now()
            desk.store.begin_attempt(row.id, now)
            desk.store.end_attempt(row.id, now, SendResult(outcome=Outcome.REJECTED), DeliveryState.DEAD, now)


async def test_each_round_leaves_a_sign_of_life(desk: Desk) -> None:
    await Watch(desk).round()
    assert desk.store.note(ALIVE) == (MORNING + timedelta(seconds=15)).isoformat()


async def test_before_its_first_round_it_does_not_claim_to_work(desk: Desk) -> None:
    watch = Watch(desk)
    assert watch.over.facts()["working"] is False
    await watch.round()
    assert watch.over.facts()["working"] is True


async def test_a_broken_rulebook_is_told_once_and_once_when_it_is_mended(desk: Desk) -> None:
    watch = Watch(desk)
    reload.refuse(desk, "rules/feeds.yaml:3:1: broken")
    await watch.round()
    await watch.round()
    reload.accept(desk, desk.book)
    await watch.round()
    await watch.round()
    assert reasons(desk, DESK) == reasons(desk, DUTY) == ["rulebook-broken", "recovered"]
    assert watch.sent == []


async def test_a_restart_repeats_nothing(desk: Desk) -> None:
    reload.refuse(desk, "broken")
    await Watch(desk).round()
    await Watch(desk).round()
    assert reasons(desk, DESK) == ["rulebook-broken"]


async def test_dead_letters_of_one_operator_are_told_to_the_other(desk: Desk) -> None:
    Newsstand(desk).poll(FEED, an_entry("Russian drones hit substation in Sumy region"))
    give_up(desk, DESK)
    await Watch(desk).round()
    assert "dead-letters" in reasons(desk, DUTY)
    assert "dead-letters" not in reasons(desk, DESK)


async def test_dead_letters_of_the_only_operator_are_told_on_the_console(desk: Desk) -> None:
    desk.book = a_book(replace(PLAN, operators=(DESK,)))
    Newsstand(desk).poll(FEED, an_entry("Russian drones hit substation in Sumy region"))
    give_up(desk, DESK)
    watch = Watch(desk)
    await watch.round()
    await watch.round()
    assert [receiver for receiver, _ in watch.sent] == ["console"]
    assert "dead-letters" not in [reason for _, reason, _ in told(desk)]


async def test_one_failed_poll_is_chance_and_two_of_every_feed_are_blindness(desk: Desk) -> None:
    watch, stand = Watch(desk), Newsstand(desk)
    stand.poll(FEED, error=LOST)
    await watch.round()
    assert reasons(desk, DESK) == []
    stand.poll(FEED, error=LOST)
    await watch.round()
    stand.poll(FEED)
    await watch.round()
    assert reasons(desk, DESK) == ["all-feeds-failing", "recovered"]


async def test_feeds_that_end_together_are_told_in_one_letter(desk: Desk) -> None:
    feeds = [a_feed(f"Paper {number}") for number in range(3)]
    desk.book = Book(replace(desk.book.rulebook, feeds=(FEED, *feeds)), desk.book.engine)
    stand = Newsstand(desk)
    for feed in feeds:
        stand.poll(feed, error=PollError(FailureKind.GONE))
    await Watch(desk).round()
    [row] = [row for row in desk.store.deliveries() if row.receiver == DESK]
    assert row.reason == "feed-stopped"
    assert all(feed.title in str(row.notice) and feed.id not in str(row.notice) for feed in feeds)


async def test_items_in_error_are_told(desk: Desk) -> None:
    Newsstand(desk).poll(FEED, an_entry("Storks return to Poltava region"))
    desk.store.save_error(ItemId(1), 1, "ValueError: odd", "rules")
    await Watch(desk).round()
    assert reasons(desk, DESK) == ["items-in-error"]


async def test_a_full_disk_is_sent_past_the_outbox_once_to_each_operator(desk: Desk) -> None:
    watch = Watch(desk)
    await watch.round()
    watch.full = True
    for _ in range(4):
        await watch.round()
    assert sorted(receiver for receiver, _ in watch.sent) == [DESK, DUTY]
    assert all("pactwatch cannot write its state" in subject for _, subject in watch.sent)
    assert watch.over.facts()["working"] is False


async def test_an_operator_who_could_not_be_reached_is_tried_again_until_it_may_have_arrived(desk: Desk) -> None:
    watch = Watch(desk, SendResult(outcome=Outcome.RETRY), SendResult(outcome=Outcome.UNKNOWN))
    watch.full = True
    for _ in range(4):
        await watch.round()
    assert [receiver for receiver, _ in watch.sent] == [DESK, DUTY, DESK]


async def test_the_end_of_a_full_disk_is_told_when_it_was_calm_for_a_while(desk: Desk) -> None:
    watch = Watch(desk)
    watch.full = True
    await watch.round()
    watch.full = False
    await watch.round()
    assert (reasons(desk, DESK), watch.over.store_fault) == ([], None)
    await watch.round(CALM)
    await watch.round(CALM)
    assert reasons(desk, DESK) == ["recovered"]
    watch.full = True
    await watch.round()
    assert len(watch.sent) == 4


async def test_a_poll_that_cannot_be_written_is_a_store_that_cannot_be_written(desk: Desk) -> None:
    faults = iter([FULL])
    box = Letterbox()
    over = WatchOver(desk, directly, box, fault=lambda: next(faults, None))
    await over.round()
    assert (len(box.letters), over.store_fault) == (2, FULL)


async def test_without_operators_the_console_and_the_log_are_told(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.book = a_book(PLAN)
    reload.refuse(desk, "rules/feeds.yaml:3:1: broken")
    watch = Watch(desk)
    await watch.round()
    assert [receiver for receiver, _ in watch.sent] == ["console"]
    assert "the rule files of pactwatch have faults" in caplog.text
    assert told(desk) == []
