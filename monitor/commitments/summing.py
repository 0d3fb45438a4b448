"""Sums up a window that has ended: incidents by party and day, disputed ones, quiet days."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from monitor.model.commitment import Commitment, Window
from monitor.model.incident import Incident
from monitor.model.notice import DayCount, DisputedIncident, PartyCount, WindowSummary
from monitor.model.rule import Kind


def sum_up(
    commitment: Commitment, window: Window, incidents: Iterable[Incident], blind: Collection[date]
) -> WindowSummary | None:
    """Sum up a window by the incidents of its commitment that stand. None when it has no end.

    A quiet day is one on which no breach is known to have been and of which nothing passed unseen; `blind` are the days
    that did. An incident counts for the party that most reports accuse.
    """
    first, last = window.first_on(commitment.zone), window.last_on(commitment.zone)
    if last is None:
        return None
    inside = [each for each in incidents if window.id in each.windows and each.stands]
    breaches = sorted((each for each in inside if each.kind is Kind.BREACH), key=lambda each: each.day)
    struck = {each.day for each in breaches}
    free = [day for n in range((last - first).days + 1) if (day := first + timedelta(days=n)) not in struck]
    quiet = [day for day in free if day not in blind]
    others: Counter[Kind] = Counter(each.kind for each in inside if each.kind is not Kind.BREACH)
    return WindowSummary(
        first_on=first,
        last_on=last,
        breaches=len(breaches),
        corroborated=sum(each.corroborated for each in breaches),
        parties=_parties(commitment, breaches),
        days=tuple(
            DayCount(on=day, parties=_counted(group)) for day, group in groupby(breaches, key=lambda each: each.day)
        ),
        disputed=tuple(_disputed(each) for each in breaches if each.disputed),
        quiet_days=len(quiet),
        longest_quiet=_longest(quiet),
        blind_days=len(free) - len(quiet),
        others=tuple((kind, others[kind]) for kind in Kind if others[kind]),
    )


def _parties(commitment: Commitment, breaches: Sequence[Incident]) -> tuple[PartyCount, ...]:
    """Count for every party, those without a breach too, and for what nobody is accused of."""
    counted = Counter(each.accused for each in breaches)
    bound = [PartyCount(party=party.id, count=counted.pop(party.id, 0)) for party in commitment.parties]
    return (*bound, *(PartyCount(party=party, count=count) for party, count in counted.items()))


def _counted(breaches: Iterable[Incident]) -> tuple[PartyCount, ...]:
    counted = Counter(each.accused for each in breaches)
    return tuple(PartyCount(party=party, count=count) for party, count in counted.most_common())


def _disputed(incident: Incident) -> DisputedIncident:
    return DisputedIncident(incident=incident.id, on=incident.day, accused=incident.accused, places=incident.places)


def _longest(days: Sequence[date]) -> int:
    """Return how many of the days, which are sorted, follow each other at most."""
    longest = run = 0
    for index, day in enumerate(days):
        run = run + 1 if index and day - days[index - 1] == timedelta(days=1) else 1
        longest = max(longest, run)
    return longest
