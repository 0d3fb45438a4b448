"""Floods of entries: the newest are read, and the cut is named."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from newspapers import Story, atom, rss

from monitor.edges.parsing.documents import read_document
from monitor.model.feed import ParsedFeed

NOON = datetime(2025, 4, 2, 12, tzinfo=UTC)


def read(body: bytes, most: int) -> ParsedFeed:
    return read_document(body, "", "https://dawn.example/rss", most)


def stories(count: int) -> list[Story]:
    """Stories whose order tells nothing of their age."""
    return [Story(title=f"Story {n}", at=NOON - timedelta(minutes=n * 7919 % count)) for n in range(count)]


def json_feed(_title: str, *told: Story) -> bytes:
    items = [{"id": s.title, "title": s.title, "date_published": s.at.isoformat()} for s in told]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()


@pytest.mark.parametrize("written", [rss, atom, json_feed])
def test_of_a_flood_the_newest_are_read_in_their_order(written: Callable[..., bytes]) -> None:
    told = stories(500)
    feed = read(written("Dawn", *told), 20)
    newest = {story.title for story in sorted(told, key=lambda story: story.at)[-20:]}
    assert [entry.title for entry in feed.entries] == [story.title for story in told if story.title in newest]
    assert feed.faults == ("entries-cut",)


@pytest.mark.parametrize("written", [rss, atom, json_feed])
def test_a_feed_that_is_just_as_long_as_may_be_is_read_whole(written: Callable[..., bytes]) -> None:
    feed = read(written("Dawn", *stories(20)), 20)
    assert (len(feed.entries), feed.faults) == (20, ())


def test_twenty_thousand_entries_are_read_in_time() -> None:
    body = rss("Dawn", *stories(20_000))
    began = time.process_time()
    feed = read(body, 2_000)
    assert (len(feed.entries), feed.faults) == (2_000, ("entries-cut",))
    assert time.process_time() - began < 5


def test_what_stands_after_the_last_entry_stays() -> None:
    body = rss("", *stories(30)).replace(b"</channel>", b"<title>Dawn</title><ttl>90</ttl></channel>")
    feed = read(body, 10)
    assert (feed.title, feed.ttl, len(feed.entries)) == ("Dawn", timedelta(minutes=90), 10)


def test_entries_without_a_date_come_after_those_that_have_one() -> None:
    items = [f"<item><title>{n}</title></item>" for n in range(20)]
    items[13] = "<item><title>13</title><pubDate>Wed, 02 Apr 2025 12:00:00 GMT</pubDate></item>"
    feed = read(f"<rss><channel>{''.join(items)}</channel></rss>".encode(), 3)
    assert [entry.title for entry in feed.entries] == ["0", "1", "13"]


SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'


@pytest.mark.parametrize(
    ("asks", "minutes"),
    [
        ("", None),
        ("<ttl>45</ttl>", 45),
        ("<ttl> 45 </ttl>", 45),
        ("<ttl>0</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>99999999999</ttl>", 7 * 1440),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 60),
        ("<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>6</sy:updateFrequency>", 240),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 60),
        ("<ttl>45</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 60),
        ("<ttl>75</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 75),
        ("<sy:updatePeriod>yearly</sy:updatePeriod>", 7 * 1440),
    ],
)
def test_how_long_a_feed_asks_to_be_left_alone(asks: str, minutes: int | None) -> None:
    body = f"<rss {SY}><channel><title>Dawn</title>{asks}<item><title>a</title></item></channel></rss>"
    assert read(body.encode(), 9).ttl == (None if minutes is None else timedelta(minutes=minutes))
