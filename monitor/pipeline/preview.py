"""Previews what people would be told of an incident as it stands."""

from dataclasses import replace
from datetime import datetime

from monitor.model.incident import Incident
from monitor.model.notice import IncidentNotice, Reason
from monitor.pipeline.desk import Desk
from monitor.pipeline.tell import compose

_GATHERED = (Reason.BASELINE, Reason.OUTAGE, Reason.FLOOD)
"""Reasons by which an incident was told in one line among others, not in a letter of its own."""


def preview(desk: Desk, incident: Incident, now: datetime) -> IncidentNotice | None:
    """Return the last update of an incident with what is known of it now; the first one where none was told.

    Nothing is written. None when the rulebook no longer has its rule.
    """
    notice = compose(desk, incident, _reason(incident), desk.store.members(incident.id), late=False, now=now)
    update = max(incident.told.updates, 1)
    return notice and replace(notice, update=update, dedup_key=f"{incident.id}/{update}")


def _reason(incident: Incident) -> Reason:
    told = [reason for reason in map(Reason, incident.told.reasons) if reason not in _GATHERED]
    return told[-1] if told else Reason.FIRST_REPORT
