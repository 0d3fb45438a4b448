"""Finding items by the bands of their text: the contract of that part of `ItemStore`."""

from contextlib import suppress
from datetime import timedelta

import pytest
from nouns import NOON, an_item

from monitor.edges.sqlite import SqliteStore
from monitor.edges.sqlite.texts import FOUND, READ
from monitor.model.errors import StoreError
from monitor.model.ids import ItemId
from monitor.model.item import StoredItem

DAY = timedelta(days=1)
LEAST, MOST = -(2**63), 2**63 - 1


def saved(store: SqliteStore, name: str, *bands: int, age: timedelta = timedelta()) -> StoredItem:
    stored = store.add_item(an_item(name))
    store.save_bands(stored.id, bands, NOON - age)
    return stored


def found(store: SqliteStore, *bands: int, age: timedelta = 3 * DAY) -> list[ItemId]:
    return [item.id for item in store.items_by_text(bands, NOON - age)]


def test_an_item_is_found_by_any_of_its_bands(store: SqliteStore) -> None:
    item = saved(store, "one", LEAST, 7, MOST)
    for bands in ((LEAST,), (MOST, 5), (7, 7)):
        assert store.items_by_text(bands, NOON - DAY) == (item,)
    assert found(store, 8) == found(store) == []


def test_several_items_are_found_in_the_order_of_their_ids(store: SqliteStore) -> None:
    one, other = saved(store, "one", 1), saved(store, "other", 1, 2)
    assert found(store, 1, 2) == [one.id, other.id]


def test_only_those_saved_since_an_instant_are_found(store: SqliteStore) -> None:
    saved(store, "old", 1, age=2 * DAY)
    new = saved(store, "new", 1)
    assert found(store, 1, age=DAY) == [new.id]
    assert found(store, 1, age=timedelta()) == [new.id]


def test_the_bands_of_a_changed_item_take_the_place_of_the_former(store: SqliteStore) -> None:
    item = saved(store, "one", 1, 2)
    store.save_bands(item.id, (2, 3), NOON)
    assert [found(store, band) for band in (1, 2, 3)] == [[], [item.id], [item.id]]
    store.save_bands(item.id, (), NOON)
    assert found(store, 1, 2, 3) == []


def test_a_changed_item_is_found_in_its_present_version(store: SqliteStore) -> None:
    item = saved(store, "one", 1)
    changed = store.add_version(item.id, an_item("one", body="More."))
    assert store.items_by_text((1,), NOON) == (changed,)


def test_what_is_saved_twice_is_found_once(store: SqliteStore) -> None:
    item = saved(store, "one", 1, 1, 2)
    store.save_bands(item.id, (1, 1, 2), NOON)
    assert found(store, 1, 2) == [item.id]


def test_a_band_that_very_many_share_gives_a_few_items_those_that_share_most(store: SqliteStore) -> None:
    with store.transaction():
        many = [saved(store, f"story {n}", 1) for n in range(READ + 10)]
        best = saved(store, "best", 2, 3)
    assert found(store, 1, 2, 3) == [*(item.id for item in many[: FOUND - 1]), best.id]


def test_outdated_bands_are_dropped_so_many_at_a_time(store: SqliteStore) -> None:
    with store.transaction():
        for number in range(100):
            store.forget_bands(NOON - timedelta(days=3) + number * DAY, 4)
            saved(store, f"story {number}", number, 1000, age=-number * DAY)
    left = "SELECT (SELECT count(*) FROM texts), (SELECT count(*) FROM bands)"
    assert store._db.one(left, (), tuple) == (4, 8)
    assert store.item_counts() == (100, 0)


def test_bands_of_no_item_are_refused(store: SqliteStore) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        store.save_bands(ItemId(5), (1,), NOON)


def test_bands_go_with_the_transaction_that_saved_them(store: SqliteStore) -> None:
    item = store.add_item(an_item())
    with suppress(StoreError), store.transaction():
        store.save_bands(item.id, (1,), NOON)
        store.save_bands(ItemId(99), (1,), NOON)
    assert found(store, 1) == []
