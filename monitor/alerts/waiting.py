"""Decides whether a first report by one newsroom waits for a second one."""

from dataclasses import replace
from datetime import datetime

from monitor.alerts.deciding import Verdict
from monitor.model.incident import Incident
from monitor.model.notice import Reason
from monitor.model.rule import Corroborate, Severity
from monitor.text.durations import span

SECOND = 2
"""How many newsrooms it takes for one not to stand alone."""


def patient(verdict: Verdict, incident: Incident, origins: int, corroborate: Corroborate, now: datetime) -> Verdict:
    """Return the verdict as the rule's patience has it.

    One newsroom's first report waits as long as the rule says; when no second one came by then it is told at low
    severity. Once people know of an incident, nothing of it waits.
    """
    if corroborate.wait is None or verdict.reason is not Reason.FIRST_REPORT or origins >= SECOND:
        return verdict
    until = incident.opened_at + corroborate.wait
    if now < until:
        return Verdict(None, f"waits for a second newsroom until {until:%Y-%m-%d %H:%M} UTC")
    return replace(verdict, why=f"no second newsroom came within {span(corroborate.wait)}", severity=Severity.LOW)
