"""Owners: to whom it was done."""

from collections.abc import Iterable

from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role
from monitor.matching.scenes import Scene

BESIDE = 1
"""How many tokens may stand between an owner's name and the thing."""

POSSESSED = 3
"""How many may where the name is marked as the owner's: Ukraine's vulnerable power grid."""


def owner(scene: Scene, acting: Iterable[Hit | None]) -> Hit | None:
    """Return the actor whose thing it is, as in Ukrainian refinery, or who suffers the outcome: Kyiv without power.

    A thing whose own name is an actor's (a company, a fleet) belongs to that actor. Who acts or speaks owns nothing.
    """
    deed = scene.mention.deed
    others = {*acting, *(speech.speaker for speech in scene.speeches)}
    for thing in scene.mention.victims:
        first, _ = scene.passage.clause(thing.first)
        for actor in reversed(scene.passage.actors):
            if thing.within(actor):
                return actor
            if scene.passage.language.owner_after and actor.first == thing.end and actor not in others:
                return actor
            near = first <= actor.first and 0 <= thing.first - actor.end <= _reach(scene, thing, actor)
            acts = actor.end <= deed.first and deed.end <= thing.first and not scene.passage.owns(actor)
            if near and not acts and not _after_the_deed(scene, thing, actor) and actor not in others:
                return actor
    return None


def _after_the_deed(scene: Scene, thing: Hit, actor: Hit) -> bool:
    """Whether the deed before an outcome is this actor's: ataque ruso deja sin luz."""
    after = scene.passage.language.owner_after and actor.first == scene.mention.deed.end
    return after and thing is scene.mention.head


def _reach(scene: Scene, thing: Hit, actor: Hit) -> int:
    if scene.passage.parted(actor.end, thing.first):
        return 0
    if thing is scene.mention.head:
        return len(scene.passage.tokens)
    if scene.passage.among(Role.CUE, actor.end, thing.first):  # Ukraine habe Kraftwerk angegriffen
        return 0
    return POSSESSED if scene.passage.owns(actor) else BESIDE
