"""Backdrop: what the rulebook knows of places, days and words, before which an item is compared with others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo

from monitor.model.ids import CommitmentId
from monitor.model.item import Certainty, Item
from monitor.model.rulebook import Rulebook
from monitor.model.vocabulary import ListKind, WordList
from monitor.text.stems import stem, stems
from monitor.text.tokens import tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Backdrop:
    """The gazetteer and the vocabulary, as far as folding needs them.

    `larger` is the next larger place of each place that has one. `zones` are those in which commitments count days.
    `common` are stems of the words that rules look for, and of those for countries: they stand in every report, and
    tell none from another.
    `kinds` are the names of kinds of things struck, by the stems of the phrases that name them.
    """

    larger: Mapping[str, str] = field(default_factory=dict)
    zones: Mapping[CommitmentId, tzinfo] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    kinds: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    def told_on(self, item: Item, commitment: CommitmentId) -> date:
        """Return the day of publication as the commitment counts days; of the first sight where nobody dated it."""
        undated = item.published_at is None or item.certainty is Certainty.FUTURE
        at = item.first_seen_at if undated or item.published_at is None else item.published_at
        zone = self.zones.get(commitment)
        return (at.astimezone(zone) if zone else at).date()

    def around(self, place: str) -> tuple[str, ...]:
        """Return a place and the larger ones around it, the largest last."""
        found = [place]
        while (larger := self.larger.get(found[-1])) is not None and larger not in found:
            found.append(larger)
        return tuple(found)

    def narrow(self, places: Iterable[str]) -> frozenset[str]:
        """Return those of some places that hold no others, or lie in a larger one: a country says little of where."""
        return frozenset(place for place in places if place in self.larger or place not in self.larger.values())

    def related(self, one: str, other: str) -> bool:
        """Whether two places are one, or one lies within the other."""
        return one in self.around(other) or other in self.around(one)


def backdrop(rulebook: Rulebook) -> Backdrop:
    """Return what a rulebook knows."""
    lists = rulebook.lists.values()
    places = [each for each in lists if each.kind is ListKind.PLACE]
    others = [each for each in lists if each.kind is not ListKind.PLACE]
    wide = [each for each in places if each.within is None]
    return Backdrop(
        larger={each.name: rulebook.lists[each.within].name for each in places if each.within is not None},
        zones={commitment.id: commitment.zone for commitment in rulebook.commitments},
        common=frozenset(each for words in (*others, *wide) for phrase in _phrases(words) for each in stems(phrase)),
        kinds={
            tuple(stem(token.text) for token in tokens(phrase)): words.name
            for words in others
            if words.within is not None
            for phrase in _phrases(words)
        },
    )


def _phrases(words: WordList) -> Iterator[str]:
    return (phrase.replace("=", "") for phrases in words.phrases.values() for phrase in phrases)
