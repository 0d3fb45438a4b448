"""Decides whether a change of an incident is told: on a change of state, never on the number of articles."""

from dataclasses import dataclass

from monitor.model.incident import Incident, State
from monitor.model.notice import Reason
from monitor.model.rule import Corroborate, Severity


@dataclass(frozen=True, slots=True)
class Verdict:
    """The reason to tell, or None; `why` is the sentence that `explain` shows.

    `severity` takes the place of the rule's, where there is one.
    """

    reason: Reason | None
    why: str
    severity: Severity | None = None


def decide(incident: Incident, origins: int, corroborate: Corroborate) -> Verdict:
    """Decide what, if anything, is told of the incident as it stands; `origins` counts independent newsrooms."""
    if incident.state is not State.OPEN:
        return Verdict(None, f"the incident is {incident.state}")
    told = incident.told
    if not told.reasons:
        if origins < corroborate.tell:
            return Verdict(None, f"waits for {corroborate.tell} independent newsrooms, has {origins}")
        return Verdict(Reason.FIRST_REPORT, f"first report, by {origins} independent newsroom(s)")
    if incident.disputed and not told.disputed:
        return Verdict(Reason.DISPUTED, "the accused denies it")
    if incident.corroborated and not told.corroborated:
        return Verdict(Reason.CORROBORATED, f"now {origins} independent newsrooms report it")
    return Verdict(None, "nothing changed that people were not told")
