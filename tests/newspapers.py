"""Feed documents of invented newsrooms, as bytes."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape


@dataclass(frozen=True, kw_only=True)
class Story:
    """One entry of a feed."""

    title: str
    at: datetime
    key: str = ""
    link: str = ""
    summary: str = ""


def rss(title: str, *stories: Story) -> bytes:
    """Return an RSS 2.0 document."""
    items = "".join(
        f"<item><title>{escape(s.title)}</title><guid isPermaLink='false'>{escape(s.key or s.title)}</guid>"
        f"<link>{escape(s.link or _link(title, s))}</link><pubDate>{format_datetime(s.at)}</pubDate>"
        f"<description>{escape(s.summary)}</description></item>"
        for s in stories
    )
    return f"<rss version='2.0'><channel><title>{escape(title)}</title>{items}</channel></rss>".encode()


def atom(title: str, *stories: Story) -> bytes:
    """Return an Atom document."""
    entries = "".join(
        f"<entry><title>{escape(s.title)}</title><id>{escape(s.key or _link(title, s))}</id>"
        f"<link href='{escape(s.link or _link(title, s))}'/><published>{s.at.isoformat()}</published>"
        f"<updated>{s.at.isoformat()}</updated><summary>{escape(s.summary)}</summary></entry>"
        for s in stories
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{escape(title)}</title>{entries}</feed>".encode()


def _link(title: str, story: Story) -> str:
    return f"https://{_slug(title)}.example/{_slug(story.key or story.title)}"


def _slug(text: str) -> str:
    return "-".join(text.lower().split())[:60]
