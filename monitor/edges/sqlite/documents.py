"""Nouns as JSON documents: what goes in comes out equal, tuples and named types included."""

from typing import Annotated, Generic, TypeVar

from pydantic import Field, TypeAdapter

from monitor.model.delivery import Tried
from monitor.model.feed import Failing, Pace
from monitor.model.incident import Member, Told
from monitor.model.labels import Matchers
from monitor.model.match import Match
from monitor.model.notice import Notice

T = TypeVar("T")


class Document(Generic[T]):
    """One kind of document."""

    def __init__(self, adapter: TypeAdapter[T]) -> None:
        self._adapter = adapter

    def text(self, value: T) -> str:
        """Return the JSON. Raises ValueError for text that is not valid Unicode."""
        return self._adapter.dump_json(value).decode()

    def read(self, text: str) -> T:
        """Return what was written. Raises ValueError when it does not read as this kind of document."""
        return self._adapter.validate_json(text)


FAILING = Document(TypeAdapter(Failing))
MATCH = Document(TypeAdapter(Match))
MATCHERS = Document(TypeAdapter(Matchers))
MATCHES = Document(TypeAdapter(tuple[Match, ...]))
MEMBERS = Document(TypeAdapter(tuple[Member, ...]))
NAMES = Document(TypeAdapter(tuple[str, ...]))
PACE = Document(TypeAdapter(Pace))
TOLD = Document(TypeAdapter(Told))
TRIED = Document(TypeAdapter(Tried))
NOTICE: Document[Notice] = Document(TypeAdapter(Annotated[Notice, Field(discriminator="type")]))
