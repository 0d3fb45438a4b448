"""Roles: run again and again, made up for when the loop was held up, and missed when they do not run."""

import asyncio
import time
from collections import Counter
from datetime import timedelta

from monitor.scheduler import Scheduler

GAP = timedelta(milliseconds=50)


class Roles:
    """A scheduler with a role that fails while `broken`; `came` counts what came of its runs."""

    def __init__(self) -> None:
        self.came: Counter[str] = Counter()
        self.broken = False
        self._more = asyncio.Condition()
        self.scheduler = Scheduler(lambda _role, result: self.came.update([result]), patience=0.1)
        self.scheduler.every(GAP, "role", self._run)
        self.scheduler.start()

    async def wait_for(self, runs: int) -> None:
        async with asyncio.timeout(10), self._more:
            await self._more.wait_for(lambda: self.came.total() >= runs)

    async def _run(self) -> None:
        async with self._more:
            self._more.notify_all()
        if self.broken:
            raise RuntimeError("broken")


async def test_a_loop_that_was_held_up_misses_no_role() -> None:
    roles = Roles()
    await roles.wait_for(1)
    time.sleep(0.5)  # noqa: ASYNC251 - to hold up the loop is the point
    before = roles.came.total()
    await roles.wait_for(before + 2)
    roles.scheduler.stop()
    assert set(roles.came) <= {"done", "still-running"}


async def test_a_role_that_fails_again_and_again_is_late() -> None:
    roles = Roles()
    await roles.wait_for(1)
    assert roles.scheduler.late() == ()
    roles.broken = True
    await roles.wait_for(8)
    roles.scheduler.stop()
    assert roles.scheduler.late() == ("role",)
    assert roles.came["failed"] >= 4
