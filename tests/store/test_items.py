"""Items, versions, sightings and verdicts: the contract of `ItemStore`."""

from dataclasses import replace
from datetime import timedelta

import pytest
from nouns import NOON, a_match, an_item

from monitor.edges.sqlite import SqliteStore
from monitor.model.errors import StoreError
from monitor.model.ids import FeedId, ItemId, Publisher
from monitor.model.item import Certainty, Sighting

ELSEWHERE = FeedId("https://evening-post.example/atom")


def a_sighting(item: ItemId, key: str = "post-7") -> Sighting:
    return Sighting(feed=ELSEWHERE, entry_key=key, item=item, seen_at=NOON, why="same-title")


def test_a_stored_item_comes_back_equal_by_every_key(store: SqliteStore) -> None:
    item = an_item()
    stored = store.add_item(item)
    assert (stored.version, stored.item, stored.error) == (1, item, None)
    assert store.item(stored.id) == stored
    assert store.item_by_entry(item.feed, item.entry_key) == stored
    assert store.item_by_url(item.url_key) == stored
    assert store.items_by_title(item.publisher, item.title_key, item.first_seen_at) == (stored,)


@pytest.mark.parametrize("certainty", Certainty)
def test_an_item_without_date_or_address_comes_back_equal(store: SqliteStore, certainty: Certainty) -> None:
    item = an_item(published_at=None, url=None, certainty=certainty, aggregator=True)
    assert store.item(store.add_item(item).id) == store.item_by_url(item.url_key)
    assert store.item(ItemId(1)).item == item  # type: ignore[union-attr]


def test_what_was_never_stored_is_not_found(store: SqliteStore) -> None:
    store.add_item(an_item())
    assert store.item(ItemId(99)) is None
    assert store.item_by_entry(ELSEWHERE, an_item().entry_key) is None
    assert store.item_by_url("dawn-courier.example/other") is None
    assert store.items_by_title("Evening Post", an_item().title_key, NOON) == ()
    assert store.verdict(ItemId(99)) == ()


def test_an_empty_key_finds_nothing_and_never_collides(store: SqliteStore) -> None:
    bare = an_item(entry_key="", url_key="", title_key="")
    assert store.add_item(bare).id != store.add_item(bare).id
    assert store.item_by_entry(bare.feed, "") is None
    assert store.item_by_url("") is None
    assert store.items_by_title(bare.publisher, "", NOON - timedelta(days=1)) == ()


def test_the_first_of_several_items_is_found(store: SqliteStore) -> None:
    first = store.add_item(an_item(entry_key="a"))
    second = store.add_item(an_item(entry_key="b"))
    assert store.item_by_url(first.item.url_key) == first
    assert store.items_by_title(first.item.publisher, first.item.title_key, NOON) == (second, first)


def test_a_title_is_looked_for_since_an_instant(store: SqliteStore) -> None:
    old = store.add_item(an_item(entry_key="a", first_seen_at=NOON - timedelta(days=5)))
    new = store.add_item(an_item(entry_key="b"))
    title = new.item.title_key
    assert store.items_by_title(new.item.publisher, title, NOON - timedelta(days=3)) == (new,)
    assert store.items_by_title(new.item.publisher, title, old.item.first_seen_at) == (new, old)
    assert store.items_by_title(new.item.publisher, title, NOON + timedelta(microseconds=1)) == ()


@pytest.mark.parametrize("key", ["x" * 1_000_000, "a\x00b", "'; DROP TABLE items; --", "ключ", "\ud800"])
def test_a_hostile_key_finds_its_item_only(store: SqliteStore, key: str) -> None:
    storable = key.encode("utf-8", "replace").decode()
    stored = store.add_item(an_item(entry_key=storable))
    assert store.item_by_entry(stored.item.feed, storable) == stored
    assert store.item_by_entry(stored.item.feed, key + " ") is None


def test_feed_and_entry_key_do_not_run_into_each_other(store: SqliteStore) -> None:
    store.add_item(an_item(feed=FeedId("https://a.example/"), entry_key="bc"))
    assert store.item_by_entry(FeedId("https://a.example/b"), "c") is None


def test_an_entry_is_stored_as_one_item_only(store: SqliteStore) -> None:
    store.add_item(an_item())
    with pytest.raises(StoreError, match="UNIQUE"):
        store.add_item(an_item())
    assert store.item_counts() == (1, 0)


def test_text_that_is_not_unicode_is_refused_and_nothing_is_kept(store: SqliteStore) -> None:
    with pytest.raises(ValueError, match="surrogates"):
        store.add_item(an_item(body="half a pair: \ud83d"))
    assert store.item_counts() == (0, 0)


def test_a_time_without_zone_is_refused(store: SqliteStore) -> None:
    with pytest.raises(ValueError, match="zone"):
        store.add_item(an_item(first_seen_at=NOON.replace(tzinfo=None)))


def test_a_changed_item_is_found_by_its_new_keys_and_its_old_entry(store: SqliteStore) -> None:
    first = store.add_item(an_item())
    changed = an_item("Two substations hit in Sumy region", entry_key=first.item.entry_key, body="Now with more.")
    second = store.add_version(first.id, changed)
    assert (second.id, second.version, second.item) == (first.id, 2, changed)
    assert store.item(first.id) == second
    assert store.item_by_entry(first.item.feed, first.item.entry_key) == second
    assert store.item_by_url(changed.url_key) == second
    assert store.item_by_url(first.item.url_key) is None
    assert store.item_counts() == (1, 0)


def test_a_version_that_came_under_another_entry_makes_that_entry_known(store: SqliteStore) -> None:
    first = store.add_item(an_item())
    second = store.add_version(first.id, replace(first.item, entry_key="renamed", title="Other words"))
    assert store.item_by_entry(first.item.feed, "renamed") == second
    assert store.item_by_entry(first.item.feed, first.item.entry_key) == second


