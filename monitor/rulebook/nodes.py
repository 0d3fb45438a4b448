"""Nodes: what a rule file says, with the line and column of every key and value."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.model.fault import Place

Scalar = str | int | float | bool | None
Step = str | int
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A value in a file: a scalar, a list of nodes, or a mapping from keys to nodes.

    `line` and `column` count from 1 and say where the value begins; `key` where its key stands, in a mapping. `written`
    is a scalar as the file has it, quotes and line breaks included, where that is not its value.
    """

    file: str
    line: int
    column: int
    value: "Scalar | list[Node] | dict[str, Node]"
    key: tuple[int, int] | None = None
    written: str | None = None

    @property
    def place(self) -> Place:
        """Where the value begins."""
        return Place(self.file, self.line, self.column)

    @property
    def key_place(self) -> Place:
        """Where the key of the value stands; where the value begins if it has none."""
        return Place(self.file, *self.key) if self.key else self.place

    def get(self, step: Step) -> "Node | None":
        """Return the node under a key or at an index, or None."""
        if isinstance(self.value, dict) and isinstance(step, str):
            return self.value.get(step)
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    def at(self, path: Path) -> "Node":
        """Return the node that a path leads to, or the last one before it leads nowhere."""
        node = self
        for step in path:
            below = node.get(step)
            if below is None:
                return node
            node = below
        return node

    def is_mapping(self, step: Step) -> bool:
        """Return whether there is a mapping under a key or at an index."""
        below = self.get(step)
        return below is not None and isinstance(below.value, dict)

    def text(self, step: Step) -> str | None:
        """Return the text under a key or at an index, or None where there is none."""
        below = self.get(step)
        return below.value if below is not None and isinstance(below.value, str) else None

    def entries(self, key: str) -> Iterator["tuple[str, Node]"]:
        """Walk the entries of the mapping under a key; nothing if there is none."""
        below = self.get(key)
        if below is not None and isinstance(below.value, dict):
            yield from below.value.items()

    def members(self, key: str) -> Iterator["Node"]:
        """Walk the members of the list under a key; nothing if there is none."""
        below = self.get(key)
        if below is not None and isinstance(below.value, list):
            yield from below.value

    def walk(self, path: Path = ()) -> Iterator["tuple[Path, Node]"]:
        """Walk this node and all below it, each with the path that leads to it."""
        yield path, self
        below = self.value.items() if isinstance(self.value, dict) else ()
        for key, node in below:
            yield from node.walk((*path, key))
        for index, node in enumerate(self.value if isinstance(self.value, list) else ()):
            yield from node.walk((*path, index))

    def data(self) -> object:
        """Return the value as plain lists, dicts and scalars."""
        if isinstance(self.value, dict):
            return {key: node.data() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.data() for node in self.value]
        return self.value
