"""Reports: items that come from a file instead of a feed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from monitor.items.normalising import normalise
from monitor.model.feed import Entry, Feed
from monitor.model.ids import FeedId, Publisher
from monitor.model.item import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One item of a file: the feed or site that it came from, the time of its publication, and the entry."""

    source: str
    at: datetime
    entry: Entry


def feed_for(report: Report, feeds: Mapping[FeedId, Feed]) -> Feed:
    """Return the feed that the rulebook lists under a report's source, else one whose publisher is the source's host.

    The language that the report itself names counts before the feed's.
    """
    feed = feeds.get(FeedId(report.source)) or _unlisted(report.source)
    return replace(feed, languages=(report.entry.lang,)) if report.entry.lang else feed


def item_of(report: Report, feeds: Mapping[FeedId, Feed]) -> Item:
    """Return the item that a report is, seen at the time of its publication."""
    return normalise(report.entry, feed_for(report, feeds), report.at, None)


def _unlisted(source: str) -> Feed:
    host = (urlsplit(source).hostname or source).removeprefix("www.")
    return Feed(id=FeedId(source), title=host, publisher=Publisher(host), listed=False)
