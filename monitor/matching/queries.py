"""Queries: whether one holds in a field of an item, and by which words.

AND and OR ask within one field: the title, the summary, or the beginning of the body. NEAR and phrases ask within one
sentence, `title:` asks the title whatever the field, and NOT asks all fields: what must not be there is nowhere.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role
from monitor.matching.passages import Passage
from monitor.model.match import Field
from monitor.model.query import And, InTitle, Leaf, Listed, Near, Not, Or, Query, Term


class Spot(NamedTuple):
    """Words of a query in a passage."""

    passage: Passage
    hit: Hit


Seen = Mapping[Field, Mapping[Leaf, Sequence[Spot]]]
"""What stands in each field of an item. A word of a list in a sense that does not count stands nowhere."""


def seen(passages: Iterable[Passage]) -> Seen:
    """Return the terms and lists that stand in passages, in the order of the text."""
    found: dict[Field, dict[Leaf, list[Spot]]] = {}
    for passage in passages:
        leaves = found.setdefault(passage.field, {})
        for name, hits in passage.lists.items():
            sound = [Spot(passage, hit) for hit in hits if hit.other_sense is None]
            if sound:
                leaves.setdefault(Listed(name), []).extend(sound)
        for hit in passage.roles.get(Role.TERM, ()):
            leaves.setdefault(Term(hit.sign.term or ""), []).append(Spot(passage, hit))
    return found


def spots(query: Query, field: Field, item: Seen) -> tuple[Spot, ...] | None:
    """Return the words of a field by which a query holds there, or None where it does not hold.

    No words are returned where it holds by what stands in the title, or by what stands nowhere.
    """
    match query:
        case Term() | Listed():
            found = item.get(field, {}).get(query)
            return tuple(found) if found else None
        case And():
            parts = [spots(part, field, item) for part in query.parts]
            return None if None in parts else _together(parts)
        case Or():
            return _any([spots(part, field, item) for part in query.parts])
        case Near():
            return _near(query, field, item)
        case InTitle():
            found = spots(query.part, "title", item)
            return found if found is None or field == "title" else ()
        case Not():
            return None if any(spots(query.part, each, item) is not None for each in item) else ()


def _any(parts: Sequence[tuple[Spot, ...] | None]) -> tuple[Spot, ...] | None:
    held = [part for part in parts if part is not None]
    return _together(held) if held else None


def _together(parts: Iterable[tuple[Spot, ...] | None]) -> tuple[Spot, ...]:
    return tuple(dict.fromkeys(spot for part in parts if part for spot in part))


def _near(query: Near, field: Field, item: Seen) -> tuple[Spot, ...] | None:
    one, other = spots(query.one, field, item), spots(query.other, field, item)
    if not one or not other:
        return None
    beside = _by_passage(other)
    found = [
        spot
        for passage, hits in _by_passage(one).items()
        if passage in beside
        for pair in _pairs(passage, hits, beside[passage], query.words)
        for spot in pair
    ]
    return tuple(dict.fromkeys(found)) or None


def _by_passage(found: Iterable[Spot]) -> dict[Passage, list[Hit]]:
    hits: dict[Passage, list[Hit]] = {}
    for spot in found:
        hits.setdefault(spot.passage, []).append(spot.hit)
    return hits


def _pairs(passage: Passage, ones: Sequence[Hit], others: Sequence[Hit], most: int) -> Iterator[tuple[Spot, Spot]]:
    """Yield each hit with the nearest others before and after it, where at most so many words stand between."""
    words = [0, *accumulate(token.is_word for token in passage.tokens)]
    by_first = sorted(others, key=lambda hit: hit.first)
    by_end = sorted(others, key=lambda hit: hit.end)
    for hit in ones:
        after = bisect_left(by_first, hit.end, key=lambda each: each.first)
        before = bisect_right(by_end, hit.first, key=lambda each: each.end)
        if after < len(by_first) and words[by_first[after].first] - words[hit.end] <= most:
            yield Spot(passage, hit), Spot(passage, by_first[after])
        if before and words[hit.first] - words[by_end[before - 1].end] <= most:
            yield Spot(passage, by_end[before - 1]), Spot(passage, hit)
