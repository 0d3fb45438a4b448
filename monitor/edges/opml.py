"""Lists of feeds as other programs keep them: OPML 2.0 in and out.

What OPML has no word for stands in attributes of a namespace of our own, which other programs pass over.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers.expat import ExpatError, ParserCreate, errors
from xml.sax.saxutils import quoteattr

from monitor.model.errors import FeedListError
from monitor.model.feed import Feed
from monitor.rulebook.feedlines import interval_text
from monitor.rulebook.newfeeds import Outline
from monitor.text.normal import plain

OURS = "urn:pactwatch:feeds:1"
LARGEST = 512 << 20
LONGEST_TAG = 1 << 20
DEEPEST = 64
_STEP = 1 << 16
_TITLE = "Feeds of pactwatch"


def read_opml(path: Path) -> Iterator[Outline]:
    """Yield the feeds of an OPML file in its order, in memory that does not grow with the file.

    A document type declaration is refused, and with it every entity and every file or address that one could name.
    Raises FeedListError when the file cannot be opened, is no OPML, breaks off, or is larger or deeper than a list is.
    """
    if path.exists() and not path.is_file():
        raise FeedListError(f"{path} is not a file")
    try:
        with path.open("rb") as file:
            yield from _Reader(path).read(file)
    except OSError as error:
        raise FeedListError(f"{path} cannot be read: {error.strerror}") from error


class _Reader:
    """Reads piece by piece; what a piece brought is handed on before the next one is read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: list[Outline] = []
        self._open: list[str | None] = []
        self._parser = ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, file: BinaryIO) -> Iterator[Outline]:
        """Yield the feeds. Raises FeedListError."""
        size = 0
        while piece := file.read(_STEP):
            size += len(piece)
            if size > LARGEST:
                raise self._fault(f"the file is larger than {LARGEST >> 20} MB")
            self._take(piece)
            if size - max(self._parser.CurrentByteIndex, 0) > LONGEST_TAG:
                raise self._fault("a tag or text is longer than 1 MB")
            yield from self._handed()
        self._take(b"", last=True)
        yield from self._handed()

    def _take(self, piece: bytes, *, last: bool = False) -> None:
        try:
            self._parser.Parse(piece, last)
        except ExpatError as error:
            raise self._fault(f"this is not XML: {errors.messages.get(error.code, str(error))}") from None
        except (ValueError, LookupError) as error:  # an encoding that is none, or not of letters
            raise self._fault(f"its encoding cannot be read ({type(error).__name__}); save it as UTF-8") from None

    def _handed(self) -> Iterator[Outline]:
        found, self._found = self._found, []
        return iter(found)

    def _begin(self, name: str, given: dict[str, str]) -> None:
        if not self._open and name != "opml":
            raise self._fault("this is no OPML: its outermost element is not opml")
        if len(self._open) >= DEEPEST:
            raise self._fault(f"its folders lie more than {DEEPEST} deep in each other")
        title = given.get("text") or given.get("title") or "" if name == "outline" else None
        address = given.get("xmlUrl", "") if name == "outline" else ""
        if address.strip():
            folders = tuple(folder for folder in self._open if folder)
            ours = {key.removeprefix(f"{OURS} "): text for key, text in given.items() if key.startswith(f"{OURS} ")}
            line = self._parser.CurrentLineNumber
            self._found.append(Outline(line, address.strip(), title or "", folders, ours))
        self._open.append(title)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _doctype(self, *_: object) -> None:
        raise self._fault("it declares a document type, which OPML does not need and which can hide a bomb; remove it")

    def _fault(self, what: str) -> FeedListError:
        return FeedListError(f"{self._path}:{self._parser.CurrentLineNumber}: {what}")


def opml(feeds: Iterable[Feed]) -> str:
    """Return an OPML 2.0 document that lists feeds with all that `feeds.yaml` says of them."""
    outlines = "".join(f"    <outline {_attributes(feed)}/>\n" for feed in feeds)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0" xmlns:pactwatch="{OURS}">\n'
        f"  <head>\n    <title>{_TITLE}</title>\n  </head>\n  <body>\n{outlines}  </body>\n</opml>\n"
    )


def _attributes(feed: Feed) -> str:
    given = {
        "type": "rss",
        "text": feed.title,
        "title": feed.title,
        "xmlUrl": feed.id,
        "language": feed.languages[0] if len(feed.languages) == 1 else None,
        "pactwatch:publisher": feed.publisher,
        "pactwatch:family": feed.family,
        "pactwatch:languages": " ".join(feed.languages),
        "pactwatch:side": feed.side,
        "pactwatch:interval": interval_text(feed.interval) if feed.interval else None,
        "pactwatch:enabled": None if feed.enabled else "false",
        "pactwatch:aggregator": "true" if feed.aggregator else None,
    }
    return " ".join(f"{name}={quoteattr(plain(value))}" for name, value in given.items() if value)
