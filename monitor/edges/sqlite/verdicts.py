"""What the rules made of items: matches, or the error that judging raised."""

from collections.abc import Sequence

from monitor.edges.sqlite.columns import printable
from monitor.edges.sqlite.connection import Connection
from monitor.edges.sqlite.documents import MATCHES
from monitor.edges.sqlite.items import STORED, stored_item
from monitor.model.errors import StoreError
from monitor.model.ids import ItemId
from monitor.model.item import StoredItem
from monitor.model.match import Match

_SAVE = """
    INSERT INTO verdicts (version, rulebook, matches) SELECT id, ?, ? FROM versions WHERE item = ? AND number = ?
    ON CONFLICT (version) DO UPDATE SET rulebook = excluded.rulebook, matches = excluded.matches, error = NULL
"""
_SAVE_ERROR = """
    INSERT INTO verdicts (version, rulebook, matches, error)
    SELECT id, ?, '[]', ? FROM versions WHERE item = ? AND number = ?
    ON CONFLICT (version) DO UPDATE SET rulebook = excluded.rulebook, error = excluded.error
"""
_MATCHES = """
    SELECT matches FROM items
    JOIN versions ON versions.item = items.id AND versions.number = items.version
    JOIN verdicts ON verdicts.version = versions.id
    WHERE items.id = ?
"""
_IN_ERROR = STORED + "WHERE verdicts.error IS NOT NULL AND verdicts.rulebook <> ? ORDER BY items.id LIMIT ?"


class Verdicts:
    """The part of the port `ItemStore` that is about judging."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def save_verdict(self, item: ItemId, version: int, matches: Sequence[Match], rulebook: str) -> None:
        """Store what the rules made of a version, in place of what stood there; an error is cleared."""
        self._save(_SAVE, rulebook, MATCHES.text(tuple(matches)), item, version)

    def save_error(self, item: ItemId, version: int, error: str, rulebook: str) -> None:
        """Store that judging this version raised; matches of an earlier judging stay."""
        self._save(_SAVE_ERROR, rulebook, printable(error), item, version)

    def verdict(self, item: ItemId) -> tuple[Match, ...]:
        """Return the matches of the present version, in the order in which they were stored."""
        return self._db.one(_MATCHES, (item,), lambda row: MATCHES.read(row[0])) or ()

    def items_in_error(self, other_than: str, limit: int) -> tuple[StoredItem, ...]:
        """Return items whose judging raised under a rulebook other than the one named, oldest first."""
        return self._db.all(_IN_ERROR, (other_than, limit), stored_item)

    def _save(self, sql: str, rulebook: str, text: str, item: ItemId, version: int) -> None:
        if not self._db.run(sql, (rulebook, text, item, version)):
            raise StoreError(f"there is no version {version} of item {item} to judge")
