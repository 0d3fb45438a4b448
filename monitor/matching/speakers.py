"""Speakers: who is said to have said it, and who accuses whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.matching.lexicon import Role
from monitor.matching.passages import Hit, Passage
from monitor.model.rule import Stance

NEAR = 4
"""How many tokens may stand between a speaker and the word that makes one: Russia's defence ministry said."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A speaker in a passage, and the word that makes the actor one. `accused` is set where it accuses somebody."""

    speaker: Hit
    by: Hit | None
    accused: Hit | None = None


def speeches(passage: Passage) -> tuple[Speech, ...]:
    """Return who speaks in a passage; those who accuse come first, then as the text has them."""
    found = (*_accusations(passage), *_before_colon(passage), *_subjects(passage), *_sources(passage))
    return tuple({speech.speaker: speech for speech in reversed(found)}.values())[::-1]


def _accusations(passage: Passage) -> Iterator[Speech]:
    for word in passage.of(Role.ACCUSING):
        accuser = _subject(passage, word)
        accused = next((actor for actor in passage.actors if 0 <= actor.first - word.end <= NEAR), None)
        if accuser is not None and accused is not None:
            yield Speech(accuser, word, accused)


def _before_colon(passage: Passage) -> Iterator[Speech]:
    """Yield the speaker of a headline such as `Kyiv: …` or `Ukrainian military: …`."""
    forces = {hit.first for hit in passage.of(Role.FORCE)}
    for actor in passage.actors:
        end = actor.end + 1 if actor.end in forces else actor.end
        if actor.first <= 1 and end < len(passage.tokens) and passage.tokens[end].text == ":":
            yield Speech(actor, None)


def _subjects(passage: Passage) -> Iterator[Speech]:
    for word in _saying(passage):
        subject = _subject(passage, word)
        if subject is not None:
            yield Speech(subject, word)


def _sources(passage: Passage) -> Iterator[Speech]:
    """Yield who is the source: `according to Kyiv` anywhere, and `…, says Kyiv` where the word follows a mark."""
    after_mark = [word for word in _saying(passage) if word.first > 0 and passage.parted(word.first - 1, word.first)]
    for word in (*passage.of(Role.SOURCING), *after_mark):
        for actor in passage.actors:
            if 0 <= actor.first - word.end <= NEAR:
                yield Speech(actor, word)
                break


def _saying(passage: Passage) -> list[Hit]:
    denials = [hit for hit in passage.of(Role.CUE) if hit.sign.cue and hit.sign.cue.stance is Stance.DENIED]
    words = sorted((*passage.of(Role.REPORTING), *denials), key=lambda hit: hit.first)
    return [word for word in words if not any(word.overlaps(actor) for actor in passage.actors)]  # the United States


def _subject(passage: Passage, word: Hit) -> Hit | None:
    """Return the nearest actor before a word of saying, in the same part of the sentence."""
    able = [
        actor
        for actor in passage.actors
        if 0 <= word.first - actor.end <= NEAR and not passage.parted(actor.end, word.first)
    ]
    return able[-1] if able else None
