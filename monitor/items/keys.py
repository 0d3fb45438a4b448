"""The keys that find an item again: by its entry, and by its title."""

import unicodedata
from datetime import datetime
from itertools import zip_longest

from monitor.model.feed import Entry
from monitor.text.fingerprints import fingerprint
from monitor.text.normal import plain
from monitor.text.resemblance import slip
from monitor.text.words import words

LONGEST = 500
"""Longer entry ids are known by their fingerprint."""

FEWEST_WORDS = 3
"""A shorter title ("Live updates") is too common to tell one story from another."""

MOST_SLIPS = 2
"""Titles with more differences are two, however small each one is."""


def entry_key(entry: Entry, url_key: str, title: str, text: str) -> str:
    """Return what an entry is known by within its feed: its id, else its address, else a hash of title and date.

    An entry without a title is known by its text. Empty where the entry holds nothing at all.
    """
    own = plain(entry.entry_id or "")
    if own:
        return own if len(own) <= LONGEST else f"id:{fingerprint(own)}"
    if url_key:
        return f"url:{url_key}"
    told = title or text
    return f"text:{fingerprint(told, _day(entry.published_at or entry.updated_at))}" if told else ""


def reused_key(key: str, url_key: str, title_key: str) -> str:
    """Return the key of a story that came under an id which its feed had used for another story before."""
    return f"reused:{fingerprint(key, url_key or title_key)}"


def title_key(title: str) -> str:
    """Return a title's words, case-folded and without punctuation; empty where they are too few to name a story."""
    found = _words(title)
    return " ".join(found) if len(found) >= FEWEST_WORDS else ""


def akin(one: str, other: str) -> bool:
    """Return whether two titles may stand over one story: half the words of the shorter one are in the other.

    An empty title is akin to any.
    """
    mine, theirs = set(_words(one)), set(_words(other))
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def respelled(one: str, other: str) -> bool:
    """Return whether two titles are the same words in the same order, but for a slip or two of the pen."""
    apart = [(mine, theirs) for mine, theirs in zip_longest(_words(one), _words(other), fillvalue="") if mine != theirs]
    return len(apart) <= MOST_SLIPS and all(slip(mine, theirs) for mine, theirs in apart)


def _words(title: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", title).casefold())
    return list(words(folded))


def _day(at: datetime | None) -> str:
    return at.isoformat() if at else ""
