"""Evaluates one entry: item, verdict, incidents, alerts, inside the transaction of its poll."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.items.copying import text_bands
from monitor.items.deciding import Changed, Duplicate, Known, New, Same, decide, key_if_reused, likeliest, title_since
from monitor.items.normalising import normalise
from monitor.model.feed import Entry, Feed
from monitor.model.ids import ItemId, Lang
from monitor.model.item import Item, Sighting, StoredItem
from monitor.model.match import Reading
from monitor.pipeline.circumstances import Circumstances
from monitor.pipeline.desk import Desk
from monitor.pipeline.fold import fold_all
from monitor.pipeline.tell import Digested
from monitor.teaching.labelling import standing

TEXT_SPAN = timedelta(days=3)
"""How long other outlets print a wire report."""
FORGOTTEN = 4
"""How many old texts are dropped for each new one."""


@dataclass(slots=True)
class Tally:
    """What came of the entries of one poll.

    `fired` holds the titles of new items that hold for a rule; `told` counts letters of their own, and `digested` is
    what goes into one letter instead.
    """

    new: int = 0
    changed: int = 0
    known: int = 0
    duplicates: int = 0
    errors: list[str] = field(default_factory=list)
    fired: list[str] = field(default_factory=list)
    told: int = 0
    digested: list[Digested] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many entries came to what."""
        return {"new": self.new, "changed": self.changed, "known": self.known, "duplicates": self.duplicates}


def evaluate_entry(
    desk: Desk, feed: Feed, entry: Entry, feed_lang: Lang | None, circumstances: Circumstances, tally: Tally
) -> ItemId | None:
    """Store an entry as what it is, and judge it where its text is new. Needs an open transaction.

    Returns the item that the entry is, or None for an entry that holds nothing.
    """
    item = normalise(entry, feed, circumstances.now, feed_lang)
    match decide(item, _known(desk, item)):
        case Same(of=of):
            tally.known += 1
            return of.id if of else None
        case Duplicate(of=of, item=copy, why=why):
            tally.duplicates += 1
            sighting = Sighting(
                feed=copy.feed, entry_key=copy.entry_key, item=of.id, seen_at=circumstances.now, why=why
            )
            desk.store.add_sighting(sighting)
            return of.id
        case Changed(of=of, item=changed, copy_of=copy_of):
            tally.changed += 1
            stored = _findable(desk, desk.store.add_version(of.id, changed, copy_of))
            return judge(desk, stored, circumstances, tally)
        case New(item=new, copy_of=copy_of):
            tally.new += 1
            return judge(desk, _findable(desk, desk.store.add_item(new, copy_of)), circumstances, tally)


def forget_texts(desk: Desk, tally: Tally, now: datetime) -> None:
    """Drop texts that are too old to be looked for, once a poll and more than it brought: none ever pile up."""
    if tally.new or tally.changed:
        desk.store.forget_bands(now - TEXT_SPAN, FORGOTTEN * (tally.new + tally.changed))


def judge(desk: Desk, stored: StoredItem, circumstances: Circumstances, tally: Tally) -> ItemId:
    """Apply the rules to an item's present version and fold what holds; what raises is stored. Returns the item."""
    try:
        with desk.store.savepoint():
            matches = desk.book.engine.judge(reading(stored.item))
            desk.store.save_verdict(stored.id, stored.version, matches, desk.book.mark)
            stand = standing(matches, desk.labels(stored))
            if any(match.fires for match in stand):
                tally.fired.append(stored.item.title)
            for told in fold_all(desk, stored, stand, circumstances):
                if isinstance(told, Digested):
                    tally.digested.append(told)
                else:
                    tally.told += told
    except Exception as error:  # noqa: BLE001 - one item must never stop the others; it is stored with its error
        text = f"{type(error).__name__}: {error}"
        tally.errors.append(f"item {stored.id}: {text}")
        desk.store.save_error(stored.id, stored.version, text, desk.book.mark)
    return stored.id


def reading(item: Item) -> Reading:
    """Return what is judged of an item."""
    return Reading(
        title=item.title,
        summary=item.summary,
        body=item.body,
        lang=item.lang,
        published_at=item.published_at,
        certainty=item.certainty,
        first_seen_at=item.first_seen_at,
    )


def retry_errors(desk: Desk, limit: int = 50) -> Tally | None:
    """Judge again, in one transaction, some of the items that raised under other rules; None when none is left.

    An item of its feed's first document is history still, whenever it can be judged.
    """
    tally, now = Tally(), desk.clock.now()
    with desk.store.transaction():
        found = desk.store.items_in_error(desk.book.mark, limit)
        states = desk.store.feed_states() if found else {}
        for stored in found:
            state = states.get(stored.item.feed)
            first = state is not None and state.baseline_at == stored.item.first_seen_at
            judge(desk, stored, Circumstances(now=now, baseline=first and not desk.backfill), tally)
    return tally if found else None


def _known(desk: Desk, item: Item) -> Known:
    """Ask the store what the item may be. Most entries of a poll are known as they stand: one look-up tells."""
    store = desk.store
    by_entry = store.item_by_entry(item.feed, item.entry_key)
    if by_entry and by_entry.item.fingerprint == item.fingerprint:
        return Known(by_entry=by_entry)
    by_text = store.items_by_text(text_bands(item), item.first_seen_at - TEXT_SPAN)
    if by_entry and (by_entry.item.url_key == item.url_key or by_entry.item.title_key == item.title_key):
        return Known(by_entry=by_entry, by_text=by_text)
    return Known(
        by_entry=by_entry,
        by_url=store.item_by_url(item.url_key),
        by_title=likeliest(item, store.items_by_title(item.publisher, item.title_key, title_since(item))),
        by_reused=store.item_by_entry(item.feed, key_if_reused(item)) if by_entry else None,
        by_text=by_text,
    )


def _findable(desk: Desk, stored: StoredItem) -> StoredItem:
    """Let a stored item be found by its text, for as long as that stands for one report."""
    desk.store.save_bands(stored.id, text_bands(stored.item), stored.item.first_seen_at)
    return stored
