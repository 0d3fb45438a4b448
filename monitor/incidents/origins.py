"""Counts the independent newsrooms behind an incident.

An origin is a publisher whose text is its own. Feeds of one publisher are one; an aggregator never counts; outlets that
carry the same text count once, for the outlet that had it first (ACLED's rule for sources that repeat each other). An
item that only tells of a denial reports no event.
"""

from collections.abc import Sequence

from monitor.model.ids import Publisher
from monitor.model.incident import Member


def outlets(members: Sequence[Member]) -> tuple[Publisher, ...]:
    """Return every publisher that reports the incident, in the order of their first items."""
    return tuple(dict.fromkeys(member.publisher for member in members if not member.denies))


def origins(members: Sequence[Member]) -> tuple[Publisher, ...]:
    """Return the independent publishers, in the order of their first items.

    Texts under the same normalised title are reprints of one another. A publisher with a text of its own besides a
    reprint is an origin by that text.
    """
    found: dict[Publisher, None] = {}
    titles: set[str] = set()
    for member in members:
        if member.aggregator or member.denies:
            continue
        if member.title_key and member.title_key in titles:
            continue
        titles.add(member.title_key)
        found[member.publisher] = None
    return tuple(found)
