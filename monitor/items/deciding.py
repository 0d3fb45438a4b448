"""Decides what an entry is to what is stored: new, a new version, the same again, or told before.

The first row that holds decides; a row without a kind only changes what the next ones see. *Akin* titles share at least
half of the words of the shorter one. Two items have the *same text* when one is a copy of the other, cut or hardly
edited: `monitor.text.resemblance` says how that is known.

| found       | and                                                              | kind      | why            |
|-------------|------------------------------------------------------------------|-----------|----------------|
| -           | the entry has no key: it holds nothing                           | same      | empty          |
| by entry    | another address, another and not akin title: the id was *reused* | (the item gets a key of its own) ||
| by entry *  | the item's own entry is another: this is a sighting of it        | same      | known-sighting |
| by entry *  | equal text                                                       | same      | same-entry     |
| by entry *  | other text                                                       | changed   | same-entry     |
| by address  | titles not akin: one address for many stories                    | (not counted as found)           ||
| by address  | told by an aggregator, and this feed is none                     | (not counted as found)           ||
| by address  | equal text, another feed, or an older telling                    | duplicate | same-address   |
| by address  | this feed, other text: the id changed with the text              | changed   | same-address   |
| by title    | equal text, or published within 12 hours of it, or one is        | duplicate | same-title     |
|             | undated and they were first seen within three days               |           |                |
| by text     | same publisher, within 12 hours, the title the same but for slips | duplicate | same-text     |
| -           | the id was reused                                                | new       | id-reused      |
| -           |                                                                  | new       | new            |

(*) Or by the key of its own, where the id was reused.

What is new or changed and has the same text as another item is marked as a copy of the item that had the text first;
a changed item that keeps its text keeps its mark.

Why not simpler. A known sighting never changes the item: two feeds that word one story differently would turn it back
and forth with every poll. An aggregator's copy must not hide the newsroom's own, which counts as an origin. Terse
headlines ("Explosions heard in Odesa") return night after night: with another text and address, half a day later, they
tell of another night. Another outlet's copy stays an item: the outlet is shown, though it is no origin. And one
publisher's second title over a text is often the news itself ("At least one dead" over the text of "Missiles hit Kyiv",
a name in the same picture's caption): only a title that was set right says nothing new. Both are judged, and marked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from monitor.items.copying import first_with_text, same_text
from monitor.items.keys import akin, respelled, reused_key
from monitor.model.ids import ItemId
from monitor.model.item import Certainty, Item, StoredItem

SAME_TITLE = timedelta(hours=12)
"""How far apart a publisher prints two texts of one story under one title."""

TITLE_SPAN = timedelta(days=3)
"""How long a publisher's title stands for one story; the same title later ("Morning briefing") is a new one."""

