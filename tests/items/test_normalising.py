"""What item an entry becomes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from monitor.items.normalising import BODY, SUMMARY, TITLE, normalise
from monitor.model.feed import Entry, Feed
from monitor.model.ids import FeedId, Lang, Publisher
from monitor.model.item import Certainty, Item

NOW = datetime(2025, 4, 2, 6, 0, tzinfo=UTC)
FEED = Feed(id=FeedId("https://dawn.example/rss"), title="Dawn", publisher=Publisher("Dawn Courier"))


def item(feed: Feed = FEED, feed_lang: str | None = None, **given: object) -> Item:
    return normalise(Entry(**given), feed, NOW, Lang(feed_lang) if feed_lang else None)  # type: ignore[arg-type]


def test_an_entry_becomes_an_item_of_plain_text_with_its_keys() -> None:
    found = item(
        entry_id=" dawn-1 ",
        link="https://www.dawn.example/2025/sumy/?utm_source=rss#top",
        title="Drones hit <b>substation</b> in Sumy &amp;amp; Kharkiv",
        summary="<p>Two towns are dark.</p>",
        body="<p>Two towns are dark.</p><p>Repairs began.</p>",
        published_at=NOW - timedelta(hours=1),
    )
    assert found == Item(
        feed=FEED.id,
        publisher=FEED.publisher,
        entry_key="dawn-1",
        url="https://www.dawn.example/2025/sumy/",
        url_key="dawn.example/2025/sumy",
        title_key="drones hit substation in sumy kharkiv",
        title="Drones hit substation in Sumy & Kharkiv",
        summary="Two towns are dark.",
        body="Two towns are dark.\nRepairs began.",
        lang=Lang("und"),
        published_at=NOW - timedelta(hours=1),
        certainty=Certainty.EXACT,
        first_seen_at=NOW,
        fingerprint=found.fingerprint,
    )


MARKUP = st.text("<>/&;ab p\u0301\u200b\n#1", max_size=60)


@given(title=MARKUP, summary=MARKUP, body=MARKUP)
def test_an_items_own_text_is_normalised_to_itself(title: str, summary: str, body: str) -> None:
    once = item(entry_id="1", title=title, summary=summary, body=body)
    assume(not set("".join(texts(once))) & set("<&"))  # what was escaped many times over is decoded a few times only
    markup = [text.replace("\n", "<br>") for text in texts(once)]
    again = item(entry_id="1", title=markup[0], summary=markup[1], body=markup[2])
    assert texts(again) == texts(once)
    assert again.fingerprint == once.fingerprint


def texts(found: Item) -> tuple[str, str, str]:
    return found.title, found.summary, found.body


@pytest.mark.parametrize(
    ("title", "summary", "body", "expected"),
    [
        ("Grid hit", "<p>Grid hit.</p>", "Grid  HIT", ("Grid hit", "", "")),
        ("Grid hit", "Two towns", "<p>Two towns</p>", ("Grid hit", "Two towns", "")),
        ("Grid hit", "", "Two towns", ("Grid hit", "", "Two towns")),
        ("", "Two towns", "", ("", "Two towns", "")),
    ],
)
def test_a_text_that_only_repeats_another_is_dropped(
    title: str, summary: str, body: str, expected: tuple[str, str, str]
) -> None:
    assert texts(item(title=title, summary=summary, body=body)) == expected


def test_long_texts_are_cut_with_an_ellipsis() -> None:
    found = item(title="t" * 5_000, summary="s " * 9_000, body="b" * 90_000)
    assert [len(text) for text in texts(found)] == [TITLE, SUMMARY, BODY]
    assert all(text.endswith("…") for text in texts(found))


def test_only_the_text_that_is_judged_makes_the_fingerprint() -> None:
    one = item(entry_id="1", title="Grid hit", summary="Two towns", link="https://a.example/1", published_at=NOW)
    other = item(entry_id="2", title="<b>Grid</b> hit", summary="Two &#116;owns")
    assert one.fingerprint == other.fingerprint != item(title="Grid hit", body="Two towns").fingerprint


@pytest.mark.parametrize(
    ("given_", "key"),
    [
        ({"entry_id": "a\u200bb", "link": "https://a.example/1"}, "ab"),
        ({"link": "https://a.example/1/?utm_source=x"}, "url:a.example/1"),
        ({"entry_id": "\u200b ", "link": "https://a.example/1"}, "url:a.example/1"),
        ({}, ""),
        ({"link": "https://a.example/"}, ""),
    ],
)
def test_an_entry_is_known_by_its_id_else_by_its_address(given_: dict[str, str], key: str) -> None:
    assert item(**given_).entry_key == key


def test_an_entry_without_id_and_address_is_known_by_title_and_date_else_by_its_text() -> None:
    dated = item(title="Grid hit", published_at=NOW).entry_key
    assert dated.startswith("text:")
    assert dated == item(title="<b>Grid</b> hit", published_at=NOW, summary="other").entry_key
    assert dated != item(title="Grid hit", published_at=NOW - timedelta(days=1)).entry_key
    assert item(body="Two towns").entry_key.startswith("text:")
    assert len(item(entry_id="x" * 4_000).entry_key) < 50


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Drones hit: “Sumy” GRID!", "drones hit sumy grid"),
        ("Straße - gesperrt wegen Brand", "strasse gesperrt wegen brand"),
        ("Live updates", ""),
        ("", ""),
        ("!!! ??? ...", ""),
        ("无人机袭击苏梅变电站", "无人 机袭 击苏 梅变 电站"),
        ("快讯", ""),
    ],
)
def test_a_title_key_is_its_words_or_nothing_where_they_are_too_few(title: str, key: str) -> None:
    assert item(title=title).title_key == key


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("given_", "at", "certainty"),
    [
        ({"published_at": NOW - HOUR}, NOW - HOUR, Certainty.EXACT),
        ({"published_at": NOW + HOUR / 5}, NOW + HOUR / 5, Certainty.EXACT),
        ({"published_at": NOW + HOUR / 3}, NOW + HOUR / 3, Certainty.FUTURE),
        ({"published_at": NOW - HOUR, "updated_at": NOW}, NOW - HOUR, Certainty.EXACT),
        ({"updated_at": NOW - HOUR}, NOW - HOUR, Certainty.UPDATED),
        ({"updated_at": NOW + HOUR}, NOW + HOUR, Certainty.FUTURE),
        ({"published_at": datetime(1970, 1, 1, tzinfo=UTC)}, None, Certainty.UNDATED),
        ({"published_at": datetime(2200, 1, 1, tzinfo=UTC)}, None, Certainty.UNDATED),
        ({"published_at": datetime(1970, 1, 1, tzinfo=UTC), "updated_at": NOW}, NOW, Certainty.UPDATED),
        ({}, None, Certainty.UNDATED),
    ],
)
def test_the_time_of_an_item_and_how_far_it_can_be_trusted(
    given_: dict[str, datetime], at: datetime | None, certainty: Certainty
) -> None:
    found = item(**given_)
    assert (found.published_at, found.certainty) == (at, certainty)


def test_a_day_alone_stands_for_its_noon_and_todays_is_not_the_future() -> None:
    def day(number: int) -> Item:
        return item(published_at=datetime(2025, 4, number, tzinfo=UTC), published_day_only=True)

    assert (day(2).published_at, day(2).certainty) == (datetime(2025, 4, 2, 12, tzinfo=UTC), Certainty.DAY)
    assert day(4).certainty is Certainty.FUTURE


@pytest.mark.parametrize(
    ("declared", "entry", "document", "lang"),
    [
        ((), None, None, "und"),
        ((), None, "en", "en"),
        ((), "uk", "en", "uk"),
        (("uk",), None, None, "uk"),
        (("uk",), None, "en", "uk"),
        (("uk",), "uk", None, "uk"),
        (("uk",), "en", None, "und"),
        (("uk", "ru"), None, "ru", "ru"),
        (("uk", "ru"), None, "en", "und"),
        (("uk", "ru"), "ru", "uk", "ru"),
        (("uk", "ru"), None, None, "und"),
    ],
)
def test_the_operators_word_on_language_stands_before_the_documents(
    declared: tuple[str, ...], entry: str | None, document: str | None, lang: str
) -> None:
    feed = Feed(id=FEED.id, title="Dawn", publisher=FEED.publisher, languages=tuple(Lang(code) for code in declared))
    assert item(feed, document, title="a", lang=entry).lang == lang


def test_an_aggregators_items_are_marked() -> None:
    feed = Feed(id=FEED.id, title="Gatherer", publisher=Publisher("Gatherer"), aggregator=True)
    assert item(feed, title="a").aggregator
