"""What a body is told to be, and what is saved of broken ones."""

import pytest

from monitor.edges.parsing.documents import read_document
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Entry, ParsedFeed

ADDRESS = "https://dawn.example/rss"


def read(body: str | bytes, most: int = 100) -> ParsedFeed:
    return read_document(body.encode() if isinstance(body, str) else body, "", ADDRESS, most)


def only(body: str | bytes) -> Entry:
    (entry,) = read(body).entries
    return entry


def rss(item: str, more: str = "") -> str:
    return f'<rss version="2.0"><channel><title>Dawn</title>{more}<item>{item}</item></channel></rss>'


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", FailureKind.EMPTY),
        ("\ufeff \r\n\t", FailureKind.EMPTY),
        ("\0\0\0", FailureKind.EMPTY),
        ("<!DOCTYPE html><html><body><p>Sign in</p></body></html>", FailureKind.WEB_PAGE),
        ("<!-- x --><HTML><HEAD><title>403</title>", FailureKind.WEB_PAGE),
        ("<p>Service unavailable</p>", FailureKind.WEB_PAGE),
        ("upstream connect error", FailureKind.NOT_A_FEED),
        ("/etc/passwd", FailureKind.NOT_A_FEED),
        ("file:///etc/passwd", FailureKind.NOT_A_FEED),
        ("http://127.0.0.1:9/feed", FailureKind.NOT_A_FEED),
        ('<opml version="2.0"><body><outline xmlUrl="https://a.example/rss"/></body></opml>', FailureKind.NOT_A_FEED),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>', FailureKind.NOT_A_FEED),
        ("<feed><status>ok</status></feed>", FailureKind.NOT_A_FEED),
        ('{"status": "ok"}', FailureKind.NOT_A_FEED),
        ('{"version": "https://jsonfeed.org/version/1", "items": 3}', FailureKind.MALFORMED),
        ('{"version": "https://jsonfeed.org/version/1", "items": [', FailureKind.MALFORMED),
        ('{"a":' * 100_000, FailureKind.MALFORMED),
        ('{"version": ' + "9" * 10_000 + "}", FailureKind.MALFORMED),
        ("<rss><channel><title>Dawn", FailureKind.MALFORMED),
        ("<rss", FailureKind.MALFORMED),
        ("%PDF-1.7 \xff\xfe", FailureKind.NOT_A_FEED),
    ],
)
def test_what_cannot_be_read_has_a_named_kind(body: str, kind: FailureKind) -> None:
    with pytest.raises(PollError) as caught:
        read(body)
    assert caught.value.kind is kind


@pytest.mark.parametrize(
    "body",
    [
        "<rss version='2.0'><channel><title>Dawn</title></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Dawn</title></feed>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'/>",
        '{"version": "https://jsonfeed.org/version/1", "items": []}',
    ],
)
def test_a_feed_without_entries_is_a_feed(body: str) -> None:
    assert read(body).entries == ()


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (rss("<title>Grid hit</title>")[:-20], "not-well-formed"),
        (rss("<title>Grid & port hit</title>"), "not-well-formed"),
        (rss("<title>Grid\x0b hit</title>"), "forbidden-characters"),
        ("<br/><b>Warning</b>: mysql " + rss("<title>Grid hit</title>"), "text-before-feed"),
        (rss("<title>Grid hit</title>") + "<script>ad()</script>", "not-well-formed"),
        (rss("<title>Grid hit</title></gml:pos><gml:pos>1 2</gml:pos></b>"), "extensions-dropped"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [3, {"title": "Grid hit"}]}', "item-is-no-object"),
    ],
)
def test_entries_of_a_broken_feed_are_saved_and_the_fault_named(body: str, fault: str) -> None:
    feed = read(body)
    assert fault in feed.faults
    assert feed.entries[0].title.startswith("Grid")
    assert feed.entries[0].title.endswith("hit")


def test_references_that_mean_nothing_become_replacement_characters() -> None:
    entry = only(rss("<title>a&#0;b&#xD800;c&#99999999999;d&#xZZ;e&#xfffe;f&unheard;g&nbsp;h&#8364;</title>"))
    assert entry.title == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf&unheard;g\xa0h€"


def test_a_document_type_is_dropped_before_anything_is_expanded() -> None:
    document_type = '<!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert only(document_type + rss("<title>say &a; &x;</title>")).title == "say &a; &x;"


def test_the_first_entries_of_a_flood_are_read() -> None:
    feed = read("<rss><channel>" + "<item><title>a</title></item>" * 30 + "</channel></rss>", most=10)
    assert len(feed.entries) == 10
    assert "entries-cut" in feed.faults


def test_long_texts_are_cut_and_say_so() -> None:
    entry = only(rss(f"<title>{'t' * 30_000}</title><description>{'d' * 300_000}</description>"))
    assert (len(entry.title), len(entry.summary)) == (20_000, 200_000)
    assert entry.faults == ("title-cut", "summary-cut")


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ("<link>https://dawn.example/1</link>", "https://dawn.example/1"),
        ("<link>/1?a=1&amp;b=2</link>", "https://dawn.example/1?a=1&b=2"),
        ("<link>//cdn.example/1</link>", "https://cdn.example/1"),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>http://[::1</link>", None),
        ("<guid>1234</guid>", None),
        ("<guid>https://dawn.example/g</guid>", "https://dawn.example/g"),
        ("<enclosure url='https://dawn.example/a.mp3' type='audio/mpeg'/>", None),
    ],
)
def test_a_link_leads_to_the_web_or_is_none(item: str, link: str | None) -> None:
    assert only(rss(f"<title>Grid hit</title>{item}")).link == link


def test_an_id_does_not_depend_on_the_address_that_the_feed_was_got_from() -> None:
    body = rss("<guid>1234</guid>").encode()
    one = read_document(body, "", "http://dawn.example/rss", 9)
    other = read_document(body, "", "https://www.dawn.example/rss", 9)
    assert one.entries[0].entry_id == other.entries[0].entry_id == "1234"


@pytest.mark.parametrize(
    ("declared", "lang"),
    [
        ("en-GB", "en"),
        ("UK_ua", "uk"),
        ("ua", "uk"),
        ("rus", "ru"),
        ("zh-Hant-TW", "zh"),
        ("", None),
        ("English", None),
    ],
)
def test_a_language_is_the_lower_case_primary_subtag(declared: str, lang: str | None) -> None:
    feed = read(rss("<title>a</title>", f"<language>{declared}</language>"))
    assert feed.lang == lang
    assert feed.entries[0].lang is None, "what the document declares is not the entry's own word"
    assert ("language-unreadable" in feed.faults) == (declared == "English")


def test_dc_date_tells_when_a_story_was_published_and_updated_does_not() -> None:
    dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:a="http://www.w3.org/2005/Atom"'
    item = "<item><title>a</title>{}</item>"
    first = read(f"<rss {dc}><channel>{item.format('<dc:date>2025-04-02T00:00Z</dc:date>')}</channel></rss>")
    second = read(f"<rss {dc}><channel>{item.format('<a:updated>2025-04-02T00:00:00Z</a:updated>')}</channel></rss>")
    assert (first.entries[0].published_at is None, first.entries[0].updated_at is None) == (False, True)
    assert (second.entries[0].published_at is None, second.entries[0].updated_at is None) == (True, False)


def test_an_unreadable_date_is_absent_and_named() -> None:
    entry = only(rss("<title>a</title><pubDate>yesterday</pubDate>"))
    assert entry.published_at is None
    assert entry.faults == ("date-unreadable",)
