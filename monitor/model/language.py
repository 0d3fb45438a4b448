"""What pactwatch knows of a language: the words that tell how a text puts a thing. Shipped as data, one file each."""

from dataclasses import dataclass
from typing import Literal

from monitor.model.ids import Lang
from monitor.model.rule import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class CueSet:
    """Phrases that give the words near them a stance, after ConText (Harkema et al. 2009).

    `direction` says on which side of the cue the governed words stand (`sentence`: anywhere in its sentence), `reach`
    how many tokens it governs at most; a terminator ends it earlier.
    """

    stance: Stance
    direction: Literal["after", "before", "both", "sentence"]
    reach: int
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language's cues. Every phrase is found in all inflected forms of its words."""

    code: Lang
    cues: tuple[CueSet, ...] = ()
    terminators: tuple[str, ...] = ()
    reporting: tuple[str, ...] = ()
    """Words by which a speaker is said to have said it: says, according to."""
    accusing: tuple[str, ...] = ()
    """Words that put the one who is accused after them: accuses, blames."""
    agent: tuple[str, ...] = ()
    """Words before the one who did it in the passive: by."""
    breach: tuple[str, ...] = ()
    """Words for breaking a promise: violate, break."""
