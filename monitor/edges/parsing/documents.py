"""Reads one document of any kind; runs in the worker process."""

from monitor.edges.parsing.decoding import decode
from monitor.edges.parsing.fields import Faults
from monitor.edges.parsing.jsonfeeds import read_json
from monitor.edges.parsing.pages import linked_feeds
from monitor.edges.parsing.recognising import Root, find_root, is_json
from monitor.edges.parsing.xmlfeeds import read_xml
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import ParsedFeed


def read_document(body: bytes, content_type: str, address: str, most: int) -> ParsedFeed:
    """Return the feed that a body is, with at most so many entries, links absolute against `address`.

    The kind is told by content; of the content type only the encoding is asked. Raises PollError: EMPTY, WEB_PAGE,
    NOT_A_FEED, MALFORMED.
    """
    text, found = decode(body, content_type)
    if not text.strip("\ufeff\0 \t\r\n"):
        raise PollError(FailureKind.EMPTY)
    faults = Faults(*found)
    if is_json(text):
        return read_json(text.lstrip("\ufeff"), address, most, faults)
    return read_xml(text, _root(text, address), address, most, faults)


def _root(text: str, address: str) -> Root:
    """Return the root of a feed. The failure of a web page names the feeds that the page links to."""
    try:
        return find_root(text)
    except PollError as error:
        feeds = linked_feeds(text, address) if error.kind is FailureKind.WEB_PAGE else ()
        raise PollError(error.kind, f"it links to {', '.join(feeds)}" if feeds else error.detail) from None
