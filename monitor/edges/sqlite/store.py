"""The store: feeds, items, labels, incidents and outbox on one connection."""

from contextlib import AbstractContextManager

from monitor.edges.sqlite.connection import Connection
from monitor.edges.sqlite.feeds import Feeds
from monitor.edges.sqlite.incidents import Incidents
from monitor.edges.sqlite.items import Items
from monitor.edges.sqlite.labels import Labels
from monitor.edges.sqlite.ledger import Ledger
from monitor.edges.sqlite.members import Members
from monitor.edges.sqlite.outbox import Outbox
from monitor.edges.sqlite.pruning import Pruning
from monitor.edges.sqlite.texts import Texts
from monitor.edges.sqlite.verdicts import Verdicts

_NOTE = "SELECT value FROM notes WHERE name = ?"
_SAVE_NOTE = "INSERT OR REPLACE INTO notes VALUES (?, ?)"
_REMOVE_NOTE = "DELETE FROM notes WHERE name = ?"


class SqliteStore(Feeds, Items, Texts, Verdicts, Labels, Incidents, Members, Outbox, Pruning, Ledger):
    """Implements the port `Store`. `open_store` makes one; it is used in the thread that opened it.

    A call outside a transaction is a transaction of its own. Every fault of the database is raised as StoreError. Text
    that is not valid Unicode raises ValueError and leaves the transaction as it was. `warning` says what the operator
    should know of how the database is kept, or is None.
    """

    def __init__(self, db: Connection, warning: str | None = None) -> None:
        super().__init__(db)
        self.warning = warning

    def transaction(self) -> AbstractContextManager[None]:
        """Open a transaction that holds the write lock from its start; an exception rolls all of it back.

        Inside another one it is a savepoint. When the disk failed on the way, its end raises StoreError and nothing of
        it is kept, even where a caller caught the first error.
        """
        return self._db.transaction()

    def savepoint(self) -> AbstractContextManager[None]:
        """Inside a transaction: an exception undoes what was written since, and goes on to the caller."""
        return self._db.savepoint()

    def note(self, name: str) -> str | None:
        """Return a small fact of the daemon's own, such as the fault of the last reload."""
        return self._db.one(_NOTE, (name,), lambda row: str(row[0]))

    def save_note(self, name: str, value: str | None) -> None:
        """Write such a fact, or remove it with None."""
        if value is None:
            self._db.run(_REMOVE_NOTE, (name,))
        else:
            self._db.run(_SAVE_NOTE, (name, value))

    def close(self) -> None:
        """Close the connection; what was not committed is rolled back."""
        self._db.close()
