"""RSS, Atom and RDF, read by feedparser. Nothing else imports it."""

import html.entities
import io
import re
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import feedparser
import feedparser.api

from monitor.edges.parsing.cutting import newest_of
from monitor.edges.parsing.fields import (
    BODY,
    NAME,
    SUMMARY,
    TITLE,
    Faults,
    bounded,
    dates,
    language,
    link,
    time_to_live,
)
from monitor.edges.parsing.recognising import Root
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Entry, ParsedFeed

# feedparser looks for an optional driver on Python's path with every document; a worker can open no file any more.
feedparser.api.PREFERRED_XML_PARSERS.clear()

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids (production 2): one such character makes a strict reader give up the document."""

_REFERENCE = re.compile(r"&(?:#([xX]?)([0-9a-zA-Z]*);?|([a-zA-Z][a-zA-Z0-9]{1,31});)")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_SYNTAX = frozenset("<>&\"'")
_OTHER_DATES = re.compile(r"<(?:\w+:)?(?:updated|modified)\b")
_EXTENSIONS = re.compile(r"</?(?:(?:geo|georss|gml|itunes|media|psc):\w+|textinput|image)\b[^<>]*>", re.IGNORECASE)
"""Tags of places, pictures and podcasts: feedparser 6.0 raises on some where they are not nested as they should be."""

_NAMESPACES = {"atom": ("/atom", "/echo", "/pie", "/necho"), "rdf": ("purl.org/rss", "netscape.com/rdf")}


def read_xml(text: str, root: Root, address: str, most: int, faults: Faults) -> ParsedFeed:
    """Read a feed that begins at its root.

    Whatever stands before the root is dropped, the document type with it: there is nothing to expand or to fetch.
    Raises PollError: NOT_A_FEED, or MALFORMED when it is broken and not one entry can be read.
    """
    if root.junk:
        faults.add("text-before-feed")
    found = _parse(_repaired(newest_of(text[root.start :], most, faults), faults), faults)
    if found.get("bozo"):
        faults.add("not-well-formed")
    entries = found.entries
    if not entries and found.get("bozo"):
        raise PollError(FailureKind.MALFORMED, _reason(found.get("bozo_exception")))
    if not entries and not _known(root.dialect, found.get("namespaces", {})):
        raise PollError(FailureKind.NOT_A_FEED, f"<{root.dialect}> is the root, in no namespace of a feed")
    if len(entries) > most:
        faults.add("entries-cut")
    dated = root.dialect == "atom" or _OTHER_DATES.search(text) is not None
    reader = _EntryReader(address, _text(found.feed, "language"), update_is_update=dated)
    return ParsedFeed(
        dialect=root.dialect,
        title=bounded(_text(found.feed, "title"), TITLE, "title", faults),
        lang=language(_text(found.feed, "language"), faults),
        entries=tuple(reader.read(entry) for entry in entries[:most]),
        faults=faults.names,
        ttl=time_to_live(*(_text(found.feed, name) for name in ("ttl", "sy_updateperiod", "sy_updatefrequency"))),
    )


class _EntryReader:
    """Makes an Entry of what feedparser found."""

    def __init__(self, address: str, feed_language: str, *, update_is_update: bool) -> None:
        self._address = address
        self._feed_language = feed_language
        self._update_is_update = update_is_update

    def read(self, found: Mapping[str, Any]) -> Entry:
        faults = Faults()
        published, updated = _text(found, "published"), _text(found, "updated")
        if not published and not self._update_is_update:
            # feedparser files `dc:date` under updates; in RSS it is the only word on when a story was published.
            published, updated = updated, ""
        when = dates(published, updated, faults)
        summary, body = _texts(found)
        return Entry(
            entry_id=_text(found, "id")[:NAME] or None,
            link=_link(found, self._address),
            title=bounded(_text(found, "title"), TITLE, "title", faults),
            summary=bounded(summary, SUMMARY, "summary", faults),
            body=bounded(body, BODY, "body", faults),
            published_at=when.published_at,
            published_day_only=when.published_day_only,
            updated_at=when.updated_at,
            lang=language(self._own_language(found), faults),
            faults=faults.names,
        )

    def _own_language(self, found: Mapping[str, Any]) -> str:
        """Return the language that the entry itself declares; feedparser hands down that of the document."""
        inherited = _text(found.get("title_detail") or found.get("summary_detail") or {}, "language")
        return _text(found, "language") or ("" if inherited == self._feed_language else inherited)


def _parse(text: str, faults: Faults) -> Any:
    """Run feedparser; where it raises, run it again without the elements in whose handlers it does so."""
    try:
        return _run(text)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - feedparser raises what it meets, of any class, on broken documents
        faults.add("extensions-dropped")
    try:
        return _run(_EXTENSIONS.sub("", text))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - as above
        raise PollError(FailureKind.MALFORMED, _reason(error)) from None


def _run(text: str) -> Any:
    """Run feedparser on text as bytes in UTF-8, so that it neither opens a path nor guesses an encoding."""
    return feedparser.parse(
        io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>' + text.encode("utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _repaired(text: str, faults: Faults) -> str:
    """Return a document without the characters and references that make feedparser give up or raise."""
    clean = _NOT_XML.sub("", text)
    if len(clean) != len(text):
        faults.add("forbidden-characters")
    return _REFERENCE.sub(_reference, clean)


def _reference(found: re.Match[str]) -> str:
    base, digits, name = found.groups()
    if name is None:
        return _character(digits, 16 if base else 10)
    if name in _OF_XML:
        return found[0]
    meant = html.entities.html5.get(f"{name};")
    if meant is None:
        return f"&amp;{name};"
    return "".join(f"&#{ord(char)};" if char in _SYNTAX else char for char in meant)


def _character(digits: str, base: int) -> str:
    """Return a numeric reference in full, or the replacement character for one that names nothing XML can hold."""
    try:
        code = int(digits, base) if len(digits) <= 7 else 0  # noqa: PLR2004 - U+10FFFF has seven decimal digits
    except ValueError:
        code = 0
    return f"&#{code};" if 0 < code <= sys.maxunicode and not _NOT_XML.match(chr(code)) else "\ufffd"


def _text(found: Mapping[str, Any], name: str) -> str:
    """Return a text by its name, or an empty one; `in` first, since feedparser's `get` answers for other names."""
    value = found[name] if name in found else ""  # noqa: SIM401
    return value if isinstance(value, str) else ""


