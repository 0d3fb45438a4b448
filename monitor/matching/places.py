"""Places: where the text puts the event."""

from collections.abc import Iterable, Iterator, Sequence

from monitor.matching.ground import Ground
from monitor.matching.lexicon import Role
from monitor.matching.mentions import Mention
from monitor.matching.passages import Hit, Passage
from monitor.model.ids import ListId


def places(mention: Mention, passage: Passage, item: Sequence[Passage], ground: Ground) -> tuple[ListId, ...]:
    """Return the places of a mention: those of its sentence, the nearest first, else those of the rest of the item.

    A country is left out where a place inside a larger one is named.
    """
    own = sorted(_named(passage, mention.objects), key=lambda hit: (hit.gap(mention.head), hit.first))
    beside = (hit for other in item if other is not passage for hit in _named(other, ()))
    for found in (_ids(own), _ids(beside)):
        parts = tuple(place for place in found if ground.is_part(place))
        if parts or found:
            return parts or found
    return ()


def _named(passage: Passage, things: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the places of a passage. A name that is an actor's as well is a place after a word such as in."""
    located = {word.end for word in passage.of(Role.LOCATING)}
    actors = {(actor.first, actor.end) for actor in passage.actors}
    owners = {thing.first for thing in things}
    for hit in passage.places:
        if (hit.first, hit.end) not in actors or hit.first in located or hit.end in owners:
            yield hit


def _ids(hits: Iterable[Hit]) -> tuple[ListId, ...]:
    return tuple(dict.fromkeys(hit.sign.list for hit in hits if hit.sign.list))
