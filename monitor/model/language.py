"""What pactwatch knows of a language: the words that tell how a text puts a thing. Shipped as data, one file each."""

from dataclasses import dataclass, field
from typing import Literal

from monitor.model.ids import Lang
from monitor.model.rule import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class CueSet:
    """Phrases that give the words near them a stance, after ConText (Harkema et al. 2009).

    `direction` says on which side of the cue the governed words stand (`sentence`: anywhere in its sentence), `reach`
    how many tokens it governs at most; a terminator or a separator ends it earlier. `itself` is for forms that tell of
    themselves how they are meant, as a verb's future does: such a form governs what it stands in.
    """

    stance: Stance
    direction: Literal["after", "before", "both", "sentence", "itself"]
    reach: int
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """Words that name a day, seen from the day of publication.

    `weekdays` begin with Monday and `months` with January, each with the phrases for it.
    """

    today: tuple[str, ...] = ()
    yesterday: tuple[str, ...] = ()
    weekdays: tuple[tuple[str, ...], ...] = ()
    months: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language's cues. Every phrase is found in all inflected forms of its words."""

    code: Lang
    cues: tuple[CueSet, ...] = ()
    terminators: tuple[str, ...] = ()
    """Words and marks between two clauses; no cue reaches past one: after, while, a dash."""
    separators: tuple[str, ...] = ()
    """Marks inside a clause that no cue reaches past either: the comma."""
    linking: tuple[str, ...] = ()
    """Marks, with the word after them, that lead from a word of saying to what was said; they end nothing: `, dass`."""
    reporting: tuple[str, ...] = ()
    """Words by which a speaker is said to have said it; the speaker stands before, or ends the sentence: says."""
    sourcing: tuple[str, ...] = ()
    """Words that put the speaker after them: according to."""
    accusing: tuple[str, ...] = ()
    """Words that put the one who is accused after them: accuses, blames."""
    agent: tuple[str, ...] = ()
    """Words before the one who did it in the passive: by."""
    owner_after: bool = False
    """Whether the one whose deed or thing it is may stand right after it, with no word between: ataque ruso."""
    struck: tuple[str, ...] = ()
    """Forms of names that tell that the bearer did nothing, but had it done to it, as an accusative does: Україну."""
    joining: tuple[str, ...] = ()
    """Words and marks between two who do a thing together: and."""
    locating: tuple[str, ...] = ()
    """Words before a place or before the one who is struck: in, on, at, against."""
    forces: tuple[str, ...] = ()
    """What acts in an actor's name, as in Russian forces."""
    breach: tuple[str, ...] = ()
    """Words for breaking a promise: violate, break."""
    abbreviations: tuple[str, ...] = ()
    """Words whose point ends no sentence, in lower case and without it."""
    times: TimeWords = field(default_factory=TimeWords)