def _texts(found: Mapping[str, Any]) -> tuple[str, str]:
    """Return summary and body; feedparser copies a body into an absent summary, and that copy is left out."""
    contents = [_text(content, "value") for content in found.get("content") or ()]
    body = max(contents, key=len, default="")
    summary = _text(found, "summary")
    return ("" if summary in contents else summary), body


def _link(found: Mapping[str, Any], address: str) -> str | None:
    own = _text(found, "link")
    if own and own == _text(found, "id") and not _scheme(own):
        own = ""  # an id that only passes for a link because nobody said that it is none
    for candidate in (own, *_alternates(found)):
        if candidate and (absolute := link(candidate, address)) is not None:
            return absolute
    return None


def _alternates(found: Mapping[str, Any]) -> list[str]:
    links = found.get("links") or ()
    return [_text(each, "href") for each in links if _text(each, "rel") == "alternate"]


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme
    except ValueError:
        return ""


def _known(dialect: str, namespaces: Mapping[str, str]) -> bool:
    """Return whether a document without entries is a feed of this dialect; RSS has no namespace of its own."""
    marks = _NAMESPACES.get(dialect)
    return marks is None or any(mark in uri.lower() for uri in namespaces.values() for mark in marks)


def _reason(error: BaseException | None) -> str:
    return "" if error is None else f"{type(error).__name__}: {error}"[:200]
