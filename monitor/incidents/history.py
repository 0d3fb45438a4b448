"""What became of an incident: each change with its reason, and what of it is news to those who were told."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.incidents.backdrop import Backdrop
from monitor.incidents.origins import heard_words
from monitor.model.incident import Incident, State, Told, Turn

Turned = tuple[Turn, str]


def turns(before: Incident | None, after: Incident) -> tuple[Turned, ...]:
    """Return what changed from one state of an incident to the next, each with its reason."""
    if before is None:
        return ((Turn.OPENED, f"first told of {after.day}{_at(after.places)}"), *_flags(None, after))
    return (*_life(before, after), *_ground(before, after), *_flags(before, after))


def _life(before: Incident, after: Incident) -> Iterator[Turned]:
    if before.state is after.state:
        return
    if after.state is State.RETRACTED:
        yield Turn.RETRACTED, "no item tells it any more"
    elif after.state is State.OPEN and before.state is State.RETRACTED:
        yield Turn.REOPENED, "it is told again"


def _ground(before: Incident, after: Incident) -> Iterator[Turned]:
    if before.day != after.day:
        yield Turn.MOVED, f"from {before.day} to {after.day}"
    gone = [place for place in before.places if place not in after.places]
    if gone:
        yield Turn.MOVED, f"from {', '.join(before.places)} to {', '.join(after.places) or 'no place'}"
    elif new := [place for place in after.places if place not in before.places]:
        yield Turn.GROWN, f"now told of {', '.join(new)} too"


def _flags(before: Incident | None, after: Incident) -> Iterator[Turned]:
    corroborated, disputed = (before.corroborated, before.disputed) if before else (False, False)
    if corroborated != after.corroborated:
        why = f"{after.sources.origins} independent newsrooms; {heard_words(after.sources)}"
        yield Turn.CORROBORATED if after.corroborated else Turn.UNCORROBORATED, why
    if disputed != after.disputed:
        yield (Turn.DISPUTED, "the accused denies it") if after.disputed else (Turn.UNDISPUTED, "no item denies it now")


def _at(places: tuple[str, ...]) -> str:
    return f" at {', '.join(places)}" if places else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What those who were told of an incident do not know yet: that it moved, and further places."""

    moved: bool = False
    places: tuple[str, ...] = ()


def news(incident: Incident, told: Told, backdrop: Backdrop) -> News:
    """Return what is new of where and when, to people who were told that. A town in a region that they know is not."""
    known, now = backdrop.narrow(told.places), backdrop.narrow(incident.places)
    new = [place for place in incident.places if place in now and not any(backdrop.related(place, k) for k in known)]
    elsewhere = bool(known and now) and not any(backdrop.related(one, other) for one in known for other in now)
    return News(moved=elsewhere or told.day not in {None, incident.day}, places=tuple(new))
