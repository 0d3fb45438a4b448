"""Items and their versions, and the entries that are sightings of them."""

from datetime import datetime
from typing import Any

from monitor.edges.sqlite.columns import key_hash, maybe_time_of, maybe_time_text, time_of, time_text
from monitor.edges.sqlite.connection import Connection, Row
from monitor.model.errors import StoreError
from monitor.model.ids import FeedId, ItemId, Lang, PartyId, Publisher
from monitor.model.item import Certainty, Item, Sighting, StoredItem

STORED = """
    SELECT items.id, items.version, verdicts.error, feed, publisher, entry_key, url, url_key, title_key, title, summary,
        body, lang, published_at, certainty, versions.first_seen_at, fingerprint, aggregator, copy_of,
        family, side, listed
    FROM items
    JOIN versions ON versions.item = items.id AND versions.number = items.version
    LEFT JOIN verdicts ON verdicts.version = versions.id
"""
_BY_ID = STORED + "WHERE items.id = ?"
_BY_ENTRY = STORED + "WHERE items.id = (SELECT item FROM entries WHERE hash = ?)"  # noqa: S608 - made of constants
_BY_URL = STORED + "WHERE items.url_hash = ? ORDER BY items.id LIMIT 1"
_BY_TITLE = (
    STORED
    + """
    WHERE items.title_hash = ? AND items.first_seen_at >= ? ORDER BY items.first_seen_at DESC, items.id DESC LIMIT 20
"""
)
_SINCE = STORED + "WHERE items.first_seen_at >= ? AND items.id > ? ORDER BY items.id LIMIT ?"
_ADD = "INSERT INTO items (version, url_hash, title_hash, first_seen_at) VALUES (1, ?, ?, ?)"
_CHANGE = "UPDATE items SET version = version + 1, url_hash = ?, title_hash = ?, first_seen_at = ? WHERE id = ?"
_VERSION_OF = "SELECT version FROM items WHERE id = ?"
_ADD_VERSION = """
    INSERT INTO versions (item, number, feed, publisher, entry_key, url, url_key, title_key, title, summary, body, lang,
        published_at, certainty, first_seen_at, fingerprint, aggregator, family, side, listed, copy_of)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_ENTRY = "INSERT INTO entries (hash, item, feed, entry_key, seen_at, why) VALUES (?, ?, ?, ?, ?, ?)"
_NOTE_ENTRY = _ADD_ENTRY + " ON CONFLICT (hash) DO NOTHING"
_COUNTS = """
    SELECT (SELECT count(*) FROM items), count(*) FROM verdicts
    JOIN versions ON versions.id = verdicts.version
    JOIN items ON items.id = versions.item AND items.version = versions.number
    WHERE verdicts.error IS NOT NULL
