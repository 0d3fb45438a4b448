"""Agents: who, by the grammar of the sentence, did it, and to whom it was done.

Word order decides, after the patterns of event coding (Schrodt's TABARI: source, action, target), with the passive and
the accusation read first because they turn that order around.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from monitor.matching.lexicon import Role
from monitor.matching.mentions import Mention
from monitor.matching.passages import Hit, Passage
from monitor.matching.speakers import Speech
from monitor.model.ids import ListId
from monitor.model.rule import OutcomeOf

NEAR = 3
"""How many tokens may stand between an actor and what it acts with: Russia's overnight drone attack."""


ARTICLE_AND_WORD = 2
"""How many tokens may stand between two who act together: Ukraine and the US."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A mention in its passage, with the speakers there and the lists that name weapons."""

    mention: Mention
    passage: Passage
    speeches: tuple[Speech, ...]
    weapons: Collection[ListId] = ()

    def actors(self) -> Iterator[Hit]:
        """Yield the actors that can have done it.

        Who only speaks, is only where it happened, stands before a passive (Ukraine hit by drones), or is told to be
        the one who was struck or whose thing it was is left out.
        """
        speakers = {speech.speaker for speech in self.speeches}
        located = {word.end for word in self.passage.of(Role.LOCATING)}
        located |= {word.first for word in self.passage.of(Role.STRUCK)}
        located |= {thing.end for thing in self.mention.victims} if self.passage.owner_after else set()
        deed = self.mention.deed
        passive = any(word.first == deed.end for word in self.passage.of(Role.AGENT))
        for actor in self.passage.actors:
            struck = passive and actor.end <= deed.first
            if not struck and actor not in speakers and actor.first not in located and actor not in self.mention.hits:
                yield actor


def agent(scene: Scene) -> Hit | None:
    """Return the actor who did it, or None when the sentence does not tell."""
    for find in (_accused, _after_by, _beside_the_deed, _after_the_deed, _subject_of_clause):
        found = find(scene)
        if found is not None:
            return found
    return None if owner(scene) else _subject_before(scene)


def together(scene: Scene, one: Hit) -> tuple[Hit, ...]:
    """Return an actor with those who did it beside it, in the order of the text: Ukraine and the US agree."""
    company: list[Hit] = []
    for actor in scene.actors():
        if company and not _joined(company[-1], actor, scene.passage):
            if one in company:
                break
            company = []
        company.append(actor)
    return tuple(company) if one in company else (one,)


def _joined(one: Hit, other: Hit, passage: Passage) -> bool:
    """Whether a word such as and stands between two actors, and at most an article beside it."""
    joins = any(one.end <= word.first < other.first for word in passage.of(Role.JOINING))
    return joins and one.gap(other) <= ARTICLE_AND_WORD


def owner(scene: Scene) -> Hit | None:
    """Return the actor whose thing it is, as in Ukrainian refinery, or who suffers the outcome: Kyiv without power."""
    acting = {_accused(scene), _after_by(scene), *(speech.speaker for speech in scene.speeches)}
    for thing in scene.mention.victims:
        first, _ = scene.passage.clause(thing.first)
        reach = len(scene.passage.tokens) if thing is scene.mention.head else 1
        for actor in reversed(scene.passage.actors):
            if scene.passage.owner_after and actor.first == thing.end and actor not in acting:
                return actor
            if first <= actor.first and 0 <= thing.first - actor.end <= reach and actor not in acting:
                return actor
    return None


def _accused(scene: Scene) -> Hit | None:
    return next((speech.accused for speech in scene.speeches if speech.accused), None)


def _after_by(scene: Scene) -> Hit | None:
    """Return the actor of the passive: hit by Russian drones."""
    passage, deed = scene.passage, scene.mention.deed
    clauses = {passage.clause(hit.first) for hit in scene.mention.hits}
    for word in passage.of(Role.AGENT):
        if passage.owner_after:  # through the fault of Kyiv: such a phrase stands where it likes
            able = passage.clause(word.first) in clauses
        else:
            able = word.first >= deed.end and passage.clause(word.first) == passage.clause(deed.first)
        for actor in passage.actors if able else ():
            if 0 <= actor.first - word.end <= NEAR:
                return actor
    return None


def _beside_the_deed(scene: Scene) -> Hit | None:
    """Return the actor right before the deed, its cause, a weapon or a force: Russian strikes, Ukraine's drones."""
    mention, passage = scene.mention, scene.passage
    weapons = [hit for name in scene.weapons for hit in passage.lists.get(name, ())]
    for deeds in ([mention.deed], [*weapons, *passage.of(Role.FORCE)]):
        near = [
            (deed.first - actor.end, actor.first, actor)
            for actor in scene.actors()
            for deed in deeds
            if 0 <= deed.first - actor.end < NEAR
            and not passage.parted(actor.end, deed.first)
            and not any(actor.end <= thing.first < deed.first for thing in mention.victims)
        ]
        if near:
            return min(near, key=lambda each: each[:2])[2]
    return None


def _after_the_deed(scene: Scene) -> Hit | None:
    """Return the actor right after the deed or its weapon, where the language puts it there: ataque ruso contra."""
    passage = scene.passage
    if not passage.owner_after:
        return None
    deeds = {scene.mention.deed.end, *(hit.end for name in scene.weapons for hit in passage.lists.get(name, ()))}
    return next((actor for actor in scene.actors() if actor.first in deeds and _alone(actor, passage)), None)


def _alone(actor: Hit, passage: Passage) -> bool:
    """Whether a name is no adjective of the word after it: a mark, a word such as in or the sentence's end follows."""
    if actor.end == len(passage.tokens) or not passage.tokens[actor.end].is_word:
        return True
    return any(word.first == actor.end for word in passage.of(Role.LOCATING, Role.FORCE, Role.TERMINATOR))


def _subject_of_clause(scene: Scene) -> Hit | None:
    """Return the nearest actor before the deed in its clause, unless the thing that was struck stands between."""
    deed, victims = scene.mention.deed, scene.mention.victims
    first, _ = scene.passage.clause(deed.first)
    able = [
        actor
        for actor in scene.actors()
        if first <= actor.first
        and actor.end <= deed.first
        and not any(actor.end <= thing.first < deed.first for thing in victims)
    ]
    return able[-1] if able else None


def _subject_before(scene: Scene) -> Hit | None:
    """Return the sentence's subject, where the deed's clause has none of its own: Russia …, after striking …."""
    if isinstance(scene.mention.form, OutcomeOf):
        return None  # the subject of an outcome suffered it
    return next((actor for actor in scene.actors() if actor.end <= scene.mention.head.first), None)
