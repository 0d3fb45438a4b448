"""Where in a file a character of a text stands, whatever quotes, escapes and line breaks it is written with."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from monitor.model.fault import Place
from monitor.rulebook.nodes import Node

_HEADER = re.compile(r"[|>].*(?:\r\n|\r|\n|\Z)")
_ESCAPED = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n|.)", re.DOTALL)
_BREAK = re.compile(r"\r\n|\r|\n")
_BLANK_ESCAPES = frozenset("nrtv _NLP\n\r\t")


class _Sign(NamedTuple):
    """A character that is no white space, from where to where it is written."""

    first: int
    end: int


def place_within(node: Node, offset: int) -> Place:
    """Return the place of the character at an offset in a node's text; of white space, that of the end before it.

    White space is folded in many ways, but all other characters of a text are written in their order: so they count.
    """
    text = str(node.value)
    written = text if node.written is None else node.written
    before = sum(not letter.isspace() for letter in text[:offset])
    signs = list(_signs(written))
    is_sign = offset < len(text) and not text[offset].isspace()
    if is_sign and before < len(signs):
        return _place(node, written, signs[before].first)
    if 0 < before <= len(signs):
        return _place(node, written, signs[before - 1].end)
    return node.place


def _place(node: Node, written: str, index: int) -> Place:
    lines = _BREAK.split(written[:index])
    if len(lines) == 1:
        return Place(node.file, node.line, node.column + index)
    return Place(node.file, node.line + len(lines) - 1, len(lines[-1]) + 1)


def _signs(written: str) -> Iterator[_Sign]:
    quote = written[:1] if written[:1] in ("'", '"') and len(written) > 1 else ""
    header = _HEADER.match(written)
    at = header.end() if header else len(quote)
    stop = len(written) - len(quote)
    while at < stop:
        end = at + 1
        if quote == '"' and (escaped := _ESCAPED.match(written, at, stop)):
            end, blank = escaped.end(), _is_blank(escaped[0])
        elif quote == "'" and written[at] == "'":
            end, blank = at + 2, False
        else:
            blank = written[at].isspace()
        if not blank:
            yield _Sign(at, end)
        at = end


def _is_blank(escape: str) -> bool:
    """Whether an escape of double quotes stands for white space, or for nothing at the end of a line."""
    if escape[1] in "xuU" and len(escape) > 2:  # noqa: PLR2004 - a backslash and a letter
        return chr(int(escape[2:], 16)).isspace()
    return escape[1] in _BLANK_ESCAPES
