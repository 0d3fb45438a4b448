"""Scenes: a mention with all that its sentence tells of who took part."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role
from monitor.matching.mentions import Mention
from monitor.matching.passages import Passage
from monitor.matching.speakers import Speech
from monitor.matching.stance import governs
from monitor.model.ids import ListId


@dataclass(eq=False)
class Scene:
    """A mention in its passage, with the speakers there and the lists that name weapons."""

    mention: Mention
    passage: Passage
    speeches: tuple[Speech, ...]
    weapons: Collection[ListId] = ()

    @cached_property
    def accusations(self) -> tuple[Speech, ...]:
        """The accusations that are of this mention: it stands in the clause of what they accuse of, or before them."""
        return tuple(speech for speech in self.speeches if speech.accused and self._accuses(speech))

    @cached_property
    def speech(self) -> Speech | None:
        """What is said of this mention. Who denies something else in the sentence says nothing of it."""
        said = (speech for speech in self.speeches if speech.speaker and self._says(speech))
        return next(chain(self.accusations, said), None)

    @cached_property
    def instruments(self) -> tuple[Hit, ...]:
        """What one acts with or through: weapons and forces."""
        weapons = (hit for name in self.weapons for hit in self.passage.lists.get(name, ()))
        return (*weapons, *self.passage.of(Role.FORCE))

    @property
    def lists(self) -> tuple[ListId, ...]:
        """The lists of what was done, and of weapons."""
        deed = self.mention.deed.sign.list
        return (*self.weapons, deed) if deed else tuple(self.weapons)

    def told_by(self, speech: Speech) -> "Scene":
        """Return the scene as one of its speakers tells it."""
        return Scene(self.mention, self.passage, (speech,), self.weapons)

    def actors(self) -> Iterator[Hit]:
        """Yield the actors that can have done it.

        Who only speaks, is only where it happened, or stands before a passive (Ukraine hit by drones) is left out; so
        is the name of what was struck.
        """
        speakers = {speech.speaker for speech in self.speeches}
        deed = self.mention.deed
        passive, things = self.passage.precedes(Role.AGENT, deed), self.mention.objects
        for actor in self.passage.actors:
            struck = passive and actor.end <= deed.first
            named = bool(things) and all(thing.within(actor) for thing in things)
            if not (struck or named or actor in speakers or self._is_where(actor)):
                yield actor

    def _is_where(self, actor: Hit) -> bool:
        """Whether an actor only says where, or takes part: in Ukraine, with Ukraine, and not on Ukrainian drones.

        Nor has done it who is told to be the one who was struck, or whose thing it was.
        """
        passage = self.passage
        if any(word.first == actor.first for word in passage.roles.get(Role.STRUCK, ())):
            return True
        if passage.language.owner_after and any(thing.end == actor.first for thing in self.mention.victims):
            return True
        is_place = any(place.overlaps(actor) for place in passage.places)
        if passage.follows(Role.OBLIQUE, actor):
            return is_place and not passage.owns(actor)
        acts = any(deed.first == actor.end for deed in (self.mention.deed, *self.instruments))
        return passage.follows(Role.LOCATING, actor) and (is_place or not acts) and not passage.owns(actor)

    def _accuses(self, speech: Speech) -> bool:
        word, deed = speech.by, self.mention.deed
        return word is None or deed.end <= word.first or not self.passage.ended(word.end, deed.first)

    def _says(self, speech: Speech) -> bool:
        word = speech.by
        if speech.accused:
            return False
        return word is None or word.sign.role is not Role.CUE or governs(word, self.mention, self.passage)
