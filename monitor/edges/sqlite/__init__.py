"""The store in SQLite: the only place that knows SQL."""

from monitor.edges.sqlite.opening import open_store
from monitor.edges.sqlite.store import SqliteStore

__all__ = ["SqliteStore", "open_store"]