UNDATED_SPAN = timedelta(days=30)
"""How long one text under one title stays the same story where no date tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store holds that the item may be.

    `by_entry`: `item_by_entry` of the item's feed and entry key. `by_url`: of its address. `by_title`: the `likeliest`
    of `items_by_title` since `title_since(item)`. `by_reused`: `item_by_entry` of `key_if_reused(item)`. `by_text`:
    `items_by_text` of `text_bands(item)` within the last three days.
    """

    by_entry: StoredItem | None = None
    by_url: StoredItem | None = None
    by_title: StoredItem | None = None
    by_reused: StoredItem | None = None
    by_text: tuple[StoredItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A story not told before. Store `item`: its entry key is not the given one where the feed reused an id.

    `copy_of` is the item that had its text first.
    """

    item: Item
    why: str
    copy_of: ItemId | None = None
    kind: Literal["new"] = field(default="new", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Another text of a stored item: `item` is to be its next version, a copy of `copy_of` if any."""

    of: StoredItem
    item: Item
    why: str
    copy_of: ItemId | None = None
    kind: Literal["changed"] = field(default="changed", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """Nothing that is not stored already; `of` is None for an entry that holds nothing."""

    of: StoredItem | None
    why: str
    kind: Literal["same"] = field(default="same", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A stored item, told again by another entry or feed: a sighting, of which `item` has the entry key."""

    of: StoredItem
    item: Item
    why: str
    kind: Literal["duplicate"] = field(default="duplicate", init=False)


Decision = New | Changed | Same | Duplicate


def key_if_reused(item: Item) -> str:
    """Return the entry key that the item has if its feed used the same id for another story before."""
    return reused_key(item.entry_key, item.url_key, item.title_key)


def title_since(item: Item) -> datetime:
    """Return since when an item's title is looked up: three days before it was published, as far as that is known.

    So an entry whose id and address change with every poll is known again for as long as the feed lists it.
    """
    if item.published_at is None or item.certainty is Certainty.FUTURE:
        return item.first_seen_at - UNDATED_SPAN
    return min(item.published_at, item.first_seen_at) - TITLE_SPAN


def likeliest(item: Item, candidates: Sequence[StoredItem]) -> StoredItem | None:
    """Return the candidate under the item's title that tells its story, or None."""
    return next((candidate for candidate in candidates if _one_story(item, candidate.item)), None)


def decide(item: Item, known: Known) -> Decision:
    """Decide what an item is to what is stored; the table above says how."""
    if not item.entry_key:
        return Same(of=None, why="empty")
    of = known.by_entry
    if of is None:
        return _elsewhere(item, known) or _new(item, known, "new")
    if not _reused(item, of.item):
        return _again(item, of, known)
    item = replace(item, entry_key=key_if_reused(item))
    if known.by_reused is not None:
        return _again(item, known.by_reused, known)
    return _elsewhere(item, known) or _new(item, known, "id-reused")


def _new(item: Item, known: Known, why: str) -> New:
    first = first_with_text(item, known.by_text)
    return New(item=item, why=why, copy_of=first.text_of if first else None)


def _changed(item: Item, of: StoredItem, known: Known, why: str) -> Changed:
    if same_text(item, of.item):
        return Changed(of=of, item=item, why=why, copy_of=of.copy_of)
    first = first_with_text(item, (other for other in known.by_text if of.id not in {other.id, other.text_of}))
    return Changed(of=of, item=item, why=why, copy_of=first.text_of if first else None)


def _again(item: Item, of: StoredItem, known: Known) -> Decision:
    """Decide about an entry that was seen before."""
    if (of.item.feed, of.item.entry_key) != (item.feed, item.entry_key):
        return Same(of=of, why="known-sighting")
    if of.item.fingerprint == item.fingerprint:
        return Same(of=of, why="same-entry")
    return _changed(item, of, known, "same-entry")


def _elsewhere(item: Item, known: Known) -> Decision | None:
    """Decide whether an entry that was not seen before was told by another."""
    by_url, by_title = known.by_url, known.by_title
    if by_url is not None and not _hides_origin(item, by_url.item) and akin(item.title, by_url.item.title):
        return _at_address(item, by_url, known)
    if by_title is not None and _one_story(item, by_title.item):
        return Duplicate(of=by_title, item=item, why="same-title")
    by_text = first_with_text(item, (other for other in known.by_text if _title_set_right(item, other.item)))
    return Duplicate(of=by_text, item=item, why="same-text") if by_text else None


def _at_address(item: Item, of: StoredItem, known: Known) -> Decision:
    if item.fingerprint == of.item.fingerprint or item.feed != of.item.feed or _older(item, of.item):
        return Duplicate(of=of, item=item, why="same-address")
    return _changed(item, of, known, "same-address")


def _reused(item: Item, before: Item) -> bool:
    return item.url_key != before.url_key and item.title_key != before.title_key and not akin(item.title, before.title)


def _hides_origin(item: Item, before: Item) -> bool:
    return before.aggregator and not item.aggregator


def _older(item: Item, before: Item) -> bool:
    """Return whether an entry is certainly no later than the stored one: feeds put the newest first."""
    if item.published_at is None or before.published_at is None:
        return False
    return item.published_at < before.published_at


def _one_story(item: Item, before: Item) -> bool:
    if item.fingerprint == before.fingerprint:
        return True
    if item.published_at is None or before.published_at is None:
        return abs(item.first_seen_at - before.first_seen_at) <= TITLE_SPAN
    return abs(item.published_at - before.published_at) <= SAME_TITLE


def _title_set_right(item: Item, before: Item) -> bool:
    if item.publisher != before.publisher or item.published_at is None or before.published_at is None:
        return False
    return abs(item.published_at - before.published_at) <= SAME_TITLE and respelled(item.title, before.title)
