"""How a language writes and declines names of places. Shipped as data, one file each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.model.ids import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One language's habits with names.

    `letters` holds, per language of origin, tables of how its letters or groups of letters are written in this one; `^`
    marks the beginning of a word, and a further table says only what it writes otherwise than the first. `cases` holds
    for each ending of a name the endings of its other forms, as `text.names.declined` reads them.
    """

    code: Lang
    alphabet: str
    also: tuple[Lang, ...] = ()
    """Languages whose spelling is used as well."""
    letters: Mapping[Lang, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    accents: Mapping[str, str] = field(default_factory=dict)
    """A letter of a transcribed name, one at most, may bear its accent: Járkov."""
    cases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.code)
