"""The one thread that works on the store, so that the loop never waits for the disk."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Writer:
    """Runs pieces of work one after the other in a thread of its own; the store is opened and used there only."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    async def __call__(self, work: Callable[[], T]) -> T:
        """Run the work and return what it returns.

        Work that was begun is finished even when the caller is cancelled: a transaction is never left half-way.
        """
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._thread, work))

    def close(self) -> None:
        """Finish what is under way and end the thread."""
        self._thread.shutdown(wait=True)
