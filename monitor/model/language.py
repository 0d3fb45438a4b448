"""What pactwatch knows of a language: the words that tell how a text puts a thing. Shipped as data, one file each."""

from dataclasses import dataclass, field
from typing import Literal

from monitor.model.ids import Lang
from monitor.model.rule import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class CueSet:
    """Phrases that give the words near them a stance, after ConText (Harkema et al. 2009).

    `direction` says on which side of the cue the governed words stand (`sentence`: anywhere in its sentence), `reach`
    how many tokens it governs at most; a terminator or a separator ends it earlier, with `across` only a terminator.
    With `after_actor` it is a cue only right after an actor or its force: Russia *to* strike; with `opening` only where
    it opens the sentence: *How* Russia struck. `itself` is for forms that tell of themselves how they are meant, as a
    verb's future does: such a form governs what it stands in.
    """

    stance: Stance
    direction: Literal["after", "before", "both", "sentence", "itself"]
    reach: int
    phrases: tuple[str, ...]
    across: bool = False
    after_actor: bool = False
    opening: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """Words that name a day, seen from the day of publication.

    `weekdays` begin with Monday and `months` with January, each with the phrases for it.
    """

    today: tuple[str, ...] = ()
    yesterday: tuple[str, ...] = ()
    weekdays: tuple[tuple[str, ...], ...] = ()
    months: tuple[tuple[str, ...], ...] = ()
    last_month: tuple[str, ...] = ()
    """Words for the month before that of publication."""
    parts: tuple[tuple[str, ...], ...] = ()
    """Words for the first, second and last ten days of a month, which stand before its name: early, mid, late."""
    coming: tuple[str, ...] = ()
    """Words before a day that is still to come: next, until."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language's cues. Every phrase is found in all inflected forms of its words."""

    code: Lang
    cues: tuple[CueSet, ...] = ()
    exempt: tuple[str, ...] = ()
    """Phrases that hold a cue and put nothing any way: in an attempt to, no casualties."""
    idioms: tuple[str, ...] = ()
    """Phrases in which no word means what a word list says: hit back, strike a chord."""
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
    """Words that put the one who is accused after them: accuses, blames. With a word of `oblique` right after it, it
    puts the accused before: Russia is accused of."""
    reciprocal: tuple[str, ...] = ()
    """Phrases by which two accuse each other: accuse each other, trade accusations."""
    disputed: tuple[str, ...] = ()
    """Words by which a denial speaks of what another sentence tells: denies these claims."""
    itself: tuple[str, ...] = ()
    """Words by which a speaker speaks of itself: it, we."""
    agent: tuple[str, ...] = ()
    """Words before the one who did it in the passive: by."""
    owner_after: bool = False
    """Whether the one whose deed or thing it is may stand right after it, with no word between: ataque ruso."""
    struck: tuple[str, ...] = ()
    """Forms of names that tell that the bearer did nothing, but had it done to it, as an accusative does: Україну."""
    doing: tuple[str, ...] = ()
    """Forms of names that tell, right after the deed, that the bearer did it, as an instrumental does: ворогом."""
    joining: tuple[str, ...] = ()
    """Words and marks between two who do a thing together: and."""
    locating: tuple[str, ...] = ()
    """Words before a place or before the one who is struck: in, on, at, against."""
    beside: tuple[str, ...] = ()
    """Words before what is only near the thing that was struck: near, next to."""
    oblique: tuple[str, ...] = ()
    """Words before one who takes part, and did not do it: of, with, to."""
    enduring: tuple[str, ...] = ()
    """Words that make the one before them suffer or answer the deed after them: faces, condemns."""
    possessive: tuple[str, ...] = ()
    """What follows a name to which something belongs: 's."""
    standing: tuple[str, ...] = ()
    """Words before a deed that goes on or is known, so that it is a fact also where more is feared: relentless."""
    relative: tuple[str, ...] = ()
    """Words that begin a clause about the name before it, which the sentence then goes on with: who, whose."""
    because: tuple[str, ...] = ()
    """Words before what brought something about: after, because of. Where a language has none, another cause counts
    anywhere in the sentence."""
    compounds: tuple[str, ...] = ()
    """Words that make something else of a thing's name before them, as in power plant worker."""
    forces: tuple[str, ...] = ()
    """What acts in an actor's name, as in Russian forces."""
    breach: tuple[str, ...] = ()
    """Words for breaking a promise: violate, break."""
    abbreviations: tuple[str, ...] = ()
    """Words whose point ends no sentence, in lower case and without it."""
    times: TimeWords = field(default_factory=TimeWords)
