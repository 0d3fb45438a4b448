"""The bands by which items with one text are found, for as long as they are kept."""

from collections.abc import Sequence
from datetime import datetime

from monitor.edges.sqlite.columns import time_text
from monitor.edges.sqlite.connection import Connection
from monitor.edges.sqlite.items import STORED, stored_item
from monitor.model.ids import ItemId
from monitor.model.item import StoredItem

READ = 32
"""How many items of a band are read, the first ones: many share one where a feed begins all its texts alike."""
FOUND = 8
"""How many items are returned at most."""
_OF_BAND = f"""
    SELECT item FROM (
        SELECT item FROM bands WHERE band = ? AND EXISTS (SELECT 1 FROM texts WHERE texts.item = bands.item
            AND saved_at >= ?) ORDER BY item LIMIT {READ}
    )
"""  # noqa: S608 - made of constants
_SAVE = "INSERT OR REPLACE INTO texts (item, saved_at) VALUES (?, ?)"  # and what is replaced takes its bands with it
_SAVE_BANDS = "INSERT OR IGNORE INTO bands (band, item) SELECT value, ? FROM json_each(?)"
_DROP = "DELETE FROM texts WHERE item = ?"
_FORGET = "DELETE FROM texts WHERE item IN (SELECT item FROM texts WHERE saved_at < ? ORDER BY saved_at LIMIT ?)"


class Texts:
    """Implements the part of the port `ItemStore` that finds items by their text."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def items_by_text(self, bands: Sequence[int], since: datetime) -> tuple[StoredItem, ...]:
        """Return the few items that share most of these bands, saved at or after `since`, in the order of their ids.

        It reads a few rows for each band, however many items share it.
        """
        if not bands:
            return ()
        sharing = " UNION ALL ".join([_OF_BAND] * len(bands))
        best = f"SELECT item FROM ({sharing}) GROUP BY item ORDER BY count(*) DESC, item LIMIT {FOUND}"  # noqa: S608
        values = [value for band in bands for value in (band, time_text(since))]
        return self._db.all(f"{STORED} WHERE items.id IN ({best}) ORDER BY items.id", values, stored_item)

    def save_bands(self, item: ItemId, bands: Sequence[int], at: datetime) -> None:
        """Let an item be found by these bands of its text, in place of the former ones."""
        if not bands:
            self._db.run(_DROP, (item,))
            return
        with self._db.transaction():
            self._db.run(_SAVE, (item, time_text(at)))
            self._db.run(_SAVE_BANDS, (item, "[" + ",".join(map(str, bands)) + "]"))

    def forget_bands(self, before: datetime, most: int) -> None:
        """Drop the bands of at most so many items that were saved before an instant, the oldest first."""
        self._db.run(_FORGET, (time_text(before), most))
