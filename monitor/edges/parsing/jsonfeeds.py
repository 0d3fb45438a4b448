"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import html
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from monitor.edges.parsing.cutting import newest
from monitor.edges.parsing.dates import read_date
from monitor.edges.parsing.fields import BODY, NAME, SUMMARY, TITLE, Faults, bounded, dates, language, link
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Entry, ParsedFeed

_VERSION = "jsonfeed.org/version/1"


def read_json(text: str, address: str, most: int, faults: Faults) -> ParsedFeed:
    """Read a JSON Feed. Raises PollError: NOT_A_FEED, or MALFORMED when the JSON or its list of items is broken."""
    document = _document(text)
    if _VERSION not in _text(document, "version"):
        raise PollError(FailureKind.NOT_A_FEED, "this is JSON, but no JSON Feed")
    items = document.get("items")
    if not isinstance(items, list):
        raise PollError(FailureKind.MALFORMED, "the JSON Feed has no list of items")
    found = [item for item in items if isinstance(item, dict)]
    if len(found) < len(items):
        faults.add("item-is-no-object")
    if len(found) > most:
        faults.add("entries-cut")
        found = newest(found, most, _when)
    return ParsedFeed(
        dialect="json",
        title=bounded(html.escape(_text(document, "title"), quote=False), TITLE, "title", faults),
        lang=language(_text(document, "language"), faults),
        entries=tuple(_entry(item, address) for item in found),
        faults=faults.names,
    )


def _when(item: Mapping[str, Any]) -> datetime | None:
    found = read_date(_text(item, "date_published") or _text(item, "date_modified"))
    return found.at if found else None


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PollError(FailureKind.MALFORMED, f"{type(error).__name__}: {error}"[:200]) from None
    return document if isinstance(document, dict) else {}


def _entry(item: Mapping[str, Any], address: str) -> Entry:
    faults = Faults()
    when = dates(_text(item, "date_published"), _text(item, "date_modified"), faults)
    body = _text(item, "content_html") or _marked_up(_text(item, "content_text"))
    links = (link(_text(item, name), address) for name in ("url", "external_url") if _text(item, name))
    return Entry(
        entry_id=_id(item.get("id"))[:NAME] or None,
        link=next((found for found in links if found is not None), None),
        title=bounded(_marked_up(_text(item, "title")), TITLE, "title", faults),
        summary=bounded(_marked_up(_text(item, "summary")), SUMMARY, "summary", faults),
        body=bounded(body, BODY, "body", faults),
        published_at=when.published_at,
        published_day_only=when.published_day_only,
        updated_at=when.updated_at,
        lang=language(_text(item, "language"), faults),
        faults=faults.names,
    )


def _marked_up(text: str) -> str:
    """Return plain text as markup, which the texts of an entry are."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _id(value: object) -> str:
    """Return an id as text; the specification asks readers to accept numbers as well."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
