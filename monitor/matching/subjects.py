"""Subjects: the actor that a verb belongs to, where nothing nearer tells who did it."""

from collections.abc import Iterator

from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role
from monitor.matching.scenes import Scene
from monitor.model.rule import OutcomeOf


def subject_of_clause(scene: Scene) -> Hit | None:
    """Return the subject of the deed's clause: the nearest actor before it that can be one.

    Of a deed that is joined to another (defied Trump and struck) it is the first, be it one who speaks. Where a clause
    about the subject was put in between (Russia, whose envoys …, bombed), it stands before that one.
    """
    passage, deed = scene.passage, scene.mention.deed
    first, _ = passage.clause(deed.first)
    begins = passage.part(deed.first)[0] == deed.first
    if passage.follows(Role.JOINING, deed) and not begins:
        return next((actor for actor in passage.actors if first <= actor.first and actor.end <= deed.first), None)
    able = [actor for actor in _subjects(scene, deed.first) if first <= actor.first]
    if begins or not able:
        before = _before_relative(scene, first)
        if before is not None:
            return before
    return able[-1] if able else None


def subject_before(scene: Scene) -> Hit | None:
    """Return the sentence's subject, where the deed's clause has none of its own: Russia …, after striking ….

    A deed told as a noun has none: amid attacks on the grid.
    """
    if isinstance(scene.mention.form, OutcomeOf) or _is_noun(scene):
        return None  # the subject of an outcome suffered it
    return next(_subjects(scene, scene.mention.head.first), None)


def _is_noun(scene: Scene) -> bool:
    """Whether the deed stands as a noun before a word such as on: attacks on power plants."""
    passage, head = scene.passage, scene.mention.head
    return passage.precedes(Role.LOCATING, head) or passage.precedes(Role.OBLIQUE, head)


def _before_relative(scene: Scene, first: int) -> Hit | None:
    """Return the subject that a relative clause was put after, when the deed's own clause begins with that clause."""
    begins = any(word.first <= first <= word.end for word in scene.passage.of(Role.RELATIVE))
    before = list(_subjects(scene, first)) if begins else []
    return before[-1] if before else None


def _subjects(scene: Scene, end: int) -> Iterator[Hit]:
    """Yield the actors before a token that can be the subject of a verb there.

    That is nobody to whom something else belongs, who only takes part (talks with Ukraine) or who endures the deed;
    and nobody where the thing that was struck stands between.
    """
    passage, things = scene.passage, scene.mention.victims
    for actor in scene.actors():
        if actor.end > end or any(actor.end <= thing.first < end for thing in things):
            continue
        oblique = passage.follows(Role.OBLIQUE, actor) or passage.owns(actor)
        if not oblique and not passage.among(Role.ENDURING, actor.end, end):
            yield actor
