"""How items came to us, as far as it decides what is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model.item import Item
from monitor.model.notice import Reason

OLD = timedelta(hours=48)
"""What an outage held back for longer than this is told in one digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """How the items of one poll came to us.

    `baseline`: the feed's first success, of which a summary is told instead of alerts. `late_before`: items published
    before this instant were missed in an outage and are marked late. `flood`: the poll brings more than a person could
    read letter by letter.
    """

    now: datetime
    baseline: bool = False
    late_before: datetime | None = None
    flood: bool = False

    def late(self, item: Item) -> bool:
        """Return whether the item should have been told earlier."""
        return bool(self.late_before and item.published_at and item.published_at < self.late_before)

    def digest(self, item: Item) -> Reason | None:
        """Return why an item is told in a digest instead of a letter of its own; None where it has one."""
        if self.late(item) and item.published_at is not None and item.published_at < self.now - OLD:
            return Reason.OUTAGE
        return Reason.FLOOD if self.flood else None
