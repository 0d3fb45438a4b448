"""One connection: statements, transactions, and errors that say what to do."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from monitor.edges.sqlite.driver import sqlite3
from monitor.edges.sqlite.faults import FAULTS, OF_ONE_STATEMENT, Fault, damage, primary_code, sentence
from monitor.model.errors import StoreError

T = TypeVar("T")
Row = tuple[Any, ...]


class Connection:
    """Runs statements in the thread that made it. Every fault of the database is raised as StoreError.

    A fault that is not of one statement (disk full, I/O error, damage) dooms the open transaction: SQLite may have
    rolled it back already, and what follows would be committed without what went before. So every further statement in
    it raises, and so does its end, even where a caller caught the first error.
    """

    def __init__(self, driver: sqlite3.Connection, name: str) -> None:
        self._driver = driver
        self._name = name
        self._depth = 0
        self._doom: StoreError | None = None

    def one(self, sql: str, values: Sequence[object], read: Callable[[Row], T]) -> T | None:
        """Return the first row as `read` makes it, or None."""
        row: Row | None = self._perform(sql, values, lambda cursor: cursor.fetchone())
        return None if row is None else self._made(row, read)

    def all(self, sql: str, values: Sequence[object], read: Callable[[Row], T]) -> tuple[T, ...]:
        """Return every row as `read` makes it."""
        rows: list[Row] = self._perform(sql, values, lambda cursor: cursor.fetchall())
        return tuple([self._made(row, read) for row in rows])

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run a statement that returns no rows and return how many rows it changed."""
        return self._perform(sql, values, lambda cursor: cursor.rowcount)

    def added(self, sql: str, values: Sequence[object]) -> int:
        """Run an INSERT and return the id of the new row."""
        return self._perform(sql, values, lambda cursor: int(cursor.lastrowid or 0))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the write lock from the start; inside another transaction, be a savepoint of it."""
        if self._depth:
            with self.savepoint():
                yield
            return
        self.run("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield
            self.run("COMMIT")
        finally:
            self._depth, self._doom = 0, None
            if self._driver.in_transaction:
                self.run("ROLLBACK")

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what was written since when an exception passes. Raises RuntimeError outside a transaction."""
        if not self._depth:
            raise RuntimeError("a savepoint needs an open transaction")
        self.run("SAVEPOINT step")
        self._depth += 1
        try:
            yield
            self.run("RELEASE step")
        except BaseException:
            if self._doom is None:
                self.run("ROLLBACK TO step")
                self.run("RELEASE step")
            raise
        finally:
            self._depth -= 1

    def close(self) -> None:
        """Roll back what is open and close."""
        self._driver.close()

    def _perform(self, sql: str, values: Sequence[object], take: Callable[[sqlite3.Cursor], T]) -> T:
        if self._doom is not None:
            raise StoreError(str(self._doom)) from self._doom
        try:
            return take(self._driver.execute(sql, values))
        except FAULTS as error:
            raise self._failed(error) from error

    def _failed(self, error: Fault) -> StoreError:
        failed = StoreError(sentence(error, self._name))
        if self._depth and not (primary_code(error) in OF_ONE_STATEMENT and self._driver.in_transaction):
            self._doom = failed
        return failed

    def _made(self, row: Row, read: Callable[[Row], T]) -> T:
        try:
            return read(row)
        except ValueError as error:
            detail = f"a row does not read as it was written: {str(error).splitlines()[0]}"
            raise StoreError(damage(self._name, detail)) from error
