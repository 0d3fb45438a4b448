"""APScheduler, for the roles of the daemon. Due times of feeds and deliveries live in the store, not here."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler


class Scheduler:
    """Runs each role again and again, never twice at once.

    A run that comes late because the loop was busy is made up for, once: by default APScheduler drops it in silence.
    """

    def __init__(self) -> None:
        self._jobs = AsyncIOScheduler(
            executors={"default": AsyncIOExecutor()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone="UTC",
        )

    def every(self, gap: timedelta, name: str, role: Callable[[], Awaitable[None]]) -> None:
        """Run a role at this gap, for the first time after one gap."""

        async def run() -> None:
            with suppress(asyncio.CancelledError):  # the end of the daemon is no failure of the role
                await role()

        self._jobs.add_job(run, "interval", seconds=gap.total_seconds(), id=name, name=name)

    def start(self) -> None:
        """Begin; needs a running loop."""
        self._jobs.start()

    def stop(self) -> None:
        """Begin no further run, and cancel those under way: what they started is drained by its owners."""
        self._jobs.shutdown(wait=False)
