"""Counts the independent newsrooms behind an incident.

An origin is a publisher whose text is its own. Feeds of one publisher are one; an aggregator never counts; outlets that
carry the same text count once, for the outlet that had it first (ACLED's rule for sources that repeat each other). An
item that only tells of a denial reports no event.
"""

from collections.abc import Mapping, Sequence

from monitor.model.ids import ItemId, Publisher
from monitor.model.incident import Member


def outlets(members: Sequence[Member]) -> tuple[Publisher, ...]:
    """Return every publisher that reports the incident, in the order of their first items."""
    return tuple(dict.fromkeys(member.publisher for member in members if not member.denies))


def origins(members: Sequence[Member]) -> tuple[Publisher, ...]:
    """Return the independent publishers, in the order of their first items.

    Items under the same normalised title are reprints of one another, and so are copies of one text, even where the
    item that had it first is no member. A publisher with a text of its own besides a reprint is an origin by that text.
    """
    counting = [member for member in members if not (member.aggregator or member.denies)]
    same = _same_texts(counting)
    first: dict[ItemId, Publisher] = {}
    for member in counting:
        first.setdefault(_final(same, _text(member)), member.publisher)
    return tuple(dict.fromkeys(first.values()))


def _same_texts(members: Sequence[Member]) -> dict[ItemId, ItemId]:
    """Return which texts are another one because both are told under one title.

    All are looked at before any is counted: so the number of texts does not hang on the order of their telling.
    """
    same: dict[ItemId, ItemId] = {}
    titles: dict[str, ItemId] = {}
    for member in members:
        mine = _final(same, _text(member))
        before = _final(same, titles.setdefault(member.title_key, mine)) if member.title_key else mine
        if before != mine:
            same[mine] = before
    return same


def _final(same: Mapping[ItemId, ItemId], text: ItemId) -> ItemId:
    while text in same:
        text = same[text]
    return text


def _text(member: Member) -> ItemId:
    return member.item if member.copy_of is None else member.copy_of
