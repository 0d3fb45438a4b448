"""Speakers: who is said to have said it, and who accuses whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role
from monitor.matching.passages import Passage
from monitor.model.rule import Stance

NEAR = 4
"""How many tokens may stand between a speaker and the word that makes one: Russia's defence ministry said."""

TWO = 2


@dataclass(frozen=True, slots=True)
class Speech:
    """A speaker in a passage, and the word that makes the actor one.

    `accused` is set where somebody is accused; then nobody may be said to speak (Russia is accused of). `mutual` says
    that the accused accuses the speaker in turn, which is another speech.
    """

    speaker: Hit | None
    by: Hit | None
    accused: Hit | None = None
    mutual: bool = False


def speeches(passage: Passage) -> tuple[Speech, ...]:
    """Return who speaks in a passage; those who accuse come first, then as the text has them."""
    accusing = (*_mutual(passage), *_accusations(passage))
    found = (*_before_colon(passage), *_subjects(passage), *_sources(passage))
    first = {speech.speaker: speech for speech in reversed(found)}
    known = {speech.speaker for speech in accusing}
    return (*accusing, *(speech for speaker, speech in reversed(first.items()) if speaker not in known))


def _mutual(passage: Passage) -> Iterator[Speech]:
    """Yield both of two who accuse each other."""
    for word in passage.of(Role.RECIPROCAL):
        first, _ = passage.clause(word.first)
        sides = {actor.sign.list: actor for actor in passage.actors if first <= actor.first and actor.end <= word.first}
        if len(sides) == TWO:
            one, other = sides.values()
            yield Speech(one, word, other, mutual=True)
            yield Speech(other, word, one, mutual=True)


def _accusations(passage: Passage) -> Iterator[Speech]:
    mutual = passage.of(Role.RECIPROCAL)
    for word in passage.of(Role.ACCUSING):
        if any(word.overlaps(each) for each in mutual):
            continue
        accuser, accused = _sides(passage, word)
        if accused is not None and accuser != accused:
            yield Speech(accuser, word, accused)


def _sides(passage: Passage, word: Hit) -> tuple[Hit | None, Hit | None]:
    """Return who accuses and who is accused; the passive turns the two around, and may name the accused alone."""
    before, after = _subject(passage, word), _actor_after(passage, word)
    if passage.precedes(Role.AGENT, word):
        return after, before
    if passage.precedes(Role.OBLIQUE, word):
        return None, before
    return (None if passage.precedes(Role.LOCATING, word) else before), after


def _before_colon(passage: Passage) -> Iterator[Speech]:
    """Yield the speaker of a headline such as `Kyiv: …` or `Ukrainian military: …`."""
    forces = {hit.first for hit in passage.of(Role.FORCE)}
    for actor in passage.actors:
        end = actor.end + 1 if actor.end in forces else actor.end
        if actor.first <= 1 and end < len(passage.tokens) and passage.tokens[end].text == ":":
            yield Speech(actor, None)


def _subjects(passage: Passage) -> Iterator[Speech]:
    for word in _saying(passage):
        actor = _subject(passage, word)
        if actor is not None:
            yield Speech(actor, word)


def _sources(passage: Passage) -> Iterator[Speech]:
    """Yield who is the source: `according to Kyiv` anywhere, and `…, says Kyiv` where the word follows a mark.

    What goes on after such a mark tells what was said, and not who said it: `…, says Russia's attacks on the grid …`.
    """
    for word in passage.of(Role.SOURCING):
        actor = _actor_after(passage, word)
        if actor is not None:
            yield Speech(actor, word)
    for word in _saying(passage):
        actor = _actor_after(passage, word)
        after_mark = word.first > 0 and passage.parted(word.first - 1, word.first)
        if after_mark and actor is not None and passage.part(actor.first)[1] - actor.end <= NEAR:
            yield Speech(actor, word)


def _saying(passage: Passage) -> list[Hit]:
    denials = [hit for hit in passage.of(Role.CUE) if hit.sign.cue and hit.sign.cue.stance is Stance.DENIED]
    words = sorted((*passage.of(Role.REPORTING), *denials), key=lambda hit: hit.first)
    return [word for word in words if not any(word.overlaps(actor) for actor in passage.actors)]  # the United States


def _actor_after(passage: Passage, word: Hit) -> Hit | None:
    return next((actor for actor in passage.actors if 0 <= actor.first - word.end <= NEAR), None)


def _subject(passage: Passage, word: Hit) -> Hit | None:
    """Return the nearest actor before a word of saying, in the same part of the sentence."""
    able = [
        actor
        for actor in passage.actors
        if 0 <= word.first - actor.end <= NEAR and not passage.parted(actor.end, word.first)
    ]
    return able[-1] if able else None
