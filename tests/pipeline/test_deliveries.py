"""Rounds of delivery beside a store that fails: a letter is never repeated for it, and nothing spins."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from desks import DESK, DUTY, Newsstand, a_desk, a_feed, an_entry

from monitor.model.delivery import DeliveryState
from monitor.model.errors import StoreError
from monitor.pipeline.deliveries import Deliveries
from monitor.pipeline.desk import Desk
from monitor.testing import Letterbox, ManualClock

T = TypeVar("T")
STRIKES = ("Russian drones hit substation in Sumy region", "Russian missile strikes power plant in Kharkiv")


class FailingStore:
    """A store in which one kind of work fails so many times, as when the disk is full."""

    def __init__(self, store: Any, work: str, times: int) -> None:
        self._store, self._work, self.left = store, work, times

    def __getattr__(self, name: str) -> Any:
        if name != self._work or not self.left:
            return getattr(self._store, name)
        self.left -= 1
        return self._fail

    def _fail(self, *_: object) -> None:
        raise StoreError("the disk is full")


class Rests:
    """How long the store was to be left alone, each time; nobody waits for it."""

    def __init__(self) -> None:
        self.after: list[int] = []

    def __call__(self, failures: int) -> timedelta:
        self.after.append(failures)
        return timedelta()


async def at_once(work: Callable[[], T]) -> T:
    return work()


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_desk() as desk:
        Newsstand(desk).poll(a_feed(), an_entry(STRIKES[0]), an_entry(STRIKES[1]))
        yield desk


def failing(desk: Desk, work: str, times: int) -> Desk:
    return replace(desk, store=FailingStore(desk.store, work, times))  # type: ignore[arg-type]


def states(desk: Desk) -> set[DeliveryState]:
    return {row.state for row in desk.store.deliveries()}


async def test_a_letter_whose_end_cannot_be_written_down_is_sent_once(desk: Desk) -> None:
    box, rests = Letterbox(), Rests()
    await Deliveries(failing(desk, "end_attempt", 10), at_once, box, rests).all_once()
    assert len(box.letters) == len(desk.store.deliveries())
    assert states(desk) == {DeliveryState.SENT}
    assert max(rests.after) > 1


async def test_while_an_end_is_not_written_down_nothing_more_goes_to_the_receiver(desk: Desk) -> None:
    box = Letterbox()
    deliveries = Deliveries(failing(desk, "end_attempt", 10**9), at_once, box, lambda _: timedelta(hours=1))
    for _ in range(10):
        await deliveries.round()
        await asyncio.sleep(0)
        assert isinstance(desk.clock, ManualClock)
        desk.clock.advance(timedelta(minutes=1))
    assert sorted(receiver.id for receiver, _ in box.letters) == [DESK, DUTY]
    deliveries.stop()
    await deliveries.tasks.settle(None)
    assert len(box.letters) == 2


async def test_an_end_is_written_down_at_last_when_the_daemon_stops(desk: Desk) -> None:
    deliveries = Deliveries(failing(desk, "end_attempt", 2), at_once, Letterbox(), lambda _: timedelta(hours=1))
    await deliveries.round()
    await asyncio.sleep(0)
    deliveries.stop()
    await deliveries.tasks.settle(None)
    assert [row.state for row in desk.store.deliveries()].count(DeliveryState.SENT) == 2


async def test_nothing_is_sent_when_it_cannot_be_noted_that_a_try_begins(desk: Desk) -> None:
    box, rests = Letterbox(), Rests()
    deliveries = Deliveries(failing(desk, "begin_attempt", 6), at_once, box, rests)
    for _ in range(3):
        await deliveries.round()
        await deliveries.tasks.settle(None)
    assert (box.letters, rests.after) == ([], [1, 1, 2, 2, 3, 3])
    await deliveries.all_once()
    assert states(desk) == {DeliveryState.SENT}


async def test_one_pass_ends_with_an_error_where_nothing_can_be_noted(desk: Desk) -> None:
    box, rests = Letterbox(), Rests()
    with pytest.raises(StoreError, match="was not sent"):
        await Deliveries(failing(desk, "begin_attempt", 10**9), at_once, box, rests).all_once()
    assert (box.letters, len(rests.after)) == ([], 2)


async def test_a_rest_of_the_store_does_not_hold_up_the_end(desk: Desk) -> None:
    deliveries = Deliveries(failing(desk, "begin_attempt", 9), at_once, Letterbox(), lambda _: timedelta(hours=1))
    await deliveries.round()
    await asyncio.sleep(0)
    deliveries.stop()
    await asyncio.wait_for(deliveries.tasks.settle(None), 5)


class Broken:
    """A sender with a fault of its own in one letter."""

    def __init__(self, box: Letterbox, key: str) -> None:
        self._box, self._key = box, key

    async def send(self, receiver: Any, letter: Any) -> Any:
        if letter.dedup_key == self._key:
            raise RuntimeError("odd")
        return await self._box.send(receiver, letter)


async def test_a_poison_letter_is_given_up_within_minutes_and_lets_the_next_one_go(desk: Desk) -> None:
    box = Letterbox()
    poison = desk.store.waiting()[0].dedup_key
    deliveries = Deliveries(desk, at_once, Broken(box, poison))
    for _ in range(5):
        await deliveries.all_once()
        assert isinstance(desk.clock, ManualClock)
        desk.clock.advance(timedelta(minutes=2))
    assert {row.dedup_key for row in desk.store.deliveries(state=DeliveryState.DEAD)} == {poison}
    assert len(box.letters) == 2
