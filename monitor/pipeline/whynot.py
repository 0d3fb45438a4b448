"""Finds out why rules did not fire on a text, and what would have made them; it judges the text again without cues."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.matching import Engine
from monitor.matching.halves import Halves
from monitor.matching.timing import told_on
from monitor.model.half import Half
from monitor.model.match import Match, Reading
from monitor.model.rule import Rule
from monitor.pipeline.desk import Book
from monitor.teaching.remedies import remedies, remedies_of_half, window_text
from monitor.teaching.resembling import FireExamples, Nearest
from monitor.text.likeness import terms

CUES = 4
"""How many cues are left out one after the other; a mention under more of them is beyond help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A rule's match, the windows of its commitment in words, and what would have made it fire."""

    match: Match
    windows: tuple[str, ...]
    would_fire_if: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A rule that finds no event in a text, what of one it finds there, and what would have made it fire."""

    half: Half
    would_fire_if: tuple[str, ...]


def judged(book: Book, reading: Reading, matches: tuple[Match, ...]) -> Iterator[Judged]:
    """Yield each match with what would have changed it; of a rule that is no more in the rulebook nothing is known."""
    for match in matches:
        found = book.ruling(match.rule)
        if found is None:
            yield Judged(match=match, windows=(), would_fire_if=())
            continue
        commitment, rule = found
        cues = tuple(_cues(book.engine, reading, match, rule))
        needed = remedies(match, rule, commitment, cues, told_on(reading, commitment))
        windows = tuple(window_text(window, commitment.zone) for window in commitment.windows)
        yield Judged(match=match, windows=windows, would_fire_if=needed)


def halves(book: Book, reading: Reading, matches: tuple[Match, ...]) -> Iterator[Found]:
    """Yield the rules without a match of which the text holds a half, the nearest first."""
    told = {match.rule for match in matches}
    found = [half for half in Halves(book.rulebook).find(reading) if half.rule not in told]
    examples, own = FireExamples(book.rulebook), terms(reading.title, reading.lang)

    def far(half: Half) -> tuple[bool, int, float]:
        return not half.bound, -len({each.start for each in half.found}), -examples.likeness(half.rule, own)

    for half in sorted(found, key=far):
        commitment = book.commitment(half.commitment)
        if commitment is not None:
            yield Found(half=half, would_fire_if=remedies_of_half(half, commitment))


def nearest(book: Book, reading: Reading) -> Nearest | None:
    """Return the fire example, of any rule, that a text is most like; None where it shares no word with any."""
    return FireExamples(book.rulebook).nearest(terms(reading.title, reading.lang))


def _cues(engine: Engine, reading: Reading, match: Match, rule: Rule) -> Iterator[str]:
    """Yield the cues that keep a mention from a stance that the rule takes, the strongest first.

    Each is blanked out in its turn and the text judged again, for another may govern the mention as well.
    """
    for _ in range(CUES):
        cue = match.evidence.cue
        if match.stance in rule.stances or cue is None:
            return
        yield cue.text
        text = match.evidence.text
        blanked = text[: cue.start] + " " * (cue.end - cue.start) + text[cue.end :]
        field = match.evidence.field
        reading = replace(reading, **{field: blanked + getattr(reading, field)[len(blanked) :]})
        again = (each for each in engine.judge(reading) if each.rule == match.rule)
        same = next((each for each in again if each.evidence.words == match.evidence.words), None)
        if same is None:
            return
        match = same
