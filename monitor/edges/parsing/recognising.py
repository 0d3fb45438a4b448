"""Finds out what a document is from its content; what the server calls it is not asked."""

import re
from dataclasses import dataclass

from monitor.model.errors import PollError
from monitor.model.failure import FailureKind

FAR = 65_536
"""How many characters are searched for the root of a feed: some servers print warnings before it."""

_DIALECTS = {"rss": "rss", "channel": "rss", "feed": "atom", "rdf": "rdf"}
_PAGE_STARTS = frozenset({"head", "body"})
_NAMES_OF_PAGE_PARTS = "html a b br center div font h1 h2 meta p script span style table title"
_PAGE_PARTS = frozenset(_NAMES_OF_PAGE_PARTS.split())
_TOKEN = re.compile(r"<(?:(!--)|(\?)|!doctype\s+([\w:.-]+)|([A-Za-z_][\w:.-]*))", re.IGNORECASE)
_LINE_OF_SPACE = "\ufeff \t\r\n"


@dataclass(frozen=True, slots=True)
class Root:
    """The root of a feed in XML: its dialect, where it begins, and whether something strange stands before it."""

    dialect: str
    start: int
    junk: bool


def is_json(text: str) -> bool:
    """Return whether a document can only be JSON."""
    return text.lstrip(_LINE_OF_SPACE).startswith("{")


def find_root(text: str) -> Root:
    """Return the root of an XML feed. Raises PollError: WEB_PAGE or NOT_A_FEED."""
    at, strange = 0, not text.lstrip(_LINE_OF_SPACE).startswith("<")
    parts_of_page = False
    while (token := _TOKEN.search(text, at, FAR)) is not None:
        comment, instruction, doctype, name = token.groups()
        at = token.end()
        if comment or instruction:
            at = _behind(text, "-->" if comment else "?>", at)
            continue
        local = (name or doctype).rpartition(":")[2].lower()
        if name and local in _DIALECTS:
            return Root(_DIALECTS[local], token.start(), strange)
        if name and (local == "html" or (local in _PAGE_STARTS and not strange)):
            raise PollError(FailureKind.WEB_PAGE)
        strange = strange or bool(name)
        parts_of_page = parts_of_page or local in _PAGE_PARTS
    raise PollError(FailureKind.WEB_PAGE if parts_of_page else FailureKind.NOT_A_FEED)


def _behind(text: str, ending: str, at: int) -> int:
    found = text.find(ending, at, FAR)
    return found + len(ending) if found >= 0 else FAR
