"""Items: our normalised entries, and what is known of one that came before."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.ids import FeedId, ItemId, Lang, PartyId, Publisher


class Certainty(StrEnum):
    """How far the time of publication can be trusted."""

    EXACT = "exact"
    DAY = "day"
    """Only the day is known; the instant is its noon in UTC."""
    UPDATED = "updated"
    """The entry says when it was changed, not when it was published."""
    FUTURE = "future"
    """The entry claims a time that had not come when it was first seen."""
    UNDATED = "undated"
    """Nobody said; `published_at` is None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A normalised entry: plain text in NFC, no markup, no control characters.

    Keys that find it again: `entry_key` within its feed, `url_key` anywhere, `title_key` within its publisher; an empty
    key finds nothing. `fingerprint` is the hash of the text that is judged: equal fingerprints are equal texts. What
    the operator's file said of its feed when it came: `aggregator`, the `family` of its publisher, whose voice it is
    (`side`), and whether the file names the feed at all (`listed`).
    """

    feed: FeedId
    publisher: Publisher
    entry_key: str
    url: str | None
    url_key: str
    title_key: str
    title: str
    summary: str
    body: str
    lang: Lang
    published_at: datetime | None
    certainty: Certainty
    first_seen_at: datetime
    fingerprint: str
    aggregator: bool = False
    family: Publisher | None = None
    side: PartyId | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredItem:
    """An item as the store holds it; `version` counts from 1, `error` is set when judging it raised.

    `copy_of` is the item whose text its present version is a copy of: a wire report in the words of another outlet.
    """

    id: ItemId
    version: int
    item: Item
    error: str | None = None
    copy_of: ItemId | None = None

    @property
    def text_of(self) -> ItemId:
        """The item that had this text first: another one, or itself."""
        return self.id if self.copy_of is None else self.copy_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An entry of a feed that is a known item: the same again, or the same told elsewhere."""

    feed: FeedId
    entry_key: str
    item: ItemId
    seen_at: datetime
    why: str
