"""A place in a trie of words (Fredkin 1960)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V")


@dataclass(slots=True)
class Node(Generic[V]):
    """What words lead on to, and what ends here.

    Most nodes are the end of a name and lead nowhere: what would be empty is not made. `doubtful` are values that count
    only where the words are a name.
    """

    following: "dict[str, Node[V]] | None" = None
    stems: "dict[str, Node[V]] | None" = None
    lengths: tuple[int, ...] = ()
    values: tuple[V, ...] = ()
    doubtful: tuple[V, ...] = ()

    def step(self, key: str) -> "Node[V] | None":
        """Return the node that a key leads to."""
        return self.following.get(key) if self.following is not None else None

    def stemmed(self, word: str) -> "Iterator[Node[V]]":
        """Yield the nodes that a word leads to by stems that it begins with."""
        if self.stems is not None:
            for length in self.lengths:
                if next_ := self.stems.get(word[:length]):
                    yield next_

    def grow(self, key: str) -> "Node[V]":
        """Return the node that a key leads to; make it where there is none."""
        if self.following is None:
            self.following = {}
        return self.following.setdefault(key, Node())

    def grow_stem(self, stem: str) -> "Node[V]":
        """Return the node that words with a stem lead to; make it where there is none."""
        if self.stems is None:
            self.stems = {}
        if len(stem) not in self.lengths:
            self.lengths = (*self.lengths, len(stem))
        return self.stems.setdefault(stem, Node())
