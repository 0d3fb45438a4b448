"""Places: where the text puts the event, and whom else it names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from monitor.matching.denials import denial
from monitor.matching.ground import Ground
from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role
from monitor.matching.mentions import Mention
from monitor.matching.passages import Passage
from monitor.model.ids import ListId

NEAR = 3
"""How many tokens may stand between a word such as in and the name of a place: in central and western Ukraine."""

ADJECTIVES = 1
"""How many tokens may stand between an actor and the deed that is called its own: Russian missile strikes."""


@dataclass(eq=False)
class Surroundings:
    """All sentences of an item: where a mention's own does not tell, they may."""

    passages: tuple[Passage, ...]
    _strikers: dict[tuple[ListId, ...], tuple[ListId, ...]] = field(default_factory=dict)

    @cached_property
    def known_words(self) -> int:
        """How many words of the item its language knows: that tells the language of a text which nobody declared."""
        return sum(passage.known_words for passage in self.passages)

    @cached_property
    def places(self) -> tuple[ListId, ...]:
        """The places that the item names, each once."""
        return tuple(dict.fromkeys(place for passage in self.passages for place in named_places(passage)))

    @cached_property
    def titled(self) -> tuple[ListId, ...]:
        """The actors that the title names, each once."""
        titles = [passage for passage in self.passages if passage.field == "title"]
        return _ids(actor for passage in titles for actor in passage.actors if not passage.follows(Role.OBLIQUE, actor))

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {id(passage): number for number, passage in enumerate(self.passages)}

    def beside(self, passage: Passage) -> tuple[Passage, ...]:
        """Return the sentence after a passage and the one before it, as far as there are."""
        at = self._numbers[id(passage)]
        return (*self.passages[at + 1 : at + 2], *self.passages[max(0, at - 1) : at])

    def after(self, passage: Passage) -> Passage | None:
        """Return the sentence after a passage in the same field."""
        at = self._numbers[id(passage)] + 1
        found = self.passages[at] if at < len(self.passages) else None
        return found if found and found.field == passage.field else None

    @cached_property
    def denied_by_title(self) -> bool:
        """Whether the title denies what is claimed."""
        return any(denial(passage) for passage in self.passages if passage.field == "title")

    def company(self, passage: Passage) -> tuple[ListId, ...]:
        """Return the actors that a passage and the title name, each once; not whom the passage only mentions aside."""
        own = _ids(actor for actor in passage.actors if not passage.follows(Role.OBLIQUE, actor))
        return tuple(dict.fromkeys((*own, *self.titled)))

    def strikers(self, lists: tuple[ListId, ...]) -> tuple[ListId, ...]:
        """Return the actors that any sentence names right before a word of these lists."""
        if lists not in self._strikers:
            found = (actor for passage in self.passages for actor in _before(lists, passage))
            self._strikers[lists] = _ids(found)
        return self._strikers[lists]


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a mention: those of its sentence (`own`), or where there are none those of the whole item."""

    all: tuple[ListId, ...]
    own: tuple[ListId, ...]


def places(mention: Mention, passage: Passage, item: Surroundings, ground: Ground) -> Places:
    """Return the places of a mention, the nearest first.

    A country is left out where a place inside a larger one is named; and so is a place that is not covered in another
    clause, where something else went on: before talks in Riyadh.
    """
    own = sorted(_named(passage, mention.victims), key=lambda hit: (hit.gap(mention.head), hit.first))
    first, end = passage.clause(mention.head.first)
    near = _ids(hit for hit in own if first <= hit.first < end or _covered(hit, ground))
    found = near if own else item.places
    return Places(tuple(place for place in found if ground.is_part(place)) or found, near)


def named_places(passage: Passage) -> tuple[ListId, ...]:
    """Return the places that a passage names, each once."""
    return _ids(_named(passage, ()))


def _named(passage: Passage, things: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the places of a passage. A name that is an actor's as well is a place after a word such as in."""
    actors = {(actor.first, actor.end) for actor in passage.actors}
    owners = {thing.first for thing in things}
    for hit in passage.places:
        if (hit.first, hit.end) not in actors or hit.end in owners or _located(hit, passage):
            yield hit


def _before(lists: Iterable[ListId], passage: Passage) -> Iterator[Hit]:
    words = [hit for name in lists for hit in passage.lists.get(name, ()) if hit.other_sense is None]
    for actor in passage.actors:
        near = (hit for hit in words if 0 <= hit.first - actor.end <= ADJECTIVES)
        if any(not passage.parted(actor.end, hit.first) for hit in near):
            yield actor


def _located(hit: Hit, passage: Passage) -> bool:
    if any(word.first == hit.first for word in passage.roles.get(Role.STRUCK, ())):
        return True
    return any(
        0 <= hit.first - word.end <= NEAR and not passage.parted(word.end, hit.first)
        for word in passage.roles.get(Role.LOCATING, ())
        if not any(word.end <= other.first and other.end <= hit.first for other in passage.actors)
    )


def _covered(hit: Hit, ground: Ground) -> bool:
    return hit.sign.list is not None and ground.covers(hit.sign.list)


def _ids(hits: Iterable[Hit]) -> tuple[ListId, ...]:
    return tuple(dict.fromkeys(hit.sign.list for hit in hits if hit.sign.list))
