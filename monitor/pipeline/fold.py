"""Folds what the rules made of an item into incidents, and tells of those that changed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from monitor.incidents.disputing import denials, dispute, disputed_by, without_denials
from monitor.incidents.folding import Telling, fold, leave, move, tellings
from monitor.model.ids import IncidentId
from monitor.model.incident import Incident, State
from monitor.model.item import StoredItem
from monitor.model.match import Match
from monitor.model.rule import Corroborate
from monitor.pipeline.circumstances import Circumstances
from monitor.pipeline.desk import Desk
from monitor.pipeline.tell import Digested, tell

RECENT = 200
"""How many of a commitment's incidents, the last changed first, a denial is held against."""


def fold_all(
    desk: Desk, stored: StoredItem, matches: Sequence[Match], circumstances: Circumstances
) -> list[bool | Digested]:
    """Fold an item's matches, in an open transaction; return of each changed incident what `tell` made of it.

    The item first leaves the incidents that its present version does not tell. Each incident is told once, when all
    that the item says of it is known.
    """
    told = tellings(matches)
    _withdraw(desk, stored, told, circumstances.now)
    changed: dict[IncidentId, Incident] = {}
    steps = chain(_reported(desk, stored, told, circumstances), _disputed(desk, stored, matches, circumstances))
    for incident in steps:  # each is saved before the next is looked for: a denial can be of what was just opened
        desk.store.save_incident(incident)
        changed[incident.id] = incident
    return [tell(desk, incident, stored, circumstances) for incident in changed.values()]


def _withdraw(desk: Desk, stored: StoredItem, told: Sequence[Telling], now: datetime) -> None:
    keys = {telling.key for telling in told}
    for incident in desk.store.incidents_of_item(stored.id):
        kept = without_denials(incident, stored.id)
        if incident.key not in keys:
            kept = _moved(desk, kept, stored, told, now) or _left(desk, kept, stored, now)
        if kept != incident:
            desk.store.save_incident(kept)


def _moved(
    desk: Desk, incident: Incident, stored: StoredItem, told: Sequence[Telling], now: datetime
) -> Incident | None:
    """Return the incident where the item puts it now, unless another incident is there."""
    free = (telling for telling in told if desk.store.incident_by_key(telling.key) is None)
    return next(filter(None, (move(incident, telling, stored.id, now) for telling in free)), None)


def _left(desk: Desk, incident: Incident, stored: StoredItem, now: datetime) -> Incident:
    if incident.state is not State.OPEN:
        return incident
    rule = desk.book.rule(incident.rule)
    confirm = rule.corroborate.confirm if rule else Corroborate().confirm
    return leave(incident, stored.id, confirm, now).incident


def _reported(
    desk: Desk, stored: StoredItem, told: Sequence[Telling], circumstances: Circumstances
) -> Iterator[Incident]:
    for telling in told:
        rule = desk.book.rule(telling.rule)
        if rule is None:
            raise LookupError(f"the engine names a rule that the rulebook lacks: {telling.rule}")
        known = desk.store.incident_by_key(telling.key)
        change = fold(telling, known, stored, rule.corroborate, circumstances.now, IncidentId(desk.new_id()))
        if change is not None and change.incident != known:
            yield change.incident


def _disputed(
    desk: Desk, stored: StoredItem, matches: Sequence[Match], circumstances: Circumstances
) -> Iterator[Incident]:
    for denial in denials(matches):
        recent = desk.store.incidents(commitment=denial.commitment, limit=RECENT)
        known = disputed_by(denial, recent, desk.book.wide_places)
        if known is not None:
            yield dispute(known, denial, stored, circumstances.now)
