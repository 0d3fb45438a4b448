"""Lines for new feeds, which feeds are new, and whose they are."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.edges.rulefiles.parsing import parse
from monitor.model.feed import Feed
from monitor.model.ids import FeedId, Lang, PartyId, Publisher
from monitor.rulebook.feedlines import feed_lines, interval_text, one_line
from monitor.rulebook.moments import read_duration
from monitor.rulebook.newfeeds import FeedList, Outline, named, proposed, site

ADDRESS = "https://www.dawn.example/rss"


def a_feed(title: str = "Dawn Courier", **given: object) -> Feed:
    return Feed(id=FeedId(ADDRESS), title=title, publisher=Publisher("Dawn"), **given)  # type: ignore[arg-type]


def test_only_what_is_not_as_it_would_be_anyway_is_written() -> None:
    assert feed_lines(a_feed()) == ("  - address: " + ADDRESS, "    title: Dawn Courier", "    publisher: Dawn")


def test_all_that_can_be_said_of_a_feed_is_written() -> None:
    feed = a_feed(
        languages=(Lang("en"), Lang("no")), side=PartyId("russia"), interval=timedelta(minutes=90), enabled=False,
        aggregator=True,
    )  # fmt: skip
    assert feed_lines(feed, "", "a\nnote")[0] == "# a note"
    assert feed_lines(feed)[3:] == (
        '    languages: [en, "no"]',
        "    side: russia",
        "    interval: 90m",
        "    enabled: false",
        "    aggregator: true",
    )


@pytest.mark.parametrize(
    "title", ["true", "No", "12", "1e5", "a: b", "a #b", "- a", "[a]", "'a'", '"', "a:", "*a", "~", "a\\", "Ім'я, світ"]
)
def test_a_title_is_read_back_as_it_was(title: str) -> None:
    assert read_back(a_feed(title))["title"] == title


@given(st.text().map(one_line).filter(bool))
def test_any_title_is_read_back_as_it_was(title: str) -> None:
    assert read_back(a_feed(title)) == {"address": ADDRESS, "title": title, "publisher": "Dawn"}


def read_back(feed: Feed) -> dict[str, object]:
    tree, faults = parse("\n".join(feed_lines(feed, comment="a # note")).encode(), "feeds.yaml")
    assert (tree is not None, faults) == (True, ())
    [data] = tree.data()  # type: ignore[union-attr,misc]
    return data  # type: ignore[return-value]


@given(st.integers(60, 7 * 86_400))
def test_an_interval_is_read_back_as_it_was(seconds: int) -> None:
    length = timedelta(seconds=seconds)
    if len(interval_text(length)) <= 6:
        assert read_duration(interval_text(length)) == length


@pytest.mark.parametrize(
    ("address", "name", "why"),
    [
        ("ftp://dawn.example/rss", "bad-address", "neither http nor https"),
        ("feed://dawn.example/rss", "bad-address", "neither http nor https"),
        ("javascript:alert(1)", "bad-address", "neither http nor https"),
        ("dawn.example/rss", "bad-address", "neither http nor https"),
        ("https:///rss", "bad-address", "and a host"),
        ("https://dawn.example/a b", "bad-address", "blanks"),
        ("https://dawn.example/" + "a" * 2_000, "bad-address", "longer than 2,000"),
        ("https://<dawn>/", "bad-address", "no web server"),
        ("http://dawn.example/rss/", "already-listed", 'the list has it as "Dawn Courier"'),
        ("https://me:pw@dawn.example/rss#x", "already-listed", "Dawn Courier"),
    ],
)
def test_what_cannot_join_the_list_is_refused_by_name(address: str, name: str, why: str) -> None:
    found = FeedList([a_feed()]).refusal(address)
    assert found is not None
    assert (found.name, why in found.why) == (name, True)


def test_a_feed_that_was_taken_is_on_the_list() -> None:
    feeds = FeedList()
    assert feeds.refusal(ADDRESS) is None
    feeds.take(a_feed(title=""))
    assert feeds.refusal(ADDRESS) is not None


def test_two_feeds_of_one_site_are_of_one_publisher_so_that_they_never_confirm_each_other() -> None:
    feeds = FeedList([a_feed()])
    assert proposed("https://rss.dawn.example/sport", "Dawn Sport", feeds).publisher == "Dawn"
    assert proposed("https://harbour.example/rss", "Harbour Wire", feeds).publisher == "harbour.example"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://feeds.dawn.example/rss", "dawn.example"),
        ("https://rss.example/", "rss.example"),
        ("https://user:pw@www.dawn.example:8080/", "dawn.example"),
        ("https://[::1", "https://[::1"),
    ],
)
def test_a_site_is_a_host_without_leading_labels_of_feeds(address: str, expected: str) -> None:
    assert site(address) == expected


def test_a_feed_without_a_title_has_its_sites() -> None:
    assert proposed(ADDRESS, " \u202e ", FeedList()).title == "dawn.example"


def test_what_an_outline_says_in_a_way_that_nobody_can_read_is_left_out() -> None:
    ours = {"languages": "en english ../x", "interval": "1s", "enabled": "maybe", "publisher": " \u200b"}
    feed = named(Outline(1, ADDRESS, "Dawn", ("News",), ours), FeedList())
    assert feed == Feed(
        id=FeedId(ADDRESS), title="Dawn", publisher=Publisher("dawn.example"), languages=(Lang("en"),)
    )  # fmt: skip
    assert named(Outline(1, ADDRESS, ours={"interval": "soon"}), FeedList()).interval is None
