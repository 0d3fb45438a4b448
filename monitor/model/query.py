"""Queries: the plain form of a rule, in the notation that media analysts know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor.model.ids import ListId


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a phrase, or a stem that ends in `*`, as a list of the vocabulary would write it."""

    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Any phrase of a list of the vocabulary: `list:energy-site`."""

    list: ListId


@dataclass(frozen=True, slots=True)
class And:
    """All of its parts hold."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of its parts holds."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """Its part holds nowhere in the item."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class Near:
    """Both stand in one sentence, in either order, with at most `words` other words between them."""

    one: "Query"
    other: "Query"
    words: int


@dataclass(frozen=True, slots=True)
class InTitle:
    """Its part holds in the title: `title:strike`."""

    part: "Query"


Leaf = Term | Listed
Query = Term | Listed | And | Or | Not | Near | InTitle


def leaves(query: Query) -> tuple[Leaf, ...]:
    """Return the terms and lists of a query in its order, those that must not be there included."""
    match query:
        case Term() | Listed():
            return (query,)
        case And() | Or():
            return tuple(leaf for part in query.parts for leaf in leaves(part))
        case Near():
            return (*leaves(query.one), *leaves(query.other))
        case Not() | InTitle():
            return leaves(query.part)


def anchors(query: Query, cost: Callable[[Leaf], int]) -> tuple[Leaf, ...]:
    """Return terms of which one at least must stand in an item for the query to hold, the cheapest such choice.

    Empty where the query can hold of an item that has none of its words.
    """
    match query:
        case Term() | Listed():
            return (query,)
        case And():
            return _cheapest([anchors(part, cost) for part in query.parts], cost)
        case Near():
            return _cheapest([anchors(query.one, cost), anchors(query.other, cost)], cost)
        case Or():
            found = [anchors(part, cost) for part in query.parts]
            return tuple(leaf for each in found for leaf in each) if all(found) else ()
        case InTitle():
            return anchors(query.part, cost)
        case Not():
            return ()


def _cheapest(choices: Sequence[tuple[Leaf, ...]], cost: Callable[[Leaf], int]) -> tuple[Leaf, ...]:
    return min(filter(None, choices), key=lambda choice: sum(map(cost, choice)), default=())
