"""Feed documents of the outlets, in three dialects."""

import json
from collections.abc import Iterable
from email.utils import format_datetime
from xml.sax.saxutils import escape

from monitor.demo.story import Beat, Outlet

TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
PAGE = b"<!doctype html><html><head><title>Night Mail</title></head><body><h1>Our site is new!</h1></body></html>"
"""What stands in place of a feed after a site was rebuilt."""


def document(outlet: Outlet, entries: Iterable[Beat]) -> bytes:
    """Return an outlet's feed with these entries, the newest first."""
    newest = sorted(entries, key=lambda entry: entry.at, reverse=True)
    return {"rss": _rss, "atom": _atom, "json": _json}[outlet.dialect](outlet, newest).encode()


def _rss(outlet: Outlet, entries: list[Beat]) -> str:
    items = "".join(
        f"<item><title>{escape(e.headline)}</title><link>{e.address}</link><guid>{e.address}</guid>"
        f"<pubDate>{format_datetime(e.at)}</pubDate><description>{escape(e.summary)}</description></item>"
        for e in entries
    )
    return f'<rss version="2.0"><channel><title>{outlet.name}</title>{items}</channel></rss>'


def _atom(outlet: Outlet, entries: list[Beat]) -> str:
    items = "".join(
        f'<entry><title>{escape(e.headline)}</title><id>{e.address}</id><link href="{e.address}"/>'
        f"<published>{e.at.isoformat()}</published><updated>{e.at.isoformat()}</updated>"
        f"<summary>{escape(e.summary)}</summary></entry>"
        for e in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{outlet.name}</title>{items}</feed>'


def _json(outlet: Outlet, entries: list[Beat]) -> str:
    items = [
        {
            "id": e.address,
            "url": e.address,
            "title": e.headline,
            "content_text": e.summary,
            "date_published": e.at.isoformat(),
        }
        for e in entries
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": outlet.name, "items": items})
