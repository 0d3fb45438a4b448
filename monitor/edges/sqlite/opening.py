"""Opens the database: checks it, brings its schema up to date, and sets how it is kept."""

import os
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from monitor.edges.sqlite.connection import Connection
from monitor.edges.sqlite.driver import SAFE_WAL, sqlite3, wal_is_safe
from monitor.edges.sqlite.faults import FAULTS, damage, sentence
from monitor.edges.sqlite.schema import known_steps, steps
from monitor.edges.sqlite.store import SqliteStore
from monitor.model.errors import StoreError

PATIENCE = timedelta(seconds=30)
"""How long a write waits for another program's: many times what the longest transaction takes."""


def open_store(path: Path | None, *, read_only: bool = False, patience: timedelta = PATIENCE) -> SqliteStore:
    """Open the store in a file, or in memory where `path` is None, for use in this thread.

    A new file is made, and an older one brought up to date; `read_only` does neither, and works beside a daemon. A
    write waits for another program's at most `patience`. Raises StoreError when the file cannot be opened, is damaged,
    is another program's, is newer than this program, or (to read only) older.
    """
    name = "in memory" if path is None else str(path)
    try:
        with ExitStack() as on_failure:
            driver = on_failure.enter_context(closing(connect(path, read_only=read_only, patience=patience)))
            store = _prepare(driver, name, read_only=read_only)
            on_failure.pop_all()
            return store
    except FAULTS as error:
        raise StoreError(sentence(error, name)) from error


def connect(path: Path | None, *, read_only: bool, patience: timedelta = PATIENCE) -> sqlite3.Connection:
    """Open a connection of the driver's own; to read only makes no file."""
    seconds = patience.total_seconds()
    if path is None:
        return sqlite3.connect(":memory:", timeout=seconds, isolation_level=None)
    # To read only it is still `rw`: `ro` could not finish what a killed daemon left in the log, nor tidy up after it.
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode={'rw' if read_only else 'rwc'}"
    return sqlite3.connect(address, uri=True, timeout=seconds, isolation_level=None)


def _prepare(driver: sqlite3.Connection, name: str, *, read_only: bool) -> SqliteStore:
    db = Database(driver, execute_plugins=False, recursive_triggers=False)
    connection = Connection(driver, name)
    for setting in ("foreign_keys = ON", "synchronous = FULL", "trusted_schema = OFF"):
        db.execute(f"PRAGMA {setting}")
    if read_only:
        db.execute("PRAGMA query_only = ON")
        _refuse_strange(db, name)
        _refuse_older(db, name)
        return SqliteStore(connection)
    _refuse_damaged(db, name)
    _refuse_strange(db, name)
    warning = _set_journal(db)
    if steps.pending(db):
        with connection.transaction():
            steps.apply(db)
    return SqliteStore(connection, warning)


def _refuse_damaged(db: Database, name: str) -> None:
    found = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
    if found != "ok":
        raise StoreError(damage(name, found.splitlines()[0]))


def _refuse_strange(db: Database, name: str) -> None:
    with db.atomic():  # one snapshot: another program may be making the tables just now
        applied = _applied(db, name)
        tables = db.table_names()
    if unknown := applied - known_steps():
        raise StoreError(
            f"the database {name} was written by a newer pactwatch (it knows {', '.join(sorted(unknown))}). "
            "Start that version or a later one, or put a backup from before the upgrade in its place."
        )
    if tables and not applied:
        raise StoreError(f"the database {name} belongs to another program. Give pactwatch a state folder of its own.")


def _applied(db: Database, name: str) -> set[str]:
    try:
        return {step.name for step in steps.applied(db)}
    except KeyError as error:  # a column of the list of steps has another name: the check of pages does not look there
        raise StoreError(damage(name, f"the list of its steps has no column {error}")) from error


def _refuse_older(db: Database, name: str) -> None:
    if steps.pending(db):
        raise StoreError(
            f"the database {name} is empty or was written by an older pactwatch. Start the daemon with "
            "`pactwatch run`: it brings the database up to date."
        )


def _set_journal(db: Database) -> str | None:
    """Choose the journal; return what the operator should know of it."""
    wanted = "wal" if wal_is_safe() else "delete"
    got = db.execute(f"PRAGMA journal_mode = {wanted}").fetchone()[0]
    if got == "memory" or (got == wanted == "wal"):
        return None
    if wanted == "wal":
        return f"this file system does not allow a write-ahead log; the journal is {got}, which is safe and slower."
    return (
        f"SQLite {sqlite3.sqlite_version} can damage a write-ahead log when a command writes beside the daemon; the "
        f"journal is a rollback journal, which is safe and slower. Install SQLite {'.'.join(map(str, SAFE_WAL))} or "
        "later, or the package pysqlite3."
    )
