"""Places: where the text puts the event, and whom else it names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from monitor.matching.ground import Ground
from monitor.matching.lexicon import Role
from monitor.matching.mentions import Mention
from monitor.matching.passages import Hit, Passage
from monitor.model.ids import ListId


@dataclass(eq=False)
class Surroundings:
    """All sentences of an item: where a mention's own does not tell, they may."""

    passages: tuple[Passage, ...]

    @cached_property
    def actors(self) -> tuple[ListId, ...]:
        """The actors that the item names, each once."""
        return _ids(actor for passage in self.passages for actor in passage.actors)

    @cached_property
    def places(self) -> tuple[ListId, ...]:
        """The places that the item names, each once."""
        return _ids(hit for passage in self.passages for hit in _named(passage, ()))


def places(mention: Mention, passage: Passage, item: Surroundings, ground: Ground) -> tuple[ListId, ...]:
    """Return the places of a mention: those of its sentence, the nearest first, else those of the whole item.

    A country is left out where a place inside a larger one is named; and so is a place that is not covered in another
    clause, where something else went on: before talks in Riyadh.
    """
    own = sorted(_named(passage, mention.objects), key=lambda hit: (hit.gap(mention.head), hit.first))
    first, end = passage.clause(mention.head.first)
    near = [hit for hit in own if first <= hit.first < end or _covered(hit, ground)]
    found = _ids(near) if own else item.places
    return tuple(place for place in found if ground.is_part(place)) or found


def _named(passage: Passage, things: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the places of a passage. A name that is an actor's too is a place after a word such as in."""
    located = {word.end for word in passage.of(Role.LOCATING)} | {word.first for word in passage.of(Role.STRUCK)}
    actors = {(actor.first, actor.end) for actor in passage.actors}
    owners = {thing.first for thing in things}
    for hit in passage.places:
        if (hit.first, hit.end) not in actors or hit.first in located or hit.end in owners:
            yield hit


def _covered(hit: Hit, ground: Ground) -> bool:
    return hit.sign.list is not None and ground.covers(hit.sign.list)


def _ids(hits: Iterable[Hit]) -> tuple[ListId, ...]:
    return tuple(dict.fromkeys(hit.sign.list for hit in hits if hit.sign.list))
