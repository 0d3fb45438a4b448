"""Says what would have made a rule fire on a text on which it did not, in words that follow "would fire if"."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.model.commitment import Commitment, Window
from monitor.model.half import Half
from monitor.model.match import GateName, Match
from monitor.model.rule import Rule


def remedies(match: Match, rule: Rule, commitment: Commitment, cues: Sequence[str], told_on: date) -> tuple[str, ...]:
    """Return what each gate that stopped a mention would have needed, in their order; nothing for one that fires.

    `cues` are the words that put the mention as the rule does not take it, and `told_on` the day of publication.
    """
    if match.fires:
        return ()
    said: dict[GateName, Callable[[], str]] = {
        "sense": lambda: _sense(rule, commitment),
        "stance": lambda: _stance(match, rule, cues),
        "party": lambda: _party(match, commitment),
        "time": lambda: _time(match, commitment, told_on),
        "label": lambda: "its label were taken back",
    }
    return tuple(said[gate.gate]() for gate in match.gates if not gate.passed)


def remedies_of_half(half: Half, commitment: Commitment) -> tuple[str, ...]:
    """Return what a text would have needed to tell an event of which it holds a half."""
    ways = [" and ".join(f"of {name}" for name in way) for way in half.missing if way]
    if () in half.missing or not ways:
        needed = [f"{_found(half)} stood close together in one clause"]
    else:
        needed = [f"a word {_any(ways)} stood beside {_found(half)}"]
    if not half.bound:
        needed.append(f"it named {_bound(commitment)}")
    return tuple(needed)


def window_text(window: Window, zone: ZoneInfo) -> str:
    """Return when a window holds on the clocks of a zone: `moscow: from 2025-03-18 18:00 to 2025-04-17`."""
    return f"{window.id}: {_span(window, zone)}"


def _sense(rule: Rule, commitment: Commitment) -> str:
    wanted = "its words had the sense that counts"
    against = (*rule.unless, *commitment.exceptions)
    if not against:
        return wanted
    besides = f", or a word of {_any(rule.outweighed_by)} stood beside it" if rule.outweighed_by else ""
    return f"{wanted} and no word of {_any(against)} stood in its sentence{besides}"


def _stance(match: Match, rule: Rule, cues: Sequence[str]) -> str:
    takes = _any(rule.stances)
    if not cues:
        return f"the text put it as {takes}"
    words = match.evidence.words
    deed = f'"{match.evidence.text[words[0].start : words[0].end]}"' if words else "it"
    quoted = [f'"{cue}"' for cue in cues]
    return f"{_list(quoted, 'and')} did not govern {deed}, so that it were put as {takes}"


def _party(match: Match, commitment: Commitment) -> str:
    instead = f" instead of {_list(match.places, 'and')}" if match.places else ""
    return f"the text named {_bound(commitment)}{instead}"


def _bound(commitment: Commitment) -> str:
    parties = _any(party.id for party in commitment.parties)
    places = _any(str(place).rpartition(":")[2] for place in commitment.places)
    where = f", or nobody and a place in {places}" if places else ""
    return f"a party that is bound ({parties}) as who did it{where}"


def _time(match: Match, commitment: Commitment, told_on: date) -> str:
    when = " or ".join(_span(window, commitment.zone) for window in commitment.windows)
    named = match.event_on is None or match.event_on != told_on
    return f"{'the day that it names lay' if named else 'it had been published'} {when}"


def _span(window: Window, zone: ZoneInfo) -> str:
    end = window.until_on_or_at
    return f"from {_moment(window.from_on_or_at, zone)}" + ("" if end is None else f" to {_moment(end, zone)}")


def _moment(moment: date | datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment}"


def _found(half: Half) -> str:
    return _list(list(dict.fromkeys(f'"{half.text[each.start : each.end]}"' for each in half.found)), "and")


def _any(names: Iterable[str]) -> str:
    return _list(list(names), "or")


def _list(names: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
