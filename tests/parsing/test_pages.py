"""The feeds that a web page links to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.edges.parsing.documents import read_document
from monitor.edges.parsing.pages import MOST, linked_feeds
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind

ADDRESS = "https://dawn.example/world/"
RSS = 'rel="alternate" type="application/rss+xml"'


def page(*tags: str) -> str:
    return f"<!DOCTYPE html><html><head><title>Dawn</title>{''.join(tags)}</head><body><p>News</p></body></html>"


@pytest.mark.parametrize(
    ("tag", "feed"),
    [
        (f'<link {RSS} href="/rss">', "https://dawn.example/rss"),
        (f'<LINK {RSS.upper()} HREF="feed.xml"/>', "https://dawn.example/world/feed.xml"),
        (f"<link href='https://cdn.example/a?b=1&amp;c=2' {RSS}>", "https://cdn.example/a?b=1&c=2"),
        ("<link rel=alternate type=application/atom+xml href=//cdn.example/atom>", "https://cdn.example/atom"),
        ('<link rel="home alternate" type="application/feed+json; charset=utf-8" href="f.json">',
         "https://dawn.example/world/f.json"),
        (f'<link\n{RSS}\nhref="/rss"\n>', "https://dawn.example/rss"),
    ],
)  # fmt: skip
def test_a_page_that_links_to_a_feed_names_it(tag: str, feed: str) -> None:
    with pytest.raises(PollError) as caught:
        read_document(page(tag).encode(), "text/html", ADDRESS, 10)
    assert (caught.value.kind, caught.value.detail) == (FailureKind.WEB_PAGE, f"it links to {feed}")


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="stylesheet" type="application/rss+xml" href="/rss">',
        '<link rel="alternate" type="text/html" href="/en">',
        f"<link {RSS}>",
        f'<link {RSS} href="">',
        f'<link {RSS} href="javascript:alert(1)">',
        f'<link {RSS} href="file:///etc/passwd">',
        f'<link {RSS} href="data:text/xml,x">',
        f'<link {RSS} href="http://[">',
        f'<link {RSS} href="https://reader:canary@elsewhere.example/">',
        f'<link {RSS} href="https://a.example/\x1b[2J">',
        f'<link {RSS} href="https://a.example/a b">',
        f'<link {RSS} href="https://a.example/\u202egpj">',
        f'<link {RSS} href="https://a.example/{"x" * 400}">',
        "<link " * 50_000,
        "<link " + "a=" * 50_000 + ">",
    ],
)
def test_a_link_that_is_no_feed_or_not_fit_to_be_shown_is_left_out(tag: str) -> None:
    assert linked_feeds(page(tag), ADDRESS) == ()


def test_the_first_few_are_named_each_once() -> None:
    tags = [f'<link {RSS} href="/{number // 2}">' for number in range(20)]
    assert linked_feeds(page(*tags), ADDRESS) == tuple(f"https://dawn.example/{n}" for n in range(MOST))


@given(st.text(alphabet="<>link rel=alternate'\"type/application+xmlhref:&#;\n\0", max_size=400))
def test_whatever_a_page_holds_nothing_is_raised(text: str) -> None:
    assert len(linked_feeds(f"<link {RSS} {text}>", ADDRESS)) <= MOST
