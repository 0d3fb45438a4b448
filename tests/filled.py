"""A store with something of everything, a reading of all of it, and a look at the file below."""

from contextlib import closing
from pathlib import Path

from nouns import NOON, a_feed_state, a_match, a_member, a_new_delivery, an_incident, an_item
from sqlite_utils import Database

from monitor.edges.sqlite import SqliteStore, open_store
from monitor.edges.sqlite.driver import sqlite3
from monitor.incidents.origins import standings
from monitor.model.delivery import DeliveryState
from monitor.model.ids import CommitmentId, IncidentId, ItemId
from monitor.model.incident import Episode, Turn

STORIES = 20


def raw(path: Path) -> Database:
    """The file as SQLite shows it."""
    return Database(sqlite3.connect(path, isolation_level=None), execute_plugins=False)


def schema(path: Path) -> list[tuple[str, str]]:
    with closing(raw(path)) as db:
        return list(db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"))


def fill(path: Path) -> None:
    with closing(open_store(path)) as store, store.transaction():
        for number in range(STORIES):
            stored = store.add_item(an_item(f"Story {number}", body="Words. " * 100))
            store.save_bands(stored.id, range(number, number + 10), NOON)
            store.save_verdict(stored.id, 1, [a_match()], "rules")
            incident = an_incident(f"incident-{number}")
            store.save_incident(incident)
            store.replace_members(incident.id, standings([a_member(stored.id)]))
            store.add_episodes([Episode(incident=incident.id, at=NOON, turn=Turn.OPENED, why="first told")])
            store.save_feed_state(a_feed_state(f"https://feed-{number}.example/"))
            store.enqueue(a_new_delivery("desk", str(number)))


def read_all(store: SqliteStore) -> None:
    for number in range(1, STORIES + 1):
        store.item(ItemId(number))
        store.verdict(ItemId(number))
        store.items_by_text(range(number, number + 10), NOON)
        store.incidents_of_item(ItemId(number))
    store.incidents(commitment=CommitmentId("energy-pause-2025"))
    store.incident(IncidentId("incident-3"))
    store.members(IncidentId("incident-3"))
    store.episodes(IncidentId("incident-3"))
    store.deliveries(state=DeliveryState.PENDING)
    store.due_deliveries(NOON, 100)
    store.due_batches(NOON)
    store.deliveries_of(IncidentId("4f1c2a9be0"))
    store.silences(NOON)
    store.item_counts()
    store.feed_states()
