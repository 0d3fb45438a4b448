"""The machine's clock: the only caller of `datetime.now`."""

import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The present by this machine, as aware UTC."""

    def now(self) -> datetime:
        """Return the present."""
        return datetime.now(UTC)


class CompressedClock:
    """Time that begins at `start` and runs `rate` times as fast as the machine's: days of news in a minute."""

    def __init__(self, start: datetime, rate: float) -> None:
        self._start, self._rate = start.astimezone(UTC), rate
        self._began = time.monotonic()
        self._held_at = datetime.max.replace(tzinfo=UTC)

    def now(self) -> datetime:
        """Return the compressed present as aware UTC."""
        passed = timedelta(seconds=(time.monotonic() - self._began) * self._rate)
        return min(self._start + passed, self._held_at)

    def hold_at(self, instant: datetime) -> None:
        """Stand at an instant once it is reached, until a later one is named; time lost by that is caught up then."""
        self._held_at = instant.astimezone(UTC)

    def seconds_until(self, instant: datetime) -> float:
        """Return how long to wait, by the machine's time, for an instant; 0 when it has come."""
        wanted = (instant - self._start).total_seconds() / self._rate
        return max(0.0, self._began + wanted - time.monotonic())
