"""The few forms of Markdown that the reference is made of."""

import re
from collections.abc import Iterable, Sequence

NOTE = "<!-- Generated from the program by `make docs`; changes by hand are lost. -->"
_PLACEHOLDER = re.compile(r"<\w+>")


def page(title: str, *parts: str) -> str:
    """Return a page: its title, the note that it is generated, and its parts with a blank line between them."""
    return "\n\n".join((f"# {title}", NOTE, *(part.strip("\n") for part in parts if part))) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a bar in a cell is escaped, and a line break becomes a blank."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def code(text: str) -> str:
    """Return a text as code within a line."""
    return f"`{text}`"


def codes(texts: Iterable[str]) -> str:
    """Return texts as code, with commas between."""
    return ", ".join(map(code, texts))


def block(text: str, language: str) -> str:
    """Return a text as a block of code."""
    return f"```{language}\n{text.strip()}\n```"


def paragraph(text: str | None) -> str:
    """Return a docstring as a paragraph: its own line breaks mean nothing, a blank line stays."""
    parts = (" ".join(part.split()) for part in (text or "").split("\n\n"))
    return _PLACEHOLDER.sub(r"`\g<0>`", "\n\n".join(parts))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
