"""Labels come back as they were written, one of an item and rule."""

from dataclasses import replace

import pytest
from nouns import NOON, a_match, an_item

from monitor.edges.sqlite import SqliteStore
from monitor.model.errors import StoreError
from monitor.model.ids import ItemId, RuleId
from monitor.model.label import Label
from monitor.model.rule import Expectation

RULE = RuleId("energy-strike-during-pause")
IGNORE = Label(item=ItemId(1), rule=None, verdict=Expectation.IGNORE, author="anna", note="a film’s title", at=NOON)
FIRE = replace(IGNORE, rule=RULE, verdict=Expectation.FIRE, match=a_match())


def test_labels_come_back_equal_and_that_for_every_rule_first(store: SqliteStore) -> None:
    store.add_item(an_item())
    store.save_label(FIRE)
    store.save_label(IGNORE)
    assert store.labels(ItemId(1)) == store.labels() == (IGNORE, FIRE)
    assert store.labels(ItemId(2)) == ()


def test_a_later_label_takes_the_place_of_the_former(store: SqliteStore) -> None:
    store.add_item(an_item())
    store.save_label(FIRE)
    store.save_label(replace(FIRE, verdict=Expectation.DENIED))
    assert [label.verdict for label in store.labels()] == [Expectation.DENIED]


def test_a_label_is_taken_back_once(store: SqliteStore) -> None:
    store.add_item(an_item())
    store.save_label(FIRE)
    assert [store.remove_label(ItemId(1), rule) for rule in (None, RULE, RULE)] == [False, True, False]


def test_a_label_of_no_item_is_refused(store: SqliteStore) -> None:
    with pytest.raises(StoreError):
        store.save_label(IGNORE)


def test_items_are_read_page_by_page_from_an_instant_on(store: SqliteStore) -> None:
    for day in (1, 2, 3, 4):
        store.add_item(an_item(f"Story {day}", first_seen_at=NOON.replace(day=day)))
    since = NOON.replace(day=2)
    first = store.items_since(since, ItemId(0), 2)
    assert [stored.id for stored in first] == [2, 3]
    assert [stored.id for stored in store.items_since(since, first[-1].id, 2)] == [4]
