"""By how much the loop is late: a loop that is held up answers nobody, and polls and sends too late."""

import asyncio
from collections import deque

GAP = 0.25
"""Seconds between two looks."""
SPAN = 60.0
"""Seconds for which the worst is remembered."""


class LoopLag:
    """Measures from `start` to `stop`. `worst` is the worst of the last minute, in seconds."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float]] = deque()
        self._next: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin; needs a running loop."""
        self._wait(asyncio.get_running_loop())

    def stop(self) -> None:
        """End."""
        if self._next is not None:
            self._next.cancel()

    def worst(self) -> float:
        """Return by how many seconds the loop was late at worst."""
        return max((late for _, late in self._seen), default=0.0)

    def _wait(self, loop: asyncio.AbstractEventLoop) -> None:
        self._next = loop.call_at(loop.time() + GAP, self._look, loop, loop.time() + GAP)

    def _look(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        now = loop.time()
        self._seen.append((now, max(now - due, 0.0)))
        while self._seen[0][0] < now - SPAN:
            self._seen.popleft()
        self._wait(loop)
