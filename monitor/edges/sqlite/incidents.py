"""Incidents and who belongs to them."""

from datetime import date
from typing import Any

from monitor.edges.sqlite.columns import key_hash, time_of, time_text
from monitor.edges.sqlite.connection import Connection, Row
from monitor.edges.sqlite.documents import MEMBERS, NAMES, TOLD
from monitor.model.ids import CommitmentId, IncidentId, ItemId, RuleId
from monitor.model.incident import Incident, State
from monitor.model.rule import Kind

_COLUMNS = """id, key, commitment, rule, kind, state, day, places, windows, boundary, members, corroborated, disputed,
    opened_at, changed_at, told"""
_SELECT = f"SELECT {_COLUMNS} FROM incidents "  # noqa: S608 - made of constants
_BY_ID = _SELECT + "WHERE id = ?"
_BY_KEY = _SELECT + "WHERE key_hash = ? AND state <> 'closed' ORDER BY state = 'open' DESC, number DESC LIMIT 1"
_OF_ITEM = _SELECT + "WHERE number IN (SELECT incident FROM members WHERE item = ?) ORDER BY number"  # noqa: S608
_LATEST = _SELECT + "ORDER BY changed_at DESC, number DESC LIMIT ?"
_LATEST_OF = _SELECT + "WHERE commitment = ? ORDER BY changed_at DESC, number DESC LIMIT ?"
_SAVE = f"""
    INSERT INTO incidents (key_hash, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET key_hash = excluded.key_hash, key = excluded.key, commitment = excluded.commitment,
        rule = excluded.rule, kind = excluded.kind, state = excluded.state, day = excluded.day,
        places = excluded.places, windows = excluded.windows, boundary = excluded.boundary, members = excluded.members,
        corroborated = excluded.corroborated, disputed = excluded.disputed, opened_at = excluded.opened_at,
        changed_at = excluded.changed_at, told = excluded.told
"""  # noqa: S608 - made of constants
_NUMBER = "SELECT number FROM incidents WHERE id = ?"
_LEAVE = "DELETE FROM members WHERE incident = ? AND item NOT IN (SELECT value FROM json_each(?))"
_JOIN = "INSERT OR IGNORE INTO members (incident, item) SELECT ?, value FROM json_each(?)"
_COUNTS = "SELECT state, count(*) FROM incidents GROUP BY state"


class Incidents:
    """Implements the port `IncidentStore`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def incident(self, incident: IncidentId) -> Incident | None:
        """Return one incident."""
        return self._db.one(_BY_ID, (incident,), _incident)

    def incident_by_key(self, key: str) -> Incident | None:
        """Return the open incident with this candidate key, of which there is one at most, else the last retracted."""
        return self._db.one(_BY_KEY, (key_hash(key),), _incident)

    def incidents_of_item(self, item: ItemId) -> tuple[Incident, ...]:
        """Return the incidents that have the item as a member, oldest first."""
        return self._db.all(_OF_ITEM, (item,), _incident)

    def incidents(self, *, commitment: CommitmentId | None = None, limit: int = 100) -> tuple[Incident, ...]:
        """Return incidents, the last changed first."""
        if commitment is None:
            return self._db.all(_LATEST, (limit,), _incident)
        return self._db.all(_LATEST_OF, (commitment, limit), _incident)

    def save_incident(self, incident: Incident) -> None:
        """Write or replace an incident with its members.

        Raises StoreError when a member is not a stored item, or another open incident has the same key.
        """
        items = "[" + ",".join(str(member.item) for member in incident.members) + "]"
        with self._db.transaction():
            self._db.run(_SAVE, _values(incident))
            number = self._db.one(_NUMBER, (incident.id,), lambda row: int(row[0]))
            self._db.run(_LEAVE, (number, items))
            self._db.run(_JOIN, (number, items))

    def incident_counts(self) -> dict[State, int]:
        """Return how many incidents there are in each state that has any."""
        return dict(self._db.all(_COUNTS, (), lambda row: (State(row[0]), int(row[1]))))


def _incident(row: Row) -> Incident:
    identity, key, commitment, rule, kind, state, day, places, windows, boundary, members, *facts = row
    corroborated, disputed, opened_at, changed_at, told = facts
    return Incident(
        id=IncidentId(identity),
        key=key,
        commitment=CommitmentId(commitment),
        rule=RuleId(rule),
        kind=Kind(kind),
        state=State(state),
        day=date.fromisoformat(day),
        places=NAMES.read(places),
        windows=NAMES.read(windows),
        boundary=bool(boundary),
        members=MEMBERS.read(members),
        corroborated=bool(corroborated),
        disputed=bool(disputed),
        opened_at=time_of(opened_at),
        changed_at=time_of(changed_at),
        told=TOLD.read(told),
    )


def _values(incident: Incident) -> tuple[Any, ...]:
    return (
        key_hash(incident.key),
        incident.id,
        incident.key,
        incident.commitment,
        incident.rule,
        incident.kind.value,
        incident.state.value,
        incident.day.isoformat(),
        NAMES.text(incident.places),
        NAMES.text(incident.windows),
        incident.boundary,
        MEMBERS.text(incident.members),
        incident.corroborated,
        incident.disputed,
        time_text(incident.opened_at),
        time_text(incident.changed_at),
        TOLD.text(incident.told),
    )
