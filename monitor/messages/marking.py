"""A text cut into pieces: the words that matched, the cue that decided the stance, and what stands around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from monitor.model.match import CueWords, Words

_AROUND = 90
"""How many code points are kept on each side of a mark when a text is too long to be shown whole."""
_MARKS_LIMIT = 40
"""Marks beyond these are not shown: no reader counts them, and a hostile text could have thousands."""
_ELLIPSIS = "…"

Span = tuple[int, int]


class Mark(StrEnum):
    """Why a piece stands out."""

    NONE = "none"
    WORD = "word"
    CUE = "cue"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one mark."""

    text: str
    mark: Mark = Mark.NONE


def pieces(text: str, words: Sequence[Words], cue: CueWords | None, limit: int = 480) -> tuple[Piece, ...]:
    """Cut a text into pieces whose texts, joined, are the text; a long one is cut around its marks.

    Offsets count code points. Those outside the text are drawn to its ends, empty and reversed ones are dropped,
    overlapping ones are merged; where a cue and a matched word overlap, the word shows. Never longer than `limit` and
    the ellipses that stand for what was left out.
    """
    word_spans = _merged(_clamped(((w.start, w.end) for w in words[:_MARKS_LIMIT]), len(text)))
    cue_spans = _clamped([(cue.start, cue.end)] if cue else [], len(text))
    shown = _shown(text, _merged([*word_spans, *cue_spans]), limit)
    result: list[Piece] = []
    for start, end in shown:
        if start > 0:
            result.append(Piece(f" {_ELLIPSIS} " if result else f"{_ELLIPSIS} "))
        result.extend(_pieces_within(text, (start, end), word_spans, cue_spans))
    if shown and shown[-1][1] < len(text):
        result.append(Piece(f" {_ELLIPSIS}"))
    return tuple(result)


def _clamped(spans: Iterable[Span], length: int) -> list[Span]:
    drawn = ((max(start, 0), min(end, length)) for start, end in spans)
    return [(start, end) for start, end in drawn if start < end]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or touch, in order."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _shown(text: str, marks: Sequence[Span], limit: int) -> list[Span]:
    """Which parts of the text are shown: all of it, or the surroundings of its marks up to the limit."""
    if len(text) <= limit:
        return [(0, len(text))] if text else []
    wanted = marks or [(0, 0)]
    around = min(_AROUND, limit // 4) if marks else limit
    parts = _merged((_gap_before(text, start - around), _gap_after(text, end + around)) for start, end in wanted)
    kept: list[Span] = []
    left = limit
    for start, end in parts:
        if left <= 0:
            break
        kept.append((start, min(end, start + left)))
        left -= end - start
    return kept


def _gap_before(text: str, at: int) -> int:
    """Find the start of the next word at or after an offset, so that no word is cut in two."""
    if at <= 0:
        return 0
    gap = text.find(" ", at, at + _AROUND // 2)
    return at if gap < 0 else gap + 1


def _gap_after(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    gap = text.rfind(" ", at - _AROUND // 2, at)
    return at if gap < 0 else gap


def _pieces_within(text: str, part: Span, words: Sequence[Span], cues: Sequence[Span]) -> list[Piece]:
    start, end = part
    edges = {start, end} | {edge for span in (*words, *cues) for edge in span if start < edge < end}
    ordered = sorted(edges)
    found: list[Piece] = []
    for left, right in pairwise(ordered):
        mark = Mark.WORD if _within(left, words) else Mark.CUE if _within(left, cues) else Mark.NONE
        if found and found[-1].mark is mark:
            found[-1] = Piece(found[-1].text + text[left:right], mark)
        else:
            found.append(Piece(text[left:right], mark))
    return found


def _within(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)
