"""APScheduler, for the roles of the daemon. Due times of feeds and deliveries live in the store, not here."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler

RESULTS = {
    EVENT_JOB_EXECUTED: "done",
    EVENT_JOB_ERROR: "failed",
    EVENT_JOB_MAX_INSTANCES: "still-running",
    EVENT_JOB_MISSED: "missed",
}
"""What can come of a run. `still-running`: the run before it was not done, and goes on. `missed` must never be."""
LATE = 4
"""A role that did not run for so many of its gaps, and for `patience` seconds, is late."""


class Scheduler:
    """Runs each role again and again, never twice at once, and tells `heard` what came of each run.

    A run that comes late because the loop was busy is made up for, once: by default APScheduler drops it in silence.
    """

    def __init__(self, heard: Callable[[str, str], None] = lambda _role, _result: None, patience: float = 60.0) -> None:
        self._heard, self._patience = heard, patience
        self._gaps: dict[str, float] = {}
        self._ran_at: dict[str, float] = {}
        self._jobs = AsyncIOScheduler(
            executors={"default": AsyncIOExecutor()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone="UTC",
        )
        self._jobs.add_listener(lambda event: self._ran(event.job_id, RESULTS[event.code]), sum(RESULTS))

    def every(self, gap: timedelta, name: str, role: Callable[[], Awaitable[None]]) -> None:
        """Run a role at this gap, for the first time after one gap."""
        self._gaps[name] = gap.total_seconds()

        async def run() -> None:
            with suppress(asyncio.CancelledError):  # the end of the daemon is no failure of the role
                await role()

        self._jobs.add_job(run, "interval", seconds=gap.total_seconds(), id=name, name=name)

    def start(self) -> None:
        """Begin; needs a running loop."""
        now = asyncio.get_running_loop().time()
        self._ran_at = dict.fromkeys(self._gaps, now)
        self._jobs.start()

    def late(self) -> tuple[str, ...]:
        """Return the roles that should have run by now and did not."""
        now = asyncio.get_running_loop().time()
        return tuple(
            name for name, at in self._ran_at.items() if now - at > max(LATE * self._gaps[name], self._patience)
        )

    def stop(self) -> None:
        """Begin no further run, and cancel those under way: what they started is drained by its owners."""
        self._jobs.shutdown(wait=False)

    def _ran(self, name: str, result: str) -> None:
        if result == "done":
            self._ran_at[name] = asyncio.get_running_loop().time()
        self._heard(name, result)
