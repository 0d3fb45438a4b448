"""How like two tellings are: whether they tell one event.

Points are given for what two reports of one event share, and taken for what tells two events apart. Where, when and who
say most, and say it in any language; figures, names and words add what one language, or a name in any script, can. The
points were chosen on a table of hard pairs (tests/incidents/pairs.py): each alone is too little, except one text.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.incidents.backdrop import Backdrop
from monitor.model.ids import PartyId
from monitor.model.incident import Incident, Trace
from monitor.text.stems import stem

ENOUGH = 5.0
"""From how many points two tellings are of one event: the same place on the same day is just enough."""
SPAN = timedelta(days=2)
"""How far two days may lie apart: a report without a day tells of the night before, or of the day before that."""

ONE_TEXT = 6.0
SAME_PLACE, OTHER_PLACE, OTHER_COUNTRY = 3.0, -3.0, -4.0
WITHIN_COUNTRY = 0.5
"""One names a country, the other a place in it."""
SAME_TOWN = 1.0
"""For a place within a place within a country: what is struck there is seldom two things in two days."""
REGION = 2
"""A region and its country are two."""
WAVE, OTHER_OF_WAVE = 3, -1.5
"""Of a night with so many places each report leaves some out: another place says less there."""
SAME_DAY, NEXT_DAY, TWO_DAYS = 2.0, 0.0, -1.5
NIGHT_BEFORE = 0.5
"""One text names the day before the other's: a report without a day is as often of the night before."""
BOTH_NAMED = -1.0
"""Two reports name two days: one may call a night by its evening."""
SAME_ACCUSED, OTHER_ACCUSED = 0.5, -1.0
SAME_KIND, OTHER_KIND = 1.0, -2.5
ONE_STATEMENT = 1.0
"""Two quote the same speaker alone, on one day, and he accuses the same: as a rule he spoke once."""
FIGURE, LARGE, FIGURES = 1.0, 2.0, 2
"""For each figure that both tell; for one of four digits and more, which is seldom shared by chance; how many count."""
_LARGE_FROM = 4
OTHER_FIGURES = -1.0
"""Both tell figures, of two days, and share none: one form filled in twice."""
WORDS = ((0.5, 3, 3.0), (0.33, 3, 2.0), (0.2, 2, 1.0))
"""Share of the shorter telling's words that the longer has, how many these are at least, and what it is worth."""
NAMES = ((4, 2.0), (2, 1.0))
"""The same across languages, where names alone are shared: how many, and what it is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How like two tellings are; `why` names what was weighed."""

    points: float
    why: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether they tell one event."""
        return self.points >= ENOUGH


NOTHING = Likeness(points=float("-inf"), why=("days too far apart",))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """Where, when and by whom."""

    day: date
    named: bool
    places: tuple[str, ...]
    accused: Collection[PartyId]


def likeness(telling: Trace, incident: Incident, backdrop: Backdrop) -> Likeness:
    """Return how like an item's telling is to what an incident has been told as: all of its places, a few texts."""
    other = _Scene(
        day=incident.day,
        named=incident.day_named,
        places=incident.places,
        accused={said.accused for said in incident.attributions if said.accused},
    )
    apart = abs(telling.day - other.day)
    if apart > SPAN:
        return NOTHING
    texts = [_text(telling, trace) for trace in incident.traces] or [()]
    text = max(texts, key=_points)
    place = tuple(_place(telling, other, incident.traces, backdrop))
    who = _who(telling, other, one_place=_points(place) > 0)
    found = (*_day(telling, other, apart), *place, *who, *text)
    return Likeness(points=_points(found), why=tuple(why for _, why in found))


Weighed = tuple[float, str]


def _points(found: Iterable[Weighed]) -> float:
    return sum(points for points, _ in found)


def _day(telling: Trace, other: _Scene, apart: timedelta) -> Iterator[Weighed]:
    if not apart:
        yield SAME_DAY, "same day"
        return
    yield (NEXT_DAY, "next day") if apart < SPAN else (TWO_DAYS, "two days apart")
    earlier, later = sorted(((telling.day, telling.named), (other.day, other.named)))
    if telling.named and other.named:
        yield BOTH_NAMED, "both days named"
    elif apart < SPAN and earlier[1] and not later[1]:
        yield NIGHT_BEFORE, "the night before"


