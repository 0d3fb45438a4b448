"""Whether an entry is new, changed, the same again, or told before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.items.deciding import Changed, Decision, Duplicate, Known, New, Same, decide, key_if_reused
from monitor.items.normalising import normalise
from monitor.model.feed import Entry, Feed
from monitor.model.ids import FeedId, ItemId, Publisher
from monitor.model.item import Item, StoredItem

NOW = datetime(2025, 4, 2, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_feed(name: str = "dawn/world", publisher: str = "Dawn Courier", *, aggregator: bool = False) -> Feed:
    address = FeedId(f"https://{name}.example/rss")
    return Feed(id=address, title=name, publisher=Publisher(publisher), aggregator=aggregator)


DAWN = a_feed()
DAWN_UKRAINE = a_feed("dawn/ukraine")
HARBOUR = a_feed("harbour", "Harbour Wire")
GATHERER = a_feed("gatherer", "Gatherer", aggregator=True)


def item(feed: Feed = DAWN, **given_: object) -> Item:
    story: dict[str, object] = {
        "entry_id": "1",
        "link": "https://dawn.example/sumy",
        "title": "Drones hit substation in Sumy",
        "summary": "Two towns are dark.",
        "published_at": NOW,
    }
    return normalise(Entry(**(story | given_)), feed, NOW, None)  # type: ignore[arg-type]


def stored(of: Item, number: int = 1) -> StoredItem:
    return StoredItem(id=ItemId(number), version=1, item=of)


STORY = item()
OTHER_STORY = {"link": "https://dawn.example/port", "title": "Port workers vote on pay", "summary": "Ballots are out."}


def told(decision: Decision) -> tuple[str, str]:
    return decision.kind, decision.why


def test_what_nobody_told_is_new() -> None:
    assert decide(STORY, Known()) == New(item=STORY, why="new")


def test_an_entry_that_holds_nothing_is_nothing() -> None:
    empty = normalise(Entry(), DAWN, NOW, None)
    assert decide(empty, Known()) == Same(of=None, why="empty")


def test_an_entry_with_the_same_text_is_the_same_whatever_else_changed() -> None:
    known = stored(STORY)
    again = item(link="https://dawn.example/moved", published_at=NOW + HOUR)
    assert decide(again, Known(by_entry=known)) == Same(of=known, why="same-entry")


@pytest.mark.parametrize(
    "change",
    [
        {"summary": "Three towns are dark."},
        {"title": "Drones hit substation in Sumy, governor denies"},
        {"title": "Governor denies attack"},
        {"title": "Sumy substation hit again", "link": "https://dawn.example/sumy-2"},
    ],
)
def test_an_entry_with_another_text_is_a_new_version(change: dict[str, str]) -> None:
    known, changed = stored(STORY), item(**change)
    assert decide(changed, Known(by_entry=known)) == Changed(of=known, item=changed, why="same-entry")


def test_an_id_that_comes_with_another_address_and_title_is_reused_and_the_story_new() -> None:
    known, reused = stored(STORY), item(**OTHER_STORY)
    decision = decide(reused, Known(by_entry=known))
    assert told(decision) == ("new", "id-reused")
    assert isinstance(decision, New)
    assert decision.item == replace(reused, entry_key=key_if_reused(reused))
    assert decision.item.entry_key != STORY.entry_key


def test_a_story_under_a_reused_id_is_known_again_and_may_change() -> None:
    first, reused = stored(STORY), item(**OTHER_STORY)
    under_own_key = stored(replace(reused, entry_key=key_if_reused(reused)), 2)
    known = Known(by_entry=first, by_reused=under_own_key, by_url=under_own_key)
    assert decide(reused, known) == Same(of=under_own_key, why="same-entry")
    changed = decide(item(**OTHER_STORY | {"summary": "Ballots are counted."}), known)
    assert told(changed) == ("changed", "same-entry")
    assert isinstance(changed, Changed)
    assert (changed.of, changed.item.entry_key) == (under_own_key, under_own_key.item.entry_key)


@pytest.mark.parametrize("feed", [DAWN_UKRAINE, HARBOUR, GATHERER])
def test_an_article_in_another_feed_is_a_duplicate_by_its_address(feed: Feed) -> None:
    known = stored(STORY)
    for copy in (item(feed, entry_id="9"), item(feed, entry_id="9", summary="Worded for another desk.")):
        assert decide(copy, Known(by_url=known)) == Duplicate(of=known, item=copy, why="same-address")


def test_a_sighting_never_changes_the_item_that_it_is_of() -> None:
    known = stored(STORY)
    for sighting in (item(DAWN_UKRAINE, summary="Worded otherwise."), item(entry_id="2", summary="Worded otherwise.")):
        assert decide(sighting, Known(by_entry=known, by_url=known)) == Same(of=known, why="known-sighting")


def test_another_id_with_another_text_at_one_address_of_one_feed_is_a_new_version() -> None:
    known, changed = stored(STORY), item(entry_id="1#2", summary="Three towns are dark.", published_at=NOW + HOUR)
    assert decide(changed, Known(by_url=known)) == Changed(of=known, item=changed, why="same-address")


def test_an_older_telling_at_one_address_does_not_replace_the_newer() -> None:
    known, older = stored(STORY), item(entry_id="0", summary="A blast was heard.", published_at=NOW - HOUR)
    assert told(decide(older, Known(by_url=known))) == ("duplicate", "same-address")


def test_another_story_at_the_same_address_is_new() -> None:
    """Feeds of live pages and of poor software give one address for many stories."""
    live = item(entry_id="2", title="Port workers vote on pay", summary="Ballots are out.")
    assert told(decide(live, Known(by_url=stored(STORY)))) == ("new", "new")


def test_an_aggregators_copy_does_not_hide_the_newsrooms_own() -> None:
    copy = stored(item(GATHERER, entry_id="g"))
    assert told(decide(STORY, Known(by_url=copy))) == ("new", "new")
    assert told(decide(item(DAWN_UKRAINE), Known(by_url=copy, by_title=stored(STORY, 2)))) == (
        "duplicate",
        "same-title",
    )
    assert told(decide(item(a_feed("g2", "Other", aggregator=True)), Known(by_url=copy))) == (
        "duplicate",
        "same-address",
    )


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"link": "https://dawn.example/copy"}, "duplicate"),
        ({"link": "https://dawn.example/copy", "published_at": NOW + 60 * HOUR}, "duplicate"),
        ({"summary": "Other words.", "published_at": NOW + 11 * HOUR}, "duplicate"),
        ({"summary": "Other words.", "published_at": NOW - 11 * HOUR}, "duplicate"),
        ({"summary": "Other words.", "published_at": None}, "duplicate"),
        ({"summary": "Other words.", "published_at": NOW + 20 * HOUR}, "new"),
        ({"summary": "Other words.", "published_at": NOW - 20 * HOUR}, "new"),
    ],
)
def test_a_publishers_title_stands_for_one_story_unless_another_night_is_told(
    change: dict[str, object], kind: str
) -> None:
    again = item(DAWN_UKRAINE, **({"entry_id": "7", "link": "https://dawn.example/7"} | change))
    assert decide(again, Known(by_title=stored(STORY))).kind == kind


REPORT = (
    "Drones struck a substation in the Sumy region late on Monday, cutting power to 12 villages and two hospitals, the "
    "regional governor said, adding that repair crews were waiting for the all-clear."
)
ORIGINAL = stored(item(summary=REPORT))


def copy_in(feed: Feed, title: str = "Drones hit substation in Sumy", **given_: object) -> Item:
    found: dict[str, object] = {"entry_id": "9", "link": "https://copy.example/9", "summary": REPORT, "title": title}
    return item(feed, **(found | given_))


def decided(found: Item, *by_text: StoredItem) -> tuple[str, str, ItemId | None]:
    decision = decide(found, Known(by_text=by_text))
    return decision.kind, decision.why, getattr(decision, "copy_of", None)


def test_another_outlets_copy_is_an_item_of_its_own_and_marked() -> None:
    for title in (STORY.title, "Power cut in twelve villages", ""):
        assert decided(copy_in(HARBOUR, title), ORIGINAL) == ("new", "new", ORIGINAL.id)


def test_an_aggregators_copy_and_a_copy_of_an_aggregators_are_marked_too() -> None:
    gathered = stored(copy_in(GATHERER), 2)
    assert decided(gathered.item, ORIGINAL) == ("new", "new", ORIGINAL.id)
    assert decided(ORIGINAL.item, gathered) == ("new", "new", gathered.id)


def test_a_copy_of_a_copy_is_one_of_the_first() -> None:
    copy = replace(stored(copy_in(HARBOUR), 2), copy_of=ItemId(7))
    assert decided(copy_in(GATHERER), copy) == ("new", "new", ItemId(7))


def test_a_candidate_with_another_text_is_no_original() -> None:
    other = stored(item(summary=REPORT.replace("12", "14")), 2)
    assert decided(copy_in(HARBOUR), other) == ("new", "new", None)
    assert decided(copy_in(HARBOUR), other, ORIGINAL) == ("new", "new", ORIGINAL.id)


def test_a_short_text_is_never_a_copy() -> None:
    assert decided(copy_in(HARBOUR, summary=STORY.summary), stored(STORY)) == ("new", "new", None)


def test_the_article_is_compared_where_the_feed_has_it() -> None:
    whole = stored(item(summary="What we know of the night's attack.", body=REPORT + " More will follow."), 2)
    assert decided(copy_in(HARBOUR), whole) == ("new", "new", whole.id)


@pytest.mark.parametrize("title", ["Drones hit substaton in Sumy", "Drnoes hit substation in Sumy", STORY.title])
def test_a_publishers_text_under_a_title_set_right_is_told_before(title: str) -> None:
    assert decided(copy_in(DAWN_UKRAINE, title), ORIGINAL) == ("duplicate", "same-text", None)


@pytest.mark.parametrize(
    ("title", "change"),
    [
        ("Governor: at least one dead in Sumy", {}),
        ("Drones miss substation in Sumy", {}),
        ("No drones hit substation in Sumy", {}),
        ("Drones hit substation in Sumy, Kremlin denies", {}),
        (STORY.title, {"published_at": NOW + 13 * HOUR}),
        (STORY.title, {"published_at": None}),
    ],
)
def test_a_publishers_text_under_a_title_with_other_news_or_on_another_night_is_new(
    title: str, change: dict[str, object]
) -> None:
    assert decided(copy_in(DAWN_UKRAINE, title, **change), ORIGINAL) == ("new", "new", ORIGINAL.id)


def test_a_changed_item_that_takes_over_a_report_becomes_a_copy() -> None:
    own = stored(item(HARBOUR), 2)
    decision = decide(item(HARBOUR, summary=REPORT), Known(by_entry=own, by_text=(ORIGINAL,)))
    assert decision == Changed(of=own, item=item(HARBOUR, summary=REPORT), why="same-entry", copy_of=ORIGINAL.id)


@pytest.mark.parametrize(("summary", "copy_of"), [(f"{REPORT} More follows.", 1), ("It tells its own story.", None)])
def test_a_changed_copy_stays_one_as_long_as_it_keeps_the_text(summary: str, copy_of: int | None) -> None:
    copy = replace(stored(item(HARBOUR, summary=REPORT), 2), copy_of=ORIGINAL.id)
    decision = decide(item(HARBOUR, summary=summary), Known(by_entry=copy))
    assert (decision.kind, getattr(decision, "copy_of", 0)) == ("changed", copy_of)


def test_an_item_is_never_a_copy_of_itself_nor_of_its_own_copies() -> None:
    plain = replace(ORIGINAL, item=item())
    copy = replace(stored(copy_in(HARBOUR), 2), copy_of=plain.id)
    decision = decide(ORIGINAL.item, Known(by_entry=plain, by_text=(plain, copy)))
    assert (decision.kind, getattr(decision, "copy_of", 0)) == ("changed", None)


class Shelf:
    """Holds items as the store's port says."""

    def __init__(self) -> None:
        self.items: list[StoredItem] = []
        self.entries: dict[tuple[FeedId, str], int] = {}

    def take(self, found: Item) -> Decision:
        decision = decide(
            found,
            Known(
                by_entry=self._entry(found.feed, found.entry_key),
                by_url=self._first("url_key", found.url_key),
                by_title=next(
                    (s for s in self._all("title_key", found.title_key) if s.item.publisher == found.publisher), None
                ),
                by_reused=self._entry(found.feed, key_if_reused(found)),
                by_text=tuple(self.items),
            ),
        )
        match decision:
            case New(item=new):
                assert (new.feed, new.entry_key) not in self.entries, "an entry is one item"
                self.items.append(stored(new, len(self.items)))
                self.entries[new.feed, new.entry_key] = len(self.items) - 1
            case Changed(of=of, item=changed):
                self.items[of.id] = replace(of, version=of.version + 1, item=changed)
                self.entries.setdefault((changed.feed, changed.entry_key), of.id)
            case Duplicate(of=of, item=copy):
                self.entries.setdefault((copy.feed, copy.entry_key), of.id)
        return decision

    def _entry(self, feed: FeedId, key: str) -> StoredItem | None:
        number = self.entries.get((feed, key))
        return None if number is None else self.items[number]

    def _all(self, name: str, key: str) -> list[StoredItem]:
        return [each for each in self.items if key and getattr(each.item, name) == key]

    def _first(self, name: str, key: str) -> StoredItem | None:
        return next(iter(self._all(name, key)), None)


