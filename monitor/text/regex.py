"""Regular expressions by RE2, whose time grows with the text and not with what a pattern could be made to try."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import re2

LONGEST = 1_000
"""Code points of a pattern."""
_ASCII_ONLY = re.compile(r"\\\\|\\[bBwW]")
_MARKS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]", re.DOTALL)
_NOTHING = "\x00"
"""Stands in no text that is judged: it is looked for to learn whether all patterns fit into the memory together."""
_MEMORY, _OF_EACH = 16 << 20, 64 << 10
"""Bytes that patterns may take when they are looked for together: so many, and so many more for each."""
_SAID = {
    "missing )": "this ( is never closed",
    "unexpected )": "this ) closes nothing; write \\) for the mark itself",
    "missing ]": "this [ is never closed",
    "missing argument to repetition operator": "nothing stands before this that could be repeated",
    "no argument for repetition operator": "nothing stands before this that could be repeated",
    "bad repetition operator": "two marks of repetition follow each other",
    "invalid repetition size": "a repetition goes from less to more, 1,000 at most",
    "invalid character class range": "this range runs backwards, or is none that RE2 knows",
    "invalid escape sequence": "RE2 knows no such escape, nor references to what was found",
    "invalid perl operator": "RE2 knows no such group: it cannot look ahead or behind",
    "invalid named capture group": "a named group is written (?P<name>...)",
    "trailing \\": "a \\ at the end means nothing; write \\\\ for the mark itself",
    "pattern too large": "the pattern is too large; repeat less",
}


class Found(NamedTuple):
    """Where a pattern stands in a text: its rank, and the range in code points."""

    rank: int
    start: int
    end: int


def pattern_fault(pattern: str) -> tuple[int, str] | None:
    """Return what is wrong with a pattern, at which of its code points, and what to do; None if nothing is."""
    if len(pattern) > LONGEST:
        return LONGEST, f"the pattern goes on after {LONGEST:,} characters; make two rules of it"
    for found in _ASCII_ONLY.finditer(pattern):
        if not pattern.isascii() and found[0] != "\\\\":
            hint = "write [^\\pL\\pN] or [\\pL\\pN] for letters of every script"
            return found.start(), f"{found[0]} knows English letters alone, and the pattern has others; {hint}"
    try:
        compiled = re2.compile(pattern, options=_options())
    except re2.error as error:
        return _told(pattern, error)
    if compiled.search(""):
        return 0, "the pattern holds where nothing stands, so it would hold everywhere; let it ask for a letter"
    return None


class Patterns:
    """Several patterns, looked for in one pass over a text. They must be without fault."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._each = [re2.compile(pattern, options=_options()) for pattern in patterns]
        self._all = re2.Set.SearchSet(_options(_MEMORY + _OF_EACH * len(patterns)))
        for pattern in (*patterns, _NOTHING):
            self._all.Add(pattern)
        self._all.Compile()
        self._fit = len(patterns) in (self._all.Match(_NOTHING) or ())

    def find(self, text: str) -> Iterator[Found]:
        """Yield where each pattern stands first in a text, by rank."""
        ranks = sorted(self._all.Match(text) or ()) if self._fit else range(len(self._each))
        for rank in ranks:
            found = self._each[rank].search(text) if rank < len(self._each) else None
            if found:
                yield Found(rank, *found.span())


def _options(memory: int = _MEMORY) -> re2.Options:
    options = re2.Options()
    options.max_mem = memory
    options.log_errors = False
    return options


def _told(pattern: str, error: Exception) -> tuple[int, str]:
    said = error.args[0]
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    kind, _, piece = text.partition(": ")
    hint = _SAID.get(kind, f"RE2 cannot read this: {text}")
    if kind.endswith(" )"):
        return _unpaired(pattern), hint
    return max(pattern.find(piece), 0) if piece else len(pattern) - 1, hint


def _unpaired(pattern: str) -> int:
    """Return where the parenthesis stands that has no other."""
    opened: list[int] = []
    for mark in _MARKS.finditer(pattern):
        if mark[0] == "(":
            opened.append(mark.start())
        elif mark[0] == ")":
            if not opened:
                return mark.start()
            opened.pop()
    return opened[-1] if opened else 0
