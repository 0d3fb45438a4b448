"""Nouns as JSON documents: what goes in comes out equal, tuples and named types included."""

from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Generic, TypeVar

from pydantic import Field, TypeAdapter

from monitor.model.delivery import Tried
from monitor.model.feed import Failing, Pace
from monitor.model.incident import Attribution, ByHand, Member, Sources, Told, Trace
from monitor.model.labels import Matchers
from monitor.model.match import Match
from monitor.model.notice import Notice

T = TypeVar("T")


REMEMBERED = 1_000
"""How many documents that are read again and again are kept as they were read: nouns do not change."""


class Document(Generic[T]):
    """One kind of document; with `remembered`, what was read lately is not read again."""

    def __init__(self, adapter: TypeAdapter[T], *, remembered: bool = False) -> None:
        self._adapter = adapter
        self._read: Callable[[str], T] = (
            lru_cache(REMEMBERED)(adapter.validate_json) if remembered else adapter.validate_json
        )

    def text(self, value: T) -> str:
        """Return the JSON. Raises ValueError for text that is not valid Unicode."""
        return self._adapter.dump_json(value).decode()

    def read(self, text: str) -> T:
        """Return what was written. Raises ValueError when it does not read as this kind of document."""
        return self._read(text)


BY_HAND = Document(TypeAdapter(ByHand), remembered=True)
FAILING = Document(TypeAdapter(Failing))
MATCH = Document(TypeAdapter(Match))
MATCHERS = Document(TypeAdapter(Matchers))
MATCHES = Document(TypeAdapter(tuple[Match, ...]))
MEMBER = Document(TypeAdapter(Member))
MEMBERS = Document(TypeAdapter(tuple[Member, ...]))
NAMES = Document(TypeAdapter(tuple[str, ...]), remembered=True)
PACE = Document(TypeAdapter(Pace))
SAID = Document(TypeAdapter(tuple[tuple[Attribution, int], ...]), remembered=True)
SOURCES = Document(TypeAdapter(Sources))
TOLD = Document(TypeAdapter(Told))
TRACES = Document(TypeAdapter(tuple[Trace, ...]), remembered=True)
TRIED = Document(TypeAdapter(Tried))
NOTICE: Document[Notice] = Document(TypeAdapter(Annotated[Notice, Field(discriminator="type")]))