"""


class Items:
    """Implements the port `ItemStore`, with `Texts` and `Verdicts`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def item_by_entry(self, feed: FeedId, entry_key: str) -> StoredItem | None:
        """Return the item that this entry of this feed was stored as, or was a sighting of."""
        found = key_hash(entry_key, feed)
        return self._db.one(_BY_ENTRY, (found,), stored_item) if found else None

    def item_by_url(self, url_key: str) -> StoredItem | None:
        """Return the first item whose present version has this canonical address; an empty key finds nothing."""
        found = key_hash(url_key)
        return self._db.one(_BY_URL, (found,), stored_item) if found else None

    def items_by_title(self, publisher: str, title_key: str, since: datetime) -> tuple[StoredItem, ...]:
        """Return the latest items of the publisher whose present version has this title and was seen since then."""
        found = key_hash(title_key, publisher)
        return self._db.all(_BY_TITLE, (found, time_text(since)), stored_item) if found else ()

    def item(self, item: ItemId) -> StoredItem | None:
        """Return an item in its present version."""
        return self._db.one(_BY_ID, (item,), stored_item)

    def items_since(self, since: datetime, after: ItemId, limit: int) -> tuple[StoredItem, ...]:
        """Return items whose present version was first seen since then and whose id is higher, by id."""
        return self._db.all(_SINCE, (time_text(since), after, limit), stored_item)

    def add_item(self, item: Item, copy_of: ItemId | None = None) -> StoredItem:
        """Store a new item as version 1. Raises StoreError when its entry is an item already."""
        with self._db.transaction():
            number = ItemId(self._db.added(_ADD, _keys(item)))
            self._db.run(_ADD_VERSION, (*_values(number, 1, item), copy_of))
            if (entry := key_hash(item.entry_key, item.feed)) is not None:
                seen_at = time_text(item.first_seen_at)
                self._db.run(_ADD_ENTRY, (entry, number, item.feed, item.entry_key, seen_at, "first seen"))
        return StoredItem(id=number, version=1, item=item, copy_of=copy_of)

    def add_version(self, item: ItemId, changed: Item, copy_of: ItemId | None = None) -> StoredItem:
        """Store a changed text as the next version; the former ones stay, and their entries still find the item."""
        with self._db.transaction():
            if not self._db.run(_CHANGE, (*_keys(changed), item)):
                raise StoreError(f"there is no item {item} to change")
            version = self._db.one(_VERSION_OF, (item,), lambda row: int(row[0])) or 0
            self._db.run(_ADD_VERSION, (*_values(item, version, changed), copy_of))
            self._note_entry(changed.feed, changed.entry_key, item, changed.first_seen_at, "changed")
        return StoredItem(id=item, version=version, item=changed, copy_of=copy_of)

    def add_sighting(self, sighting: Sighting) -> None:
        """Note that an entry is a known item. An entry that is one already stays what it is."""
        self._note_entry(sighting.feed, sighting.entry_key, sighting.item, sighting.seen_at, sighting.why)

    def item_counts(self) -> tuple[int, int]:
        """Return how many items there are, and how many of them are in error."""
        return self._db.one(_COUNTS, (), lambda row: (int(row[0]), int(row[1]))) or (0, 0)

    def _note_entry(self, feed: FeedId, entry_key: str, item: ItemId, seen_at: datetime, why: str) -> None:
        if (entry := key_hash(entry_key, feed)) is not None:
            self._db.run(_NOTE_ENTRY, (entry, item, feed, entry_key, time_text(seen_at), why))


def stored_item(row: Row) -> StoredItem:
    """Make a stored item of a row of `STORED`."""
    number, version, error, feed, publisher, entry_key, url, url_key, title_key, title, summary, body, *facts = row
    lang, published_at, certainty, first_seen_at, fingerprint, aggregator, copy_of, *standing = facts
    family, side, listed = standing
    item = Item(
        feed=FeedId(feed),
        publisher=Publisher(publisher),
        entry_key=entry_key,
        url=url,
        url_key=url_key,
        title_key=title_key,
        title=title,
        summary=summary,
        body=body,
        lang=Lang(lang),
        published_at=maybe_time_of(published_at),
        certainty=Certainty(certainty),
        first_seen_at=time_of(first_seen_at),
        fingerprint=fingerprint,
        aggregator=bool(aggregator),
        family=None if family is None else Publisher(family),
        side=None if side is None else PartyId(side),
        listed=bool(listed),
    )
    copied = None if copy_of is None else ItemId(copy_of)
    return StoredItem(id=ItemId(number), version=version, item=item, error=error, copy_of=copied)


def _keys(item: Item) -> tuple[bytes | None, bytes | None, str]:
    return key_hash(item.url_key), key_hash(item.title_key, item.publisher), time_text(item.first_seen_at)


def _values(number: ItemId, version: int, item: Item) -> tuple[Any, ...]:
    return (
        number,
        version,
        item.feed,
        item.publisher,
        item.entry_key,
        item.url,
        item.url_key,
        item.title_key,
        item.title,
        item.summary,
        item.body,
        item.lang,
        maybe_time_text(item.published_at),
        item.certainty.value,
        time_text(item.first_seen_at),
        item.fingerprint,
        item.aggregator,
        item.family,
        item.side,
        item.listed,
    )
