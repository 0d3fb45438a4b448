"""Decides whether a feed that somebody proposes is new, and whose it is where nobody says."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlsplit

from monitor.model.failure import FailureKind
from monitor.model.feed import Feed
from monitor.model.ids import FeedId, Lang, PartyId, Publisher
from monitor.rulebook.feedlines import one_line
from monitor.rulebook.fields import LANGUAGE_PATTERN, LONGEST_INTERVAL, SHORTEST_INTERVAL, web_address_fault
from monitor.rulebook.moments import read_duration
from monitor.text.addresses import LONGEST, feed_key, shown

_LANGUAGE = re.compile(LANGUAGE_PATTERN)
_LEADING = frozenset({"www", "feeds", "feed", "rss", "m"})


ALREADY, BAD = "already-listed", FailureKind.BAD_ADDRESS.value


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a feed is not taken, by name and in words."""

    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.name}: {self.why}"


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed as another program's list names it, untouched, and the line on which it does.

    `folders` are the titles that it lies under, the outermost first. `ours` holds what pactwatch itself once wrote
    there beside what that list has words for, by name.
    """

    line: int
    address: str
    title: str = ""
    folders: tuple[str, ...] = ()
    ours: Mapping[str, str] = field(default_factory=dict)


class FeedList:
    """The feeds there are, by what each is known by; those that are taken join them."""

    def __init__(self, feeds: Iterable[Feed] = ()) -> None:
        self._titles: dict[str, str] = {}
        self._publishers: dict[str, Publisher] = {}
        for feed in feeds:
            self.take(feed)

    def take(self, feed: Feed) -> None:
        """Add a feed."""
        self._titles.setdefault(feed_key(feed.id) or feed.id, feed.title)
        self._publishers.setdefault(site(feed.id), feed.publisher)

    def refusal(self, address: str) -> Refusal | None:
        """Return why an address cannot join the list, or None where it can."""
        if address.partition(":")[0].lower() not in ("http", "https"):
            return Refusal(BAD, "it is neither http nor https")
        if len(address) > LONGEST:
            return Refusal(BAD, f"it is longer than {LONGEST:,} characters")
        if fault := web_address_fault(address):
            return Refusal(BAD, fault)
        key = feed_key(address)
        if key is None:
            return Refusal(BAD, "it leads to no web server")
        if key in self._titles:
            return Refusal(ALREADY, f'the list has it as "{self._titles[key]}"')
        return None

    def publisher(self, address: str) -> Publisher:
        """Return whose feed an address probably is: that of a feed of the same site, else the site.

        Never the feed's own title: two feeds of one newsroom would seem to be two newsrooms that confirm each other.
        """
        where = site(address)
        return self._publishers.get(where) or Publisher(where)


def site(address: str) -> str:
    """Return the site of an address: its host without the leading labels under which feeds are served."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if host is None:
        return shown(address)
    first, _, rest = host.partition(".")
    return rest if first in _LEADING and "." in rest else host


def proposed(address: str, title: str, feeds: FeedList) -> Feed:
    """Return the feed that an address is when nothing but the title of its document is known of it."""
    return Feed(id=FeedId(address), title=one_line(title) or site(address), publisher=feeds.publisher(address))


def named(outline: Outline, feeds: FeedList) -> Feed:
    """Return the feed that an outline names; what it says in a way that nobody can read is left out.

    Folders are a reader's topics and no newsrooms: they do not tell the publisher.
    """
    ours = outline.ours
    feed = proposed(outline.address, outline.title, feeds)
    return replace(
        feed,
        publisher=Publisher(one_line(ours.get("publisher", "")) or feed.publisher),
        languages=tuple(Lang(code) for code in ours.get("languages", "").split() if _LANGUAGE.fullmatch(code)),
        side=PartyId(one_line(ours["side"])) if ours.get("side") else None,
        interval=_interval(ours.get("interval", "")),
        enabled=ours.get("enabled") != "false",
        aggregator=ours.get("aggregator") == "true",
        family=Publisher(one_line(ours["family"])) if ours.get("family") else None,
    )


def _interval(text: str) -> timedelta | None:
    try:
        length = read_duration(text)
    except ValueError:
        return None
    return length if SHORTEST_INTERVAL <= length <= LONGEST_INTERVAL else None
