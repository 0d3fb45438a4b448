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
        self._start, self._rate = start, rate
        self._began = time.monotonic()

    def now(self) -> datetime:
        """Return the compressed present as aware UTC."""
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self._rate)
