"""What is told of incidents because time passed: what waited in vain for a second source, and reminders."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from monitor.alerts.reminding import is_due, waits_for_a_person
from monitor.alerts.routing import destinations, labels_of
from monitor.model.alert import Route
from monitor.model.incident import Incident, State
from monitor.model.notice import IncidentNotice, Notice, Reason
from monitor.pipeline.circumstances import Circumstances
from monitor.pipeline.desk import Desk
from monitor.pipeline.outgoing import enqueue
from monitor.pipeline.tell import compose, tell

RECENT = 1000
"""How many incidents are looked at, the last changed first."""


def tell_waiting(desk: Desk) -> tuple[Notice, ...]:
    """Tell the incidents for which no second source came in the time that their rules wait for one."""
    now = desk.clock.now()
    with desk.store.transaction():
        for commitment in desk.book.rulebook.commitments:
            waits = {rule.id: rule.corroborate.wait for rule in commitment.rules if rule.corroborate.wait}
            found = desk.store.incidents(commitment=commitment.id, limit=RECENT) if waits else ()
            for incident in found:
                wait = waits.get(incident.rule)
                if wait and _waits(incident) and incident.opened_at + wait <= now:
                    _tell(desk, incident, now)
    return ()


def _waits(incident: Incident) -> bool:
    return incident.state is State.OPEN and not incident.told.reasons


def _tell(desk: Desk, incident: Incident, now: datetime) -> None:
    members = partial(desk.store.members, incident.id)
    stored = next((desk.store.item(member.item) for member in desk.store.some_members(incident.id, 1)), None)
    if stored is not None:
        told, _ = tell(desk, incident, stored, Circumstances(now=now), members)
        desk.store.save_incident(told)


def remind(desk: Desk) -> tuple[Notice, ...]:
    """Remind the receivers whose routes ask for it of incidents that wait for a person."""
    if not _asked(desk.book.rulebook.alerts.route):
        return ()
    now = desk.clock.now()
    with desk.store.transaction():
        waiting = filter(waits_for_a_person, desk.store.incidents(limit=RECENT))
        return tuple(notice for incident in waiting for notice in _remind(desk, incident, now))


def _asked(route: Route) -> bool:
    return bool(route.remind) or any(map(_asked, route.routes))


def _remind(desk: Desk, incident: Incident, now: datetime) -> Iterator[IncidentNotice]:
    heard = {each.receiver: each for each in desk.store.reminded(incident.id)}
    members = desk.store.members(incident.id) if heard else ()
    notice = compose(desk, incident, Reason.REMINDER, members, late=False, now=now) if heard else None
    if notice is None:
        return
    for to in destinations(desk.book.rulebook.alerts.route, labels_of(notice)):
        before = heard.get(to.receiver)
        if before is None or not is_due(to.remind, before, now):
            continue
        update = incident.told.updates
        key = f"{incident.id}/{update}/reminder-{before.count + 1}"
        reminder = replace(notice, update=update, dedup_key=key)
        enqueue(desk, reminder, (replace(to, group=None),))
        yield reminder
