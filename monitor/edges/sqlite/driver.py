"""Which SQLite is used: pysqlite3 where it is installed, else the one that Python was built with.

sqlite-utils makes the choice; taking its driver keeps the whole program on one.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3

SAFE_WAL = (3, 51, 3)
"""Before this version a write-ahead log can be damaged when two connections write (https://sqlite.org/wal.html)."""


def wal_is_safe(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Return whether a write-ahead log may be used with this version of SQLite."""
    return version >= SAFE_WAL


__all__ = ["SAFE_WAL", "sqlite3", "wal_is_safe"]
