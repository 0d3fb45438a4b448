"""Backups by SQLite's own API (https://sqlite.org/backup.html), and the way back."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from monitor.edges.sqlite.driver import sqlite3
from monitor.edges.sqlite.faults import FAULTS, sentence
from monitor.edges.sqlite.opening import connect, open_store
from monitor.model.errors import StoreError

LOGS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database: it belongs to that file and to no other."""


def back_up(database: Path, target: Path) -> None:
    """Copy a database, beside a running daemon, into a new file that is whole or not there.

    Raises StoreError when the target exists or cannot be written, and when the database is damaged.
    """
    if target.exists():
        raise StoreError(f"{target} exists already; name a new file, or remove that one first")
    with _unfinished(target) as part:
        _copy(database, part)
        open_store(part).close()  # what is damaged is no backup
        _become(part, target)


def restore(backup: Path, database: Path, now: datetime) -> Path | None:
    """Put a backup in the place of a database that nothing has open; returns where the former one was put.

    The backup is left as it is; one by an older pactwatch is brought up to date on the way. Raises StoreError, and
    changes nothing, when the backup is damaged or not pactwatch's.
    """
    if not backup.is_file() or not backup.stat().st_size:
        raise StoreError(f"there is no file {backup}, or it is empty")
    with _unfinished(database) as part:
        _copy(backup, part)
        try:
            open_store(part).close()
        except StoreError as error:
            raise StoreError(f"{backup} was not put in place: {str(error).replace(str(part), str(backup))}") from error
        kept = _put_aside(database, now) if database.exists() else None
        _become(part, database)
    return kept


def _copy(source: Path, target: Path) -> None:
    try:
        with closing(connect(source, read_only=True)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
    except FAULTS as error:
        raise StoreError(sentence(error, str(source))) from error


def _put_aside(database: Path, now: datetime) -> Path:
    """Move a database and what belongs to it. A log that stayed would be played into the next one."""
    kept = database.with_name(f"{database.name}.before-{now:%Y%m%dT%H%M%S}")
    for suffix in (*LOGS, ""):
        part = database.with_name(database.name + suffix)
        if part.exists():
            part.rename(kept.with_name(kept.name + suffix))
    return kept


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """Yield the name under which a file is made; what is left of it at the end goes."""
    part = target.with_name(f"{target.name}.part")
    try:
        _remove(part)
        yield part
    except OSError as error:
        raise StoreError(f"{target} cannot be written ({error.strerror})") from error
    finally:
        with suppress(OSError):
            _remove(part)


def _become(part: Path, target: Path) -> None:
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.rename(target)


def _remove(part: Path) -> None:
    for suffix in (*LOGS, ""):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
