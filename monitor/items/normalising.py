"""Makes an item of an entry: plain text, keys, language and time."""

from datetime import datetime

from monitor.items.dating import dated
from monitor.items.keys import entry_key, title_key
from monitor.items.languages import language
from monitor.model.feed import Entry, Feed
from monitor.model.ids import Lang
from monitor.model.item import Item
from monitor.text.addresses import address_key, canonical
from monitor.text.fingerprints import fingerprint
from monitor.text.markup import text_of
from monitor.text.normal import cut, plain

TITLE = 1_000
SUMMARY = 10_000
BODY = 50_000
"""How many code points are kept of each text. One that was longer ends in an ellipsis."""


def normalise(entry: Entry, feed: Feed, now: datetime, feed_lang: Lang | None) -> Item:
    """Return the item that an entry of a feed is; `feed_lang` is the language its document declares.

    The title is one line. Summary and body have a line for each block of their markup, so that a heading and the
    sentence after it stay two. A summary that only repeats the title is dropped, and a body that repeats either.
    """
    title = cut(plain(text_of(entry.title)), TITLE)
    summary = _unless_told(cut(text_of(entry.summary), SUMMARY), title)
    body = _unless_told(cut(text_of(entry.body), BODY), title, summary)
    url = canonical(entry.link) if entry.link else None
    url_key = address_key(url)
    published_at, certainty = dated(entry, now)
    return Item(
        feed=feed.id,
        publisher=feed.publisher,
        entry_key=entry_key(entry, url_key, title, summary or body),
        url=url,
        url_key=url_key,
        title_key=title_key(title),
        title=title,
        summary=summary,
        body=body,
        lang=language(entry, feed, feed_lang),
        published_at=published_at,
        certainty=certainty,
        first_seen_at=now,
        fingerprint=fingerprint(title, summary, body),
        aggregator=feed.aggregator,
        family=feed.family,
        side=feed.side,
        listed=feed.listed,
    )


def _unless_told(text: str, *told: str) -> str:
    """Return a text, or nothing where it has the same words as one that was told before it."""
    return "" if _words(text) in {_words(other) for other in told} else text


def _words(text: str) -> str:
    return plain(text).rstrip(".…").casefold()
