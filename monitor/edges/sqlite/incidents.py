"""Incidents: what is known of each event, and what became of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from monitor.edges.sqlite.columns import time_of, time_text
from monitor.edges.sqlite.connection import Connection, Row
from monitor.edges.sqlite.documents import BY_HAND, NAMES, SAID, SOURCES, TOLD, TRACES
from monitor.model.ids import CommitmentId, IncidentId, ItemId, RuleId
from monitor.model.incident import Episode, Incident, State, Turn
from monitor.model.rule import Kind

_NAMES = (
    "id", "commitment", "rule", "kind", "state", "day", "day_named", "places", "windows", "boundary", "corroborated",
    "disputed", "opened_at", "changed_at", "told", "sources", "said", "traces", "by_hand",
)  # fmt: skip
_COLUMNS = ", ".join(_NAMES)
_SELECT = f"SELECT {_COLUMNS} FROM incidents "  # noqa: S608 - made of constants
_BY_ID = _SELECT + "WHERE id = ?"
_OF_ITEM = _SELECT + "WHERE number IN (SELECT incident FROM members WHERE item = ?) ORDER BY number"  # noqa: S608
_LATEST = _SELECT + "ORDER BY changed_at DESC, number DESC LIMIT ?"
_LATEST_OF = _SELECT + "WHERE commitment = ? ORDER BY changed_at DESC, number DESC LIMIT ?"
_OF_DAYS = _SELECT + "WHERE rule = ? AND day BETWEEN ? AND ? ORDER BY changed_at DESC, number DESC LIMIT ?"
_SAVE = f"""
    INSERT INTO incidents ({_COLUMNS}) VALUES ({", ".join("?" * len(_NAMES))})
    ON CONFLICT (id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _NAMES[1:])}
"""  # noqa: S608 - made of constants
_COUNTS = "SELECT state, count(*) FROM incidents GROUP BY state"
_ADD_EPISODE = "INSERT INTO episodes (incident, at, turn, why, item, author) VALUES (?, ?, ?, ?, ?, ?)"
_EPISODES = "SELECT incident, at, turn, why, item, author FROM episodes WHERE incident = ? ORDER BY id"


class Incidents:
    """Implements the port `IncidentStore`, with `Members`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def incident(self, incident: IncidentId) -> Incident | None:
        """Return one incident."""
        return self._db.one(_BY_ID, (incident,), _incident)

    def incidents_of_item(self, item: ItemId) -> tuple[Incident, ...]:
        """Return the incidents that have the item as a member, oldest first."""
        return self._db.all(_OF_ITEM, (item,), _incident)

    def incidents_of_days(self, rule: RuleId, since: date, until: date, limit: int) -> tuple[Incident, ...]:
        """Return a rule's incidents of some days, both included, in any state, the last changed first."""
        return self._db.all(_OF_DAYS, (rule, since.isoformat(), until.isoformat(), limit), _incident)

    def incidents(self, *, commitment: CommitmentId | None = None, limit: int = 100) -> tuple[Incident, ...]:
        """Return incidents, the last changed first."""
        if commitment is None:
            return self._db.all(_LATEST, (limit,), _incident)
        return self._db.all(_LATEST_OF, (commitment, limit), _incident)

    def save_incident(self, incident: Incident) -> None:
        """Write or replace what is known of an incident; its members stay."""
        self._db.run(_SAVE, _values(incident))

    def incident_counts(self) -> dict[State, int]:
        """Return how many incidents there are in each state that has any."""
        return dict(self._db.all(_COUNTS, (), lambda row: (State(row[0]), int(row[1]))))

    def add_episodes(self, episodes: Sequence[Episode]) -> None:
        """Write down what became of incidents."""
        for each in episodes:
            values = (each.incident, time_text(each.at), each.turn.value, each.why, each.item, each.by)
            self._db.run(_ADD_EPISODE, values)

    def episodes(self, incident: IncidentId) -> tuple[Episode, ...]:
        """Return what became of an incident, in order."""
        return self._db.all(_EPISODES, (incident,), _episode)


def _episode(row: Row) -> Episode:
    incident, at, turn, why, item, author = row
    cause = None if item is None else ItemId(item)
    return Episode(incident=IncidentId(incident), at=time_of(at), turn=Turn(turn), why=why, item=cause, by=author)


def _incident(row: Row) -> Incident:
    identity, commitment, rule, kind, state, day, day_named, places, windows, boundary, *facts = row
    corroborated, disputed, opened_at, changed_at, told, sources, said, traces, by_hand = facts
    return Incident(
        id=IncidentId(identity),
        commitment=CommitmentId(commitment),
        rule=RuleId(rule),
        kind=Kind(kind),
        state=State(state),
        day=date.fromisoformat(day),
        day_named=bool(day_named),
        places=NAMES.read(places),
        windows=NAMES.read(windows),
        boundary=bool(boundary),
        corroborated=bool(corroborated),
        disputed=bool(disputed),
        opened_at=time_of(opened_at),
        changed_at=time_of(changed_at),
        told=TOLD.read(told),
        sources=SOURCES.read(sources),
        said=SAID.read(said),
        traces=TRACES.read(traces),
        by_hand=BY_HAND.read(by_hand),
    )


def _values(incident: Incident) -> tuple[Any, ...]:
    return (
        incident.id,
        incident.commitment,
        incident.rule,
        incident.kind.value,
        incident.state.value,
        incident.day.isoformat(),
        incident.day_named,
        NAMES.text(incident.places),
        NAMES.text(incident.windows),
        incident.boundary,
        incident.corroborated,
        incident.disputed,
        time_text(incident.opened_at),
        time_text(incident.changed_at),
        TOLD.text(incident.told),
        SOURCES.text(incident.sources),
        SAID.text(incident.said),
        TRACES.text(incident.traces),
        BY_HAND.text(incident.by_hand),
    )