def test_former_versions_stay(store: SqliteStore) -> None:
    first = store.add_item(an_item())
    for number in range(2, 5):
        assert store.add_version(first.id, an_item(body=f"Text {number}")).version == number
    kept = store._db.all("SELECT number, body FROM versions ORDER BY number", (), lambda row: row)
    assert kept == ((1, ""), (2, "Text 2"), (3, "Text 3"), (4, "Text 4"))


def test_an_item_that_is_not_there_has_no_version(store: SqliteStore) -> None:
    with pytest.raises(StoreError, match="no item 7"):
        store.add_version(ItemId(7), an_item())


def test_a_sighting_makes_its_entry_known(store: SqliteStore) -> None:
    stored = store.add_item(an_item())
    store.add_sighting(a_sighting(stored.id))
    assert store.item_by_entry(ELSEWHERE, "post-7") == stored


def test_a_sighting_noted_twice_or_for_another_item_changes_nothing(store: SqliteStore) -> None:
    first, other = store.add_item(an_item()), store.add_item(an_item("Grid repaired in Odesa"))
    for item in (first, first, other):
        store.add_sighting(a_sighting(item.id))
    assert store.item_by_entry(ELSEWHERE, "post-7") == first


def test_a_sighting_of_no_item_is_refused(store: SqliteStore) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        store.add_sighting(a_sighting(ItemId(5)))


def test_a_verdict_comes_back_in_order(store: SqliteStore) -> None:
    stored = store.add_item(an_item())
    matches = (a_match(), a_match(fires=False, reason="stance"), a_match())
    store.save_verdict(stored.id, 1, matches, "rules-1")
    assert store.verdict(stored.id) == matches


def test_a_later_verdict_takes_the_place_of_the_former(store: SqliteStore) -> None:
    stored = store.add_item(an_item())
    store.save_verdict(stored.id, 1, [a_match()], "rules-1")
    store.save_verdict(stored.id, 1, [], "rules-2")
    assert store.verdict(stored.id) == ()


def test_the_verdict_on_a_former_version_is_not_that_on_the_present_one(store: SqliteStore) -> None:
    stored = store.add_item(an_item())
    store.save_verdict(stored.id, 1, [a_match()], "rules-1")
    store.add_version(stored.id, an_item(body="Other."))
    assert store.verdict(stored.id) == ()
    store.save_verdict(stored.id, 2, [a_match(fires=False, reason="time")], "rules-1")
    assert [match.fires for match in store.verdict(stored.id)] == [False]


def test_a_version_that_is_not_there_cannot_be_judged(store: SqliteStore) -> None:
    stored = store.add_item(an_item())
    with pytest.raises(StoreError, match="no version 2"):
        store.save_verdict(stored.id, 2, [], "rules")
    with pytest.raises(StoreError, match="no version 2"):
        store.save_error(stored.id, 2, "boom", "rules")


def test_an_error_is_shown_until_a_verdict_clears_it(store: SqliteStore) -> None:
    stored = store.add_item(an_item())
    store.save_error(stored.id, 1, "RecursionError: too deep \ud800", "rules-1")
    assert store.item(stored.id) == replace(stored, error="RecursionError: too deep \\ud800")
    assert store.item_counts() == (1, 1)
    store.save_verdict(stored.id, 1, [a_match()], "rules-1")
    assert store.item(stored.id) == stored
    assert store.item_counts() == (1, 0)


def test_an_error_keeps_the_matches_of_an_earlier_judging(store: SqliteStore) -> None:
    stored = store.add_item(an_item())
    store.save_verdict(stored.id, 1, [a_match()], "rules-1")
    store.save_error(stored.id, 1, "boom", "rules-2")
    assert store.verdict(stored.id) == (a_match(),)


def test_items_in_error_are_those_of_other_rules_oldest_first(store: SqliteStore) -> None:
    stored = [store.add_item(an_item(f"Story {n}")) for n in range(5)]
    for item, rules in zip(stored, ["old", "new", "older", "old", "old"], strict=True):
        store.save_error(item.id, 1, "boom", rules)
    found = [item.id for item in store.items_in_error("new", limit=3)]
    assert found == [stored[0].id, stored[2].id, stored[3].id]


def test_an_error_of_a_former_version_is_past(store: SqliteStore) -> None:
    stored = store.add_item(an_item())
    store.save_error(stored.id, 1, "boom", "old")
    changed = store.add_version(stored.id, an_item(publisher=Publisher("Dawn Courier"), body="Other."))
    assert changed.error is None
    assert store.items_in_error("new", limit=10) == ()
    assert store.item_counts() == (1, 0)


def test_a_copy_comes_back_with_the_item_that_it_copies(store: SqliteStore) -> None:
    original = store.add_item(an_item(entry_key="a"))
    copy = store.add_item(an_item(entry_key="b"), original.id)
    assert (original.copy_of, copy.copy_of, copy.text_of) == (None, original.id, original.text_of)
    assert store.item(copy.id) == copy


def test_whose_copy_an_item_is_belongs_to_its_present_version(store: SqliteStore) -> None:
    original = store.add_item(an_item(entry_key="a"))
    copy = store.add_item(an_item(entry_key="b"), original.id)
    assert store.add_version(copy.id, an_item(entry_key="b", body="Its own.")).copy_of is None
    assert store.add_version(copy.id, an_item(entry_key="b", body="Copied."), original.id) == store.item(copy.id)
    assert store.item(copy.id).copy_of == original.id  # type: ignore[union-attr]


def test_a_copy_of_no_item_is_refused(store: SqliteStore) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        store.add_item(an_item(), ItemId(9))
    assert store.item_counts() == (0, 0)
