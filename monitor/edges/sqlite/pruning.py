"""Drops what has grown old: texts that no incident needs, and letters that arrived.

What an item is known by stays, its entries and the fingerprint of its text: a feed that still lists an old entry brings
nothing new. So do incidents with their items in every version, labelled items, and letters that are not sent.
"""

from datetime import datetime

from monitor.edges.sqlite.columns import time_text
from monitor.edges.sqlite.connection import Connection

_OLD = """
    SELECT id FROM (SELECT id, first_seen_at FROM items WHERE id > ? ORDER BY id LIMIT ?) AS next
    WHERE first_seen_at < ?
    AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.item = next.id AND versions.first_seen_at >= ?)
    ORDER BY id
"""  # of the next few only: numbers grow with time, so where the next few are young, all are
_NEEDED = """
    SELECT item FROM members WHERE item BETWEEN ? AND ? UNION SELECT item FROM labels WHERE item BETWEEN ? AND ?
"""
_FORMER_VERDICTS = """
    DELETE FROM verdicts WHERE version IN (
        SELECT versions.id FROM versions JOIN items ON items.id = versions.item
        WHERE items.id = ? AND versions.number < items.version)
"""
_FORMER = "DELETE FROM versions WHERE item = ? AND number < (SELECT version FROM items WHERE id = ?)"
_TEXT = "UPDATE versions SET summary = '', body = '' WHERE item = ?"
_MATCHES = "UPDATE verdicts SET matches = '[]' WHERE version IN (SELECT id FROM versions WHERE item = ?)"
_SENT = """
    SELECT id FROM deliveries WHERE state IN ('sent', 'folded', 'muted') AND coalesce(sent_at, due_at) < ?
    AND NOT EXISTS (SELECT 1 FROM incidents WHERE incidents.id = deliveries.incident AND incidents.state = 'open')
    ORDER BY id LIMIT ?
"""
_ATTEMPTS = "DELETE FROM attempts WHERE delivery = ?"
_DELIVERY = "DELETE FROM deliveries WHERE id = ?"


class Pruning:
    """Implements the port `PruneStore`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def prune_items(self, after: int, before: datetime, limit: int) -> tuple[int, int]:
        """Drop the texts of at most `limit` items numbered above `after` that did not change since `before`.

        Returns the last number that was looked at, `after` itself when there was none, and how many lost their texts.
        """
        old = self._db.all(_OLD, (after, limit, time_text(before), time_text(before)), lambda row: int(row[0]))
        if not old:
            return after, 0
        ends = (old[0], old[-1])
        needed = set(self._db.all(_NEEDED, (*ends, *ends), lambda row: int(row[0])))
        dropped = [item for item in old if item not in needed]
        for item in dropped:
            self._db.run(_FORMER_VERDICTS, (item,))
            self._db.run(_FORMER, (item, item))
            self._db.run(_TEXT, (item,))
            self._db.run(_MATCHES, (item,))
        return old[-1], len(dropped)

    def prune_deliveries(self, before: datetime, limit: int) -> int:
        """Drop at most `limit` letters that arrived before an instant, of no open incident; returns how many."""
        old = self._db.all(_SENT, (time_text(before), limit), lambda row: int(row[0]))
        for delivery in old:
            self._db.run(_ATTEMPTS, (delivery,))
            self._db.run(_DELIVERY, (delivery,))
        return len(old)
