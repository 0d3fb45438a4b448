"""The gazetteer: the towns of a country, as the world's registers have them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town. `region` is the code of its country and of the region in it, as in UA.21.

    `spellings` are its other names, of every language whose letters have capitals, with nicknames among them.
    """

    name: str
    region: str
    people: int
    spellings: tuple[str, ...] = ()

    @property
    def country(self) -> str:
        """The code of its country, as in UA."""
        return self.region.partition(".")[0]


@dataclass(frozen=True, eq=False, kw_only=True)
class Atlas:
    """The towns of some countries, and how many people live in the largest town of a name in all others."""

    towns: tuple[Town, ...] = ()
    elsewhere: Mapping[str, int]
