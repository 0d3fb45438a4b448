"""What it costs to find copies of a text, and how many are found.

The yardstick is `normalise`, which every entry of every poll goes through: a ratio of 2 means twice its time. Ratios
hold on any machine; seconds do not. With a file of items (JSON Lines, as `pactwatch replay` reads them) its items are
measured; else invented ones, a tenth of them copies that were cut, given a dateline, or had a word left out.
"""

import random
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

from monitor.edges.itemfiles import Malformed, read_items
from monitor.edges.sqlite import SqliteStore, open_store
from monitor.items.copying import first_with_text, text_bands
from monitor.model.feed import Entry
from monitor.model.item import Item
from monitor.pipeline.reports import Report, item_of

START = datetime(2025, 4, 1, tzinfo=UTC)
ITEMS, COPIES = 20_000, 0.1
SPAN = timedelta(days=3)
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]


def invented(chance: random.Random) -> list[tuple[Report, bool]]:
    """Reports by fifty outlets, each with whether it is a copy of a recent one."""
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(8_000)]
    texts: list[str] = []
    found = []
    for number in range(ITEMS):
        copy = bool(texts) and chance.random() < COPIES
        text = edited(chance.choice(texts[-2_000:]), chance) if copy else " ".join(chance.choices(vocabulary, k=45))
        texts += [] if copy else [text]
        entry = Entry(entry_id=str(number), title=" ".join(chance.choices(vocabulary, k=9)), summary=text)
        source = f"https://outlet-{chance.randrange(50)}.example/rss"
        found.append((Report(source=source, at=START + timedelta(seconds=5 * number), entry=entry), copy))
    return found


def edited(text: str, chance: random.Random) -> str:
    words = text.split()
    left_out = chance.randrange(2, 15)
    return chance.choice(
        (
            text,
            f"SUMY, April 2 (Harbour Wire) - {text}",
            f"Sumy: {text}",
            " ".join(words[: chance.randrange(20, 40)])[:-2],
            " ".join(words[:left_out] + words[left_out + 1 :]),
        )
    )


def timed(work: Callable[[], object]) -> float:
    before = process_time()
    work()
    return process_time() - before


def measure(reports: list[Report], copies: list[bool] | None) -> None:
    items: list[Item] = []
    yardstick = timed(lambda: items.extend(item_of(report, {}) for report in reports))
    items.sort(key=lambda item: item.first_seen_at)
    bands: list[tuple[int, ...]] = []
    sign = timed(lambda: bands.extend(map(text_bands, items)))
    with closing(open_store(None)) as store:
        store_items = timed(lambda: [store.add_item(replace(item, entry_key="")) for item in items])
    with closing(open_store(None)) as store, store.transaction():
        marked: list[bool] = []
        whole = timed(lambda: marked.extend(find(store, *pair) for pair in zip(items, bands, strict=True)))
    find_and_keep = whole - store_items
    print(f"{len(items):,} items; yardstick: normalise, {yardstick / len(items) * 1e6:.0f} µs an item here")
    for name, seconds in (
        ("sign", sign),
        ("find, compare, keep", find_and_keep),
        ("whole layer", sign + find_and_keep),
    ):
        print(f"  {name:20} {seconds / yardstick:5.2f} x yardstick   ({len(items) / seconds:,.0f} items/s here)")
    print(f"  marked as copies     {sum(marked):,}")
    if copies is not None:
        right = sum(was and found for was, found in zip(copies, marked, strict=True))
        print(f"  recall {right / sum(copies):.3f}, precision {right / sum(marked):.3f} on invented copies")


def find(store: SqliteStore, item: Item, bands: tuple[int, ...]) -> bool:
    first = first_with_text(item, store.items_by_text(bands, item.first_seen_at - SPAN))
    stored = store.add_item(replace(item, entry_key=""), first.text_of if first else None)
    store.save_bands(stored.id, bands, item.first_seen_at)
    store.forget_bands(item.first_seen_at - SPAN, 4)
    return first is not None


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure([found for found in read_items(Path(sys.argv[1])) if not isinstance(found, Malformed)], None)
    else:
        made = invented(random.Random(1))
        measure([report for report, _ in made], [copy for _, copy in made])
