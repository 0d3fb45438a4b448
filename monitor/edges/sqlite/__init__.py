"""The store in SQLite: the only place that knows SQL."""

from monitor.edges.sqlite.backup import back_up, restore
from monitor.edges.sqlite.opening import open_store
from monitor.edges.sqlite.store import SqliteStore

__all__ = ["SqliteStore", "back_up", "open_store", "restore"]
