"""Agents: who, by the grammar of the sentence, did it.

Word order decides, after the patterns of event coding (Schrodt's TABARI: source, action, target), with the passive and
the accusation read first because they turn that order around.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role
from monitor.matching.owners import owner
from monitor.matching.passages import Passage
from monitor.matching.scenes import Scene
from monitor.matching.subjects import subject_before, subject_of_clause
from monitor.model.rule import Stance
from monitor.model.vocabulary import ListKind

NEAR = 3
"""How many tokens may stand between an actor and what it acts with: Russia's overnight drone attack."""

SOON = 6
"""How many tokens may stand between a speaker's word for itself and what it denies: it had nothing to do with."""

ARTICLE_AND_WORD = 2
"""How many tokens may stand between two who act together: Ukraine and the US."""


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did it. `sure` is true where the words say so, and not the order of the words alone."""

    actor: Hit
    sure: bool


def agent(scene: Scene) -> Doer | None:
    """Return who did it, or None when the sentence does not tell."""
    for find in (_accused, _after_by, _itself, _beside_the_deed, _after_the_deed):
        found = find(scene)
        if found is not None:
            return Doer(found, sure=True)
    subject = subject_of_clause(scene)
    if subject is None and owner_of(scene) is None:
        subject = _beside(scene, scene.instruments) or subject_before(scene)
    return Doer(subject, sure=False) if subject else None


def owner_of(scene: Scene) -> Hit | None:
    """Return the actor whose thing was struck, or who suffers the outcome."""
    return owner(scene, (_accused(scene), _after_by(scene)))


def together(scene: Scene, one: Hit) -> tuple[Hit, ...]:
    """Return an actor with those who did it beside it, in the order of the text: Ukraine and the US agree."""
    company: list[Hit] = []
    for actor in scene.actors():
        if company and not _joined(company[-1], actor, scene):
            if one in company:
                break
            company = []
        company.append(actor)
    return tuple(company) if one in company else (one,)


def _joined(one: Hit, other: Hit, scene: Scene) -> bool:
    """Whether a word such as and stands between two actors, and at most an article beside it."""
    return scene.passage.precedes(Role.JOINING, one) and one.gap(other) <= ARTICLE_AND_WORD


def _accused(scene: Scene) -> Hit | None:
    return next((speech.accused for speech in scene.accusations), None)


def _after_by(scene: Scene) -> Hit | None:
    """Return the actor of the passive: hit by Russian drones."""
    deed, passage = scene.mention.deed, scene.passage
    clauses = {passage.clause(hit.first) for hit in scene.mention.hits}
    for word in passage.of(Role.AGENT):
        if passage.language.owner_after:  # through the fault of Kyiv: such a phrase stands where it likes
            able = passage.clause(word.first) in clauses
        else:
            able = word.first >= deed.end and not passage.ended(deed.first, word.first)
        for actor in passage.actors if able else ():
            if 0 <= actor.first - word.end <= NEAR:
                return actor
    return None


def _itself(scene: Scene) -> Hit | None:
    """Return the speaker, or the subject before, for which a word such as it or its stands: its drones hit."""
    passage, deed = scene.passage, scene.mention.deed
    for word in passage.of(Role.ITSELF):
        if word.end > deed.first or passage.parted(word.end, deed.first):
            continue
        if any(word.end <= actor.first < deed.first for actor in passage.actors):
            continue
        acts = word.end == deed.first or any(each.first == word.end for each in scene.instruments)
        if acts or (deed.first - word.end <= SOON and _disowned(scene, word)):
            said = scene.speech.speaker if scene.speech and not scene.speech.accused else None
            return said or next((actor for actor in scene.actors() if actor.end <= word.first), None)
    return None


def _disowned(scene: Scene, word: Hit) -> bool:
    """Whether a denial or a negation stands beside a speaker's word for itself: denies that it hit, it did not hit."""
    return any(
        cue.sign.cue is not None
        and (
            (cue.sign.cue.stance is Stance.NEGATED and word.end <= cue.first < scene.mention.deed.first)
            or (cue.sign.cue.stance is Stance.DENIED and cue.end <= word.first)
        )
        for cue in scene.passage.of(Role.CUE)
    )


def _beside_the_deed(scene: Scene) -> Hit | None:
    """Return the actor right before the deed, or a weapon or force in its clause: Russian strikes, Ukraine's drones."""
    deed = scene.mention.deed
    first, end = scene.passage.clause(deed.first)
    near = [each for each in scene.instruments if first <= each.first < end]
    return _beside(scene, [deed]) or _beside(scene, near)


def _after_the_deed(scene: Scene) -> Hit | None:
    """Return the actor right after the deed or its weapon, where the language puts it there: ataque ruso contra."""
    passage = scene.passage
    if not passage.language.owner_after:
        return None
    deeds = {scene.mention.deed.end, *(hit.end for name in scene.weapons for hit in passage.lists.get(name, ()))}
    return next((actor for actor in scene.actors() if actor.first in deeds and _alone(actor, passage)), None)


def _alone(actor: Hit, passage: Passage) -> bool:
    """Whether a name is no adjective of the word after it: its form says so, or no word of the thing's name follows."""
    if actor.end == len(passage.tokens) or not passage.tokens[actor.end].is_word:
        return True
    if any(word.overlaps(actor) for word in passage.of(Role.DOING)):
        return True
    return any(word.first == actor.end for word in passage.of(Role.LOCATING, Role.FORCE, Role.TERMINATOR))


def _beside(scene: Scene, deeds: Iterable[Hit]) -> Hit | None:
    """Return the actor right before one of these, the one nearest to the deed."""
    passage, head = scene.passage, scene.mention.deed
    near = [
        (deed.gap(head), deed.first - actor.end, actor.first, actor)
        for actor in scene.actors()
        for deed in deeds
        if 0 <= deed.first - actor.end < NEAR
        and not passage.parted(actor.end, deed.first)
        and not any(actor.end <= thing.first < deed.first for thing in scene.mention.victims)
        and not passage.among(Role.ENDURING, actor.end, deed.first)
        and not (passage.follows(Role.JOINING, deed) and passage.precedes(Role.JOINING, actor) and _is_done(deed))
        and not _is_of_thing(actor, deed, scene)
    ]
    return min(near, key=lambda each: each[:3])[3] if near else None


def _is_done(deed: Hit) -> bool:
    """Whether it is a deed that was joined to another: defied Trump and struck; and not one of two who met."""
    return deed.sign.kind is not ListKind.ACTOR


def _is_of_thing(actor: Hit, deed: Hit, scene: Scene) -> bool:
    """Whether what looks like an actor's deed only describes the actor's thing: Ukraine's battered grid."""
    between = deed.first - actor.end == 1 and scene.passage.owns(actor)
    return between and any(thing.first == deed.end for thing in scene.mention.objects)
