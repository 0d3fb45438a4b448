"""Decides which incident a denial disputes.

A denial by the accused joins an incident and marks it disputed; it never opens one, and its newsroom is no origin: it
reports what somebody says, not that the event happened. One that comes before any report is kept, and joins then.
"""

from collections.abc import Iterable
from datetime import timedelta

from monitor.incidents.backdrop import Backdrop
from monitor.model.incident import Incident, State
from monitor.model.match import Match
from monitor.model.rule import Stance

SPAN = timedelta(days=3)
"""How long after an event a denial that names no other day is taken to be about it."""


def denials(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Return the mentions that a party denies and that would have fired otherwise, or that were labelled denials."""
    return tuple(
        match
        for match in matches
        if match.stance is Stance.DENIED
        and match.party is not None
        and match.event_on is not None
        and (match.labelled or all(gate.passed for gate in match.gates if gate.gate != "stance"))
    )


def disputed_by(denial: Match, incidents: Iterable[Incident], backdrop: Backdrop) -> Incident | None:
    """Return the incident that a denial is about, or None.

    It is open, of the same rule, and of the days just before; the one who denies is accused in it, or nobody is. Where
    the denial names a place inside a larger one, the incident has it too. Of several, one that shares a place goes
    before one that does not, then the latest.
    """
    named = backdrop.narrow(denial.places)
    able = [incident for incident in incidents if _about(denial, incident, named, backdrop)]
    return max(able, key=lambda each: (_shares(named, each, backdrop), each.day, each.changed_at), default=None)


def _about(denial: Match, incident: Incident, named: frozenset[str], backdrop: Backdrop) -> bool:
    if incident.state is not State.OPEN or incident.rule != denial.rule or denial.event_on is None:
        return False
    if not timedelta() <= denial.event_on - incident.day <= SPAN:
        return False
    shares = _shares(named, incident, backdrop)
    accused = {said.accused for said in incident.attributions} - {None}
    return denial.party in accused and (shares or not named) if accused else shares


def _shares(named: frozenset[str], incident: Incident, backdrop: Backdrop) -> bool:
    return any(backdrop.related(one, other) for one in named for other in backdrop.narrow(incident.places))
