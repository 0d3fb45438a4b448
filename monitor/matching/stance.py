"""The stance gate: how the text puts the mention."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.matching.lexicon import Role
from monitor.matching.mentions import Mention
from monitor.matching.passages import Hit, Passage
from monitor.model.match import CueWords, Gate
from monitor.model.rule import Rule, Stance

STRENGTH = {stance: rank for rank, stance in enumerate(Stance)}
"""The strongest stance has the lowest rank."""


@dataclass(frozen=True, slots=True)
class Put:
    """A stance and the words that gave it; no cue where nothing but a speaker did, or nothing at all."""

    stance: Stance
    cue: Hit | None = None


def put(mention: Mention, passage: Passage, *, by_party: bool, by_accused: bool) -> Put:
    """Return a mention's stance: that of the strongest cue that governs it, else claimed if a party says so.

    Where the one who would have done it says that it did not happen, it is denied and not only negated.
    """
    cues = sorted(_governing(mention, passage), key=lambda hit: (STRENGTH[_stance(hit)], hit.first))
    if not cues:
        return Put(Stance.CLAIMED if by_party else Stance.REPORTED)
    if _stance(cues[0]) is Stance.NEGATED and by_accused:
        return Put(Stance.DENIED, cues[0])
    return Put(_stance(cues[0]), cues[0])


def gate(rule: Rule, found: Put, passage: Passage) -> Gate:
    """Pass where the rule takes this stance."""
    words = f': "{passage.words(found.cue)}"' if found.cue else ""
    if found.stance in rule.stances:
        return Gate(gate="stance", passed=True, why=f"the text puts it as {found.stance}{words}")
    takes = " or ".join(rule.stances)
    return Gate(gate="stance", passed=False, why=f"the text puts it as {found.stance}{words}; the rule takes {takes}")


def cue_words(found: Put, passage: Passage) -> CueWords | None:
    """Return the words that decided, with their place in the text."""
    if found.cue is None:
        return None
    start, end = passage.span(found.cue.first, found.cue.end)
    return CueWords(text=passage.text[start:end], start=start, end=end)


def _governing(mention: Mention, passage: Passage) -> Iterator[Hit]:
    for hit in passage.of(Role.CUE):
        if not _of_itself(hit) and any(hit.overlaps(own) and not _wider(hit, own) for own in mention.hits):
            continue
        if governs(hit, mention, passage):
            yield hit


def governs(hit: Hit, mention: Mention, passage: Passage) -> bool:
    """Whether a mention lies within the reach of a cue."""
    return any(_reaches(hit, head, passage) for head in mention.heads)


def _reaches(hit: Hit, head: Hit, passage: Passage) -> bool:
    cue = hit.sign.cue
    if cue is None:
        return False
    if cue.direction == "sentence":
        return True
    if _of_itself(hit):
        return hit.overlaps(head)
    after = head.first >= hit.end and not passage.parted(hit.end, head.first)
    before = head.end <= hit.first and not passage.parted(head.end, hit.first)
    sides: Sequence[bool] = {"after": (after,), "before": (before,), "both": (after, before)}[cue.direction]
    return any(sides) and head.gap(hit) < cue.reach


def _of_itself(hit: Hit) -> bool:
    return hit.sign.cue is not None and hit.sign.cue.direction == "itself"


def _wider(hit: Hit, own: Hit) -> bool:
    return hit.first <= own.first and own.end <= hit.end and hit.end - hit.first > own.end - own.first


def _stance(hit: Hit) -> Stance:
    return hit.sign.cue.stance if hit.sign.cue else Stance.REPORTED
