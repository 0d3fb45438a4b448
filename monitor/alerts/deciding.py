"""Decides whether a change of an incident is told: on a change of state, never on the number of articles."""

from dataclasses import dataclass

from monitor.model.incident import Incident, State
from monitor.model.notice import Reason
from monitor.model.rule import Corroborate, Severity

TURNS = 6
"""How often at most it is told that an incident moved, went or came again: a text edited to and fro is no news."""
_UNSTEADY = frozenset({Reason.MOVED, Reason.RETRACTED, Reason.REPORTED_AGAIN})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The reason to tell, or None; `why` is the sentence that `explain` shows.

    `severity` takes the place of the rule's, where there is one.
    """

    reason: Reason | None
    why: str
    severity: Severity | None = None


def decide(
    incident: Incident, corroborate: Corroborate, *, moved: bool = False, places: tuple[str, ...] = ()
) -> Verdict:
    """Decide what, if anything, is told of the incident as it stands.

    `moved` says that its day or place is no longer what people were told, and `places` are those they do not know of.
    """
    told = incident.told
    steady = sum(reason in _UNSTEADY for reason in told.reasons) < TURNS
    if incident.state is State.RETRACTED and told.updates and not told.retracted and steady:
        return Verdict(Reason.RETRACTED, "no item tells it any more")
    if incident.state is not State.OPEN:
        return Verdict(None, f"the incident is {incident.state}")
    if not told.reasons:
        return _first(incident, corroborate)
    origins, new = incident.sources.origins, ", ".join(places)
    changes = (
        (told.retracted and steady, Reason.REPORTED_AGAIN, "it is told again after it was retracted"),
        (incident.disputed and not told.disputed, Reason.DISPUTED, "the accused denies it"),
        (
            incident.corroborated and not told.corroborated,
            Reason.CORROBORATED,
            f"now {origins} independent newsrooms report it",
        ),
        (moved and steady, Reason.MOVED, "its day or place is not what people were told"),
        (bool(places) and steady, Reason.GROWN, f"now told of {new} too"),
    )
    found = (Verdict(reason, why) for holds, reason, why in changes if holds)
    return next(found, Verdict(None, "nothing changed that people were not told"))


def _first(incident: Incident, corroborate: Corroborate) -> Verdict:
    origins = incident.sources.origins
    if incident.sources.confirming < corroborate.tell:
        return Verdict(None, f"waits for {corroborate.tell} independent newsrooms, has {origins}")
    return Verdict(Reason.FIRST_REPORT, f"first report, by {origins} independent newsroom(s)")
