"""The machine's clock: the only caller of `datetime.now`."""

from datetime import UTC, datetime


class SystemClock:
    """The present by this machine, as aware UTC."""

    def now(self) -> datetime:
        """Return the present."""
        return datetime.now(UTC)
