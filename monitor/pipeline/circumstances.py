"""How items came to us, as far as it decides what is told."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model.item import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """How the items of one poll came to us.

    `baseline`: the feed's first success, of which a summary is told instead of alerts. `late_before`: items published
    before this instant were missed in an outage and are marked late.
    """

    now: datetime
    baseline: bool = False
    late_before: datetime | None = None

    def late(self, item: Item) -> bool:
        """Return whether the item should have been told earlier."""
        return bool(self.late_before and item.published_at and item.published_at < self.late_before)
