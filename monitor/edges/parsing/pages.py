"""Finds the feeds that a web page links to, for the operator whose address leads to the page instead."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

from monitor.edges.parsing.fields import link

FAR = 262_144
"""How many characters of a page are searched."""
MOST = 3
LONGEST = 300
_LINK = re.compile(r"<link\s[^<>]{1,2000}>", re.IGNORECASE)
_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})


def linked_feeds(page: str, address: str) -> tuple[str, ...]:
    """Return the first few feeds that a page names in its head, made absolute against `address`.

    Only addresses that are safe to show and to be copied: of the web, printable, not long, without credentials.
    """
    reader = _Links(address)
    for tag in _LINK.finditer(page, 0, FAR):
        reader.feed(tag[0])
        if len(reader.found) >= MOST:
            break
    return tuple(reader.found)


class _Links(HTMLParser):
    """Reads tags one by one; HTMLParser knows quotes and character references."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.found: dict[str, None] = {}
        self._address = address

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the address of a link that says it is a feed of this page."""
        given = {name: value or "" for name, value in attrs}
        kind = given.get("type", "").partition(";")[0].strip().lower()
        if "alternate" not in given.get("rel", "").lower().split() or kind not in _TYPES:
            return
        found = link(given.get("href", ""), self._address) if given.get("href") else None
        if found and _safe(found):
            self.found[found] = None


def _safe(address: str) -> bool:
    return (
        len(address) <= LONGEST
        and address.isprintable()
        and not any(char.isspace() for char in address)
        and "@" not in urlsplit(address).netloc
    )
