"""The stance gate: how the text puts the mention."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.matching.days import is_date
from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role
from monitor.matching.mentions import Mention
from monitor.matching.passages import Passage
from monitor.model.language import CueSet
from monitor.model.match import CueWords, Gate
from monitor.model.rule import Rule, Stance

STRENGTH = {stance: rank for rank, stance in enumerate(Stance)}
"""The strongest stance has the lowest rank."""

FACT = 3
"""How many tokens may stand between a word such as by and the deed that it tells as a fact."""

OPENING = 1
"""Before which token a cue must stand that is one only where it opens the sentence; a mark may stand before it."""


@dataclass(frozen=True, slots=True)
class Put:
    """A stance and the words that gave it; no cue where nothing but a speaker did, or nothing at all.

    `why` is set where another sentence gave it.
    """

    stance: Stance
    cue: Hit | None = None
    why: str = ""


def put(mention: Mention, passage: Passage, *, is_said: bool, by_accused: bool) -> Put:
    """Return a mention's stance: that of the strongest cue that governs it, else claimed if it is a party's word.

    Where the one who would have done it says that it did not happen, it is denied and not only negated.
    """
    cues = sorted(_governing(mention, passage), key=lambda hit: (STRENGTH[_stance(hit)], hit.first))
    if not cues:
        return Put(Stance.CLAIMED if is_said else Stance.REPORTED)
    if _stance(cues[0]) is Stance.NEGATED and by_accused:
        return Put(Stance.DENIED, cues[0])
    return Put(_stance(cues[0]), cues[0])


def stronger(one: tuple[Put, Passage], other: tuple[Put, Passage]) -> tuple[Put, Passage]:
    """Return the stronger of two stances, with the passage that gave it."""
    return min(one, other, key=lambda each: STRENGTH[each[0].stance])


def gate(rule: Rule, found: Put, passage: Passage) -> Gate:
    """Pass where the rule takes this stance."""
    words = f': "{passage.words(found.cue)}"' if found.cue else f"; {found.why}" if found.why else ""
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
        own = any(hit.overlaps(each) and not _wider(hit, each) for each in mention.hits)
        if is_date(hit, passage) or (own and not _of_itself(hit)):
            continue
        if governs(hit, mention, passage):
            yield hit


def governs(hit: Hit, mention: Mention, passage: Passage) -> bool:
    """Whether a mention lies within the reach of a cue."""
    return any(_reaches(hit, head, passage) for head in mention.heads)


def _reaches(hit: Hit, head: Hit, passage: Passage) -> bool:
    cue = hit.sign.cue
    if cue is None or (head.gap(hit) >= cue.reach and cue.direction != "sentence"):
        return False
    if _of_itself(hit):
        return hit.overlaps(head)
    if cue.after_actor and not any(each.end == hit.first for each in (*passage.actors, *passage.of(Role.FORCE))):
        return False
    stops = passage.ended if cue.across else passage.parted
    if cue.opening and hit.first > OPENING:
        return False
    if cue.stance is Stance.PLEDGED and _broken(hit, passage):
        return False
    after = head.first >= hit.end and not stops(hit.end, head.first) and not _presupposed(cue, hit, head, passage)
    before = head.end <= hit.first and not stops(head.end, hit.first)
    sides: dict[str, bool] = {"after": after, "before": before, "both": after or before, "sentence": True}
    return sides[cue.direction]


def _broken(hit: Hit, passage: Passage) -> bool:
    """Whether a pledge is said to be broken, so that what it forbids was done: violated its promise to halt."""
    breaches = (word for word in passage.of(Role.BREACH) if 0 <= hit.first - word.end <= FACT)
    return any(not passage.parted(word.end, hit.first) for word in breaches)


def _presupposed(cue: CueSet, hit: Hit, head: Hit, passage: Passage) -> bool:
    """Whether a deed after a cue is told as a fact: to avoid overwhelming a grid hobbled by repeated strikes."""
    if cue.stance is Stance.DENIED:
        return False
    if cue.stance is Stance.HYPOTHETICAL and passage.follows(Role.STANDING, head):
        return True
    return any(hit.end <= word.first and 0 <= head.first - word.end <= FACT for word in passage.of(Role.AGENT))


def _of_itself(hit: Hit) -> bool:
    return hit.sign.cue is not None and hit.sign.cue.direction == "itself"


def _wider(hit: Hit, own: Hit) -> bool:
    return hit.first <= own.first and own.end <= hit.end and hit.end - hit.first > own.end - own.first


def _stance(hit: Hit) -> Stance:
    return hit.sign.cue.stance if hit.sign.cue else Stance.REPORTED