def _place(telling: Trace, other: _Scene, traces: Iterable[Trace], backdrop: Backdrop) -> Iterator[Weighed]:
    mine, theirs = backdrop.narrow(telling.places), backdrop.narrow(other.places)
    shared = [one for one in sorted(mine) if any(backdrop.related(one, another) for another in theirs)]
    if shared:
        yield SAME_PLACE, f"same place: {', '.join(shared)}"
        if any(len(backdrop.around(one)) > REGION and one in theirs for one in shared):
            yield SAME_TOWN, "same town"
    elif mine and theirs:
        wave = max(len(mine), len(theirs)) >= WAVE
        yield (OTHER_OF_WAVE, "other place of many") if wave else (OTHER_PLACE, "other place")
    elif (
        {*_tops(telling.places, backdrop)}.isdisjoint(_tops(other.places, backdrop)) and telling.places and other.places
    ):
        yield OTHER_COUNTRY, "other country"
    elif named := _named(mine, [word for trace in traces for word in trace.words]) or _named(theirs, telling.words):
        yield SAME_PLACE, f"names {named}"
    elif (mine or theirs) and telling.places and other.places:
        yield WITHIN_COUNTRY, "within the country"


def _named(places: Iterable[str], words: Collection[str]) -> str | None:
    """Return the first of some places that a text names by itself, where the gazetteer does not know it."""
    return next((place for place in sorted(places) if stem(place) in words), None)


def _tops(places: Iterable[str], backdrop: Backdrop) -> Iterator[str]:
    return (backdrop.around(place)[-1] for place in places)


def _who(telling: Trace, other: _Scene, *, one_place: bool) -> Iterator[Weighed]:
    """Weigh who is accused: of one site each side may accuse the other."""
    if telling.accused and other.accused:
        if not set(telling.accused).isdisjoint(other.accused):
            yield SAME_ACCUSED, "same accused"
        elif not one_place:
            yield OTHER_ACCUSED, "other accused"


def _text(one: Trace, other: Trace) -> tuple[Weighed, ...]:
    if one.text == other.text or (one.title_key and one.title_key == other.title_key):
        return ((ONE_TEXT, "one text"),)
    return (*_kinds(one, other), *_figures(one, other), *_words(one, other), *_statement(one, other))


def _statement(one: Trace, other: Trace) -> Iterator[Weighed]:
    if one.speaker and (one.speaker, one.told_on, one.accused) == (other.speaker, other.told_on, other.accused):
        yield ONE_STATEMENT, "one statement"


def _kinds(one: Trace, other: Trace) -> Iterator[Weighed]:
    if one.kinds and other.kinds:
        same = not set(one.kinds).isdisjoint(other.kinds)
        yield (SAME_KIND, "same kind of site") if same else (OTHER_KIND, "other kind of site")


def _figures(one: Trace, other: Trace) -> Iterator[Weighed]:
    shared = [number for number in one.numbers if number in other.numbers][:FIGURES]
    if shared:
        worth = sum(LARGE if len(figure) >= _LARGE_FROM else FIGURE for figure in shared)
        yield worth, f"same figures: {', '.join(shared)}"
    elif one.numbers and other.numbers and one.day != other.day:
        yield OTHER_FIGURES, "other figures"


def _words(one: Trace, other: Trace) -> Iterator[Weighed]:
    placed = {stem(place) for trace in (one, other) for place in trace.places}
    mine, theirs = set(one.words) - placed, set(other.words) - placed
    shared = mine & theirs
    if one.lang != other.lang:
        points = next((points for least, points in NAMES if len(shared) >= least), 0.0)
    else:
        part = len(shared) / max(1, min(len(mine), len(theirs)))
        points = next((worth for least, count, worth in WORDS if part >= least and len(shared) >= count), 0.0)
    if points:
        yield points, f"{len(shared)} words in common"
