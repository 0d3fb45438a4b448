"""Roles run again and again: late ones once, never twice at once, and none stops another."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from monitor.scheduler import Scheduler

HOUR, SOON = timedelta(hours=1), timedelta(milliseconds=10)
PATIENCE = 10.0


class Role:
    """Counts its runs; while it is held, each run waits."""

    def __init__(self) -> None:
        self.runs = self.ended = 0
        self.open = asyncio.Event()
        self.open.set()
        self._began = asyncio.Condition()

    async def __call__(self) -> None:
        self.runs += 1
        async with self._began:
            self._began.notify_all()
        await self.open.wait()
        self.ended += 1

    async def began(self, runs: int) -> None:
        async with asyncio.timeout(PATIENCE), self._began:
            await self._began.wait_for(lambda: self.runs >= runs)


@pytest.fixture
async def scheduler() -> AsyncIterator[Scheduler]:
    found = Scheduler()
    found.start()
    yield found
    found.stop()


def make_late(scheduler: Scheduler, name: str, by: timedelta) -> None:
    """Let a role's next run have been due some time ago, as after a loop that was busy for so long."""
    scheduler._jobs.modify_job(name, next_run_time=datetime.now(UTC) - by)


async def a_few_turns() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_role_runs_again_and_again(scheduler: Scheduler) -> None:
    role = Role()
    scheduler.every(SOON, "role", role.__call__)
    await role.began(3)


async def test_a_role_does_not_run_before_its_gap_is_over(scheduler: Scheduler) -> None:
    role = Role()
    scheduler.every(HOUR, "role", role.__call__)
    await a_few_turns()
    assert role.runs == 0


async def test_a_run_that_comes_late_is_made_up_for(scheduler: Scheduler) -> None:
    role = Role()
    scheduler.every(HOUR, "role", role.__call__)
    make_late(scheduler, "role", by=timedelta(minutes=59))
    await role.began(1)


async def test_many_runs_that_come_late_are_made_up_for_by_one(scheduler: Scheduler) -> None:
    role = Role()
    scheduler.every(HOUR, "role", role.__call__)
    make_late(scheduler, "role", by=timedelta(days=3))
    await role.began(1)
    await a_few_turns()
    assert role.runs == 1


async def test_a_role_never_runs_twice_at_once(scheduler: Scheduler) -> None:
    slow, other = Role(), Role()
    slow.open.clear()
    scheduler.every(SOON, "slow", slow.__call__)
    scheduler.every(SOON, "other", other.__call__)
    await slow.began(1)
    await other.began(other.runs + 5)
    assert (slow.runs, slow.ended) == (1, 0)
    slow.open.set()
    await slow.began(2)


async def test_a_role_that_raises_runs_again_and_stops_no_other(
    scheduler: Scheduler, caplog: pytest.LogCaptureFixture
) -> None:
    runs = Role()

    async def broken() -> None:
        await runs()
        raise LookupError("no such thing")

    other = Role()
    scheduler.every(SOON, "broken", broken)
    scheduler.every(SOON, "other", other.__call__)
    await runs.began(3)
    await other.began(3)
    assert "no such thing" in caplog.text


async def test_after_the_stop_no_run_begins_and_what_a_role_handed_on_goes_on() -> None:
    scheduler, role, handed_on = Scheduler(), Role(), Role()
    role.open.clear()
    tasks: set[asyncio.Task[None]] = set()

    async def hand_on() -> None:
        tasks.add(asyncio.create_task(handed_on()))
        await role()

    handed_on.open.clear()
    scheduler.every(SOON, "role", hand_on)
    scheduler.start()
    await role.began(1)
    scheduler.stop()
    role.open.set()
    handed_on.open.set()
    await asyncio.gather(*tasks)
    await asyncio.sleep(SOON.total_seconds() * 3)
    assert (role.runs, role.ended, handed_on.ended) == (1, 0, 1)
