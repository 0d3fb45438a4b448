"""What was read from a rules folder, before anything is made of it."""

from dataclasses import dataclass

from monitor.model.fault import Fault
from monitor.rulebook.nodes import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The trees of all files that could be read, and the faults of those that could not.

    `incomplete` holds the kinds of file of which at least one could not be read: names that such a file may define
    are not called unknown.
    """

    feeds: Node | None
    alerts: Node | None
    vocabulary: tuple[Node, ...]
    commitments: tuple[Node, ...]
    languages: tuple[Node, ...]
    names: tuple[Node, ...] = ()
    faults: tuple[Fault, ...] = ()
    incomplete: frozenset[str] = frozenset()
