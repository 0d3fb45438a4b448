"""Ground: what a commitment and the vocabulary say of actors and places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from monitor.model.commitment import Commitment
from monitor.model.ids import ListId, PartyId
from monitor.model.vocabulary import WordList


@dataclass(eq=False)
class Ground:
    """A commitment's parties and places, seen from the word lists."""

    commitment: Commitment
    lists: Mapping[ListId, WordList]

    @cached_property
    def _parties(self) -> dict[ListId, PartyId]:
        return {party.actor: party.id for party in self.commitment.parties}

    def party(self, actor: ListId | None) -> PartyId | None:
        """Return the party that an actor is, or None when it is not bound."""
        return self._parties.get(actor) if actor else None

    def other(self, party: PartyId | None) -> PartyId | None:
        """Return the other one of two parties; None where there are not two."""
        others = [each.id for each in self.commitment.parties if each.id != party]
        return others[0] if party is not None and len(others) == 1 else None

    def covers(self, place: ListId) -> bool:
        """Whether the commitment covers a place or one around it; of those that it names, the nearest decides."""
        for around in self._around(place):
            if around in self.commitment.exceptions:
                return False
            if around in self.commitment.places:
                return True
        return False

    def holder(self, place: ListId) -> PartyId | None:
        """Return the party that controls a place without dispute."""
        words = self.lists.get(place)
        return self.party(words.held_by) if words else None

    def is_part(self, place: ListId) -> bool:
        """Whether a place lies in a larger one that is known, as a town does in a country."""
        words = self.lists.get(place)
        return words is not None and words.within is not None

    def name(self, list_: ListId) -> str:
        """Return a list's name as people read it."""
        words = self.lists.get(list_)
        return words.name if words else list_

    def _around(self, place: ListId | None) -> Iterator[ListId]:
        while place is not None:
            yield place
            words = self.lists.get(place)
            place = words.within if words else None