ENTRIES = st.builds(
    Entry,
    link=st.sampled_from([None, "https://a.example/1", "https://a.example/2", "https://a.example/"]),
    title=st.sampled_from(
        [
            "",
            "Live",
            "Drones hit grid in Sumy",
            "Dronse hit grid in Sumy",
            "Drones hit grid again in Sumy",
            "Port workers vote on pay",
        ]
    ),
    summary=st.sampled_from(["", "Two towns are dark.", "Three towns are dark.", "Ballots are out.", REPORT]),
    published_at=st.sampled_from([None, NOW, NOW - HOUR, NOW - 30 * HOUR]),
)
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from([DAWN, DAWN_UKRAINE, HARBOUR, GATHERER]), st.sampled_from("12345"), ENTRIES),
    unique_by=lambda given_: (given_[0].id, given_[1]),
    max_size=12,
)


@settings(max_examples=300)
@given(first=DOCUMENTS, second=DOCUMENTS)
def test_polls_that_bring_the_same_again_change_nothing(
    first: list[tuple[Feed, str, Entry]], second: list[tuple[Feed, str, Entry]]
) -> None:
    """However ids are reused between polls, and addresses and titles shared, no item goes back and forth.

    Where a known item took on another story, an entry that was a sighting of it becomes an item at the next look.
    """
    shelf = Shelf()
    for feed, number, entry in (*first, *second, *second):
        shelf.take(normalise(replace(entry, entry_id=number), feed, NOW, None))
    for feed, number, entry in second:
        decision = shelf.take(normalise(replace(entry, entry_id=number), feed, NOW, None))
        assert decision.kind in {"same", "duplicate"}, decision
