"""One connection: statements, transactions, and errors that say what to do."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from monitor.edges.sqlite.driver import sqlite3
from monitor.edges.sqlite.faults import OF_ONE_STATEMENT, damage, primary_code, sentence
from monitor.model.errors import StoreError

T = TypeVar("T")
Row = tuple[Any, ...]
Values = Sequence[object] | dict[str, object]


class Connection:
    """Runs statements in the thread that made it. Every fault of the database is raised as StoreError.

    A fault that is not of one statement (disk full, I/O error, damage) dooms the open transaction: SQLite may have
    rolled it back already, and what follows would be committed without what went before. So every further statement in
    it raises, and so does its end, even where a caller caught the first error.
    """

    def __init__(self, driver: sqlite3.Connection, name: str) -> None:
        self._driver = driver
        self.name = name
        self._depth = 0
        self._doom: StoreError | None = None

    def one(self, sql: str, values: Values, read: Callable[[Row], T]) -> T | None:
        """Return the first row as `read` makes it, or None."""
        self._refuse_doomed()
        try:
            row = self._driver.execute(sql, values).fetchone()
        except (sqlite3.Error, MemoryError) as error:
            raise self._failed(error) from error
        return None if row is None else self._made(row, read)

    def all(self, sql: str, values: Values, read: Callable[[Row], T]) -> tuple[T, ...]:
        """Return every row as `read` makes it."""
        self._refuse_doomed()
        try:
            rows = self._driver.execute(sql, values).fetchall()
        except (sqlite3.Error, MemoryError) as error:
            raise self._failed(error) from error
        return tuple([self._made(row, read) for row in rows])

    def run(self, sql: str, values: Values = ()) -> int:
        """Run a statement that returns no rows and return how many rows it changed."""
        self._refuse_doomed()
        try:
            return self._driver.execute(sql, values).rowcount
        except (sqlite3.Error, MemoryError) as error:
            raise self._failed(error) from error

    def added(self, sql: str, values: Values) -> int:
        """Run an INSERT and return the id of the new row."""
        self._refuse_doomed()
        try:
            return int(self._driver.execute(sql, values).lastrowid or 0)
        except (sqlite3.Error, MemoryError) as error:
            raise self._failed(error) from error

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
            self._roll_back()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what was written since when an exception passes. Raises RuntimeError outside a transaction."""
        if not self._depth:
            raise RuntimeError("a savepoint needs an open transaction")
        self.run("SAVEPOINT step")
        self._depth += 1
        try:
            yield
        except BaseException:
            if self._doom is None:
                self.run("ROLLBACK TO step")
                self.run("RELEASE step")
            raise
        else:
            self.run("RELEASE step")
        finally:
            self._depth -= 1

    def close(self) -> None:
        """Roll back what is open and close."""
        self._driver.close()

    def _made(self, row: Row, read: Callable[[Row], T]) -> T:
        try:
            return read(row)
        except ValueError as error:
            detail = f"a row does not read as it was written: {str(error).splitlines()[0]}"
            raise StoreError(damage(self.name, detail)) from error

    def _refuse_doomed(self) -> None:
        if self._doom is not None:
            raise StoreError(str(self._doom)) from self._doom

    def _failed(self, error: sqlite3.Error | MemoryError) -> StoreError:
        if isinstance(error, MemoryError):
            text = f"the database {self.name} cannot be used: memory has run out."
        else:
            text = sentence(error, self.name)
        failed = StoreError(text)
        kept = isinstance(error, sqlite3.Error) and primary_code(error) in OF_ONE_STATEMENT
        if self._depth and not (kept and self._driver.in_transaction):
            self._doom = failed
        return failed

    def _roll_back(self) -> None:
        if self._driver.in_transaction:
            self.run("ROLLBACK")
