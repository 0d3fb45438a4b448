"""The gazetteer: which place of the vocabulary a town means, and which of its names can be trusted to mean it.

A name may be an ordinary word, another town's, or a better-known place's elsewhere. A place that is not found costs a
report its place; one that is not there accuses somebody. So names in doubt are dropped, and the operator's word rules.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from monitor.model.fault import Fault
from monitor.model.gazetteer import Atlas, Town
from monitor.model.ids import Lang
from monitor.model.naming import Naming
from monitor.rulebook.nodes import Node
from monitor.rulebook.spellings import Names, speller
from monitor.rulebook.vocabulary_form import VocabularyForm
from monitor.rulebook.wording import short
from monitor.text.phrases import EXACT, NAME

Survey = Callable[[frozenset[str], int], Atlas]
"""Gives the towns of countries, by their codes, with at least so many people, the largest first."""
Spelt = Mapping[Lang, Names]

LEAST = 5_000
"""People of a town, where no place says how many."""
SHORTEST = 4
"""Letters of a name; shorter ones are too often something else."""
LARGER = 10
"""How many times larger a town must be than its namesake for the name alone to mean it."""
MOST = 2
"""Places that a name may mean; one that means more, as many villages do, tells nothing."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A town's claim to a name, on behalf of a place."""

    place: str
    people: int
    phrases: tuple[str, ...]


class Gazetteer:
    """The towns that the places of the vocabulary ask for."""

    def __init__(
        self,
        files: Iterable[VocabularyForm],
        namings: Mapping[Lang, Naming],
        languages: Collection[Lang],
        survey: Survey,
    ) -> None:
        self._places = {name: form for file in files for name, form in file.places.items()}
        self._codes = {code: name for name, form in self._places.items() for code in form.gazetteer}
        self._speller = speller(tuple(namings.values()), frozenset(languages))
        countries = frozenset(code.partition(".")[0] for code in self._codes)
        least = min((form.people for form in self._places.values() if form.people), default=LEAST)
        self._atlas = survey(countries, min(least, LEAST)) if countries else Atlas(elsewhere={})

    def unknown(self, trees: Sequence[Node]) -> tuple[Fault, ...]:
        """Return a fault for each code in which the gazetteer has no town."""
        known = {code for town in self._atlas.towns for code in (town.region, town.country)}
        return tuple(
            Fault(code.place, f'place "{short(name)}": the gazetteer has no town in "{short(str(code.value))}"')
            for tree in trees
            for name, node in tree.entries("places")
            for code in node.members("gazetteer")
            if code.value not in known
        )

    def phrases(self) -> dict[str, dict[Lang, tuple[str, ...]]]:
        """Return the phrases by which texts name the towns: by place and language."""
        claims: dict[tuple[Lang, str], list[_Claim]] = {}
        for lang, name, claim in self._claims():
            claims.setdefault((lang, name), []).append(claim)
        found: dict[str, dict[Lang, list[str]]] = {}
        for (lang, _), rivals in claims.items():
            for claim in _upheld(rivals):
                found.setdefault(claim.place, {}).setdefault(lang, []).extend(claim.phrases)
        return {place: {lang: tuple(each) for lang, each in phrases.items()} for place, phrases in found.items()}

    def _claims(self) -> Iterator[tuple[Lang, str, _Claim]]:
        towns = [(town, self._speller.names(town)) for town in self._atlas.towns if self._is_wanted(town)]
        homes = self._regions(towns) | self._codes
        for town, spelt in towns:
            home = homes.get(town.region) or self._codes[town.country]
            place = self._named(spelt, home) or home
            if self._is_refused(spelt, place):
                continue
            for lang, names in spelt.items():
                for name, phrases in names.items():
                    if self._tells(name, place, town):
                        yield lang, name.casefold(), _Claim(place, town.people, phrases)

    def _is_wanted(self, town: Town) -> bool:
        asked = self._codes.get(town.region) or self._codes.get(town.country)
        return asked is not None and town.people >= self._least(asked)

    def _regions(self, towns: Iterable[tuple[Town, Spelt]]) -> dict[str, str]:
        """Return the place of each region that has no code: the one that names its largest town of those named."""
        found: dict[str, str] = {}
        for town, spelt in towns:
            country = self._codes.get(town.country)
            if country and town.region not in found and (place := self._named(spelt, country)) not in {None, country}:
                around = list(self._around(place))
                found[town.region] = around[around.index(country) - 1]
        return found

    def _named(self, spelt: Spelt, home: str) -> str | None:
        """Return the place whose phrases name a town, the innermost in `home`."""
        for name in dict.fromkeys(name.casefold() for names in spelt.values() for name in names):
            within = [ways for place in self._given.get(name, ()) if home in (ways := tuple(self._around(place)))]
            if within:
                return max(within, key=lambda ways: (len(ways), ways))[0]
        return None

    def _tells(self, name: str, place: str, town: Town) -> bool:
        """Whether a name can mean a town: it is given to no other place, and no larger town elsewhere bears it."""
        given = self._given.get(name.casefold(), set())
        is_known_elsewhere = self._atlas.elsewhere.get(name, 0) > town.people
        return len(name) >= SHORTEST and not is_known_elsewhere and given <= set(self._around(place))

    def _is_refused(self, spelt: Spelt, place: str) -> bool:
        """Whether the operator does not want a town by one of its names."""
        refused = {name.casefold() for each in self._around(place) for name in self._places[each].without}
        return bool(refused) and any(name.casefold() in refused for names in spelt.values() for name in names)

    @cached_property
    def _given(self) -> dict[str, set[str]]:
        """The places that the operator gave each phrase, without marks and in small letters."""
        found: dict[str, set[str]] = {}
        for place, form in self._places.items():
            for phrase in (phrase for each in form.phrases.values() for phrase in each):
                found.setdefault(phrase.lstrip(NAME + EXACT).casefold(), set()).add(place)
        return found

    def _around(self, place: str | None) -> Iterator[str]:
        while place is not None:
            yield place
            place = self._places[place].in_

    def _least(self, place: str) -> int:
        return next((people for each in self._around(place) if (people := self._places[each].people)), LEAST)


def _upheld(claims: Sequence[_Claim]) -> list[_Claim]:
    """Return the claims to a name that stand beside that of the largest town, one for each place."""
    largest = max(claim.people for claim in claims)
    able = {claim.place: claim for claim in claims if claim.people * LARGER > largest}
    return list(able.values()) if len(able) <= MOST else []
