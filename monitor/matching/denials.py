"""Denials: a sentence that denies what another one tells."""

from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role
from monitor.matching.passages import Passage
from monitor.matching.speakers import speeches
from monitor.model.ids import ListId
from monitor.model.rule import Stance

NEAR = 6
"""How many tokens may stand between a word of denial and what it denies: denies these latest Russian claims."""

SHORT = 6
"""A sentence of so few words says nothing but its denial: Fake, says Kyiv."""


def denial(passage: Passage) -> Hit | None:
    """Return the word of denial, where a sentence denies what was said: Kyiv denies these claims, reports are fake."""
    for cue in passage.roles.get(Role.CUE, ()):
        if cue.sign.cue is None or cue.sign.cue.stance is not Stance.DENIED:
            continue
        if len(passage.tokens) <= SHORT:
            return cue
        for word in passage.of(Role.DISPUTED):
            first, end = min(cue.end, word.end), max(cue.first, word.first)
            right_side = cue.sign.cue.direction in {"both", "after" if word.first >= cue.end else "before"}
            if right_side and cue.gap(word) <= NEAR and not passage.parted(first, end):
                return cue
    return None


def denier(passage: Passage) -> ListId | None:
    """Return the actor who denies it, where the sentence names one."""
    return next((speech.speaker.sign.list for speech in speeches(passage) if speech.speaker), None)
