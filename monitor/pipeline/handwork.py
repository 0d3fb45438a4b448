"""What people do to incidents by hand, beside a running daemon: each in one transaction, and kept in the history."""

from collections.abc import Sequence
from datetime import datetime

from monitor.incidents.byhand import acknowledged, closed, merged, parted, reopened, together
from monitor.model.errors import NotFound
from monitor.model.ids import IncidentId, ItemId
from monitor.model.incident import Incident, Turn
from monitor.pipeline.casebook import Casebook
from monitor.pipeline.desk import Desk


class Handwork:
    """Does what `by` asks for, at a desk. Raises NotFound for an unknown incident, Refused for what makes no sense."""

    def __init__(self, desk: Desk, by: str) -> None:
        self._desk = desk
        self._by = by

    def acknowledge(self, name: IncidentId) -> None:
        """Say that somebody looks after an incident."""
        now = self._desk.clock.now()
        with self._desk.store.transaction():
            self._write(acknowledged(self._incident(name), self._by, now), Turn.ACKNOWLEDGED, f"by {self._by}")

    def note(self, name: IncidentId, text: str) -> None:
        """Add a note to an incident's history."""
        with self._desk.store.transaction():
            self._write(self._incident(name), Turn.NOTED, text)

    def close(self, name: IncidentId, why: str) -> None:
        """Close an incident until it is reopened: nothing of it is told meanwhile."""
        with self._desk.store.transaction():
            self._write(closed(self._incident(name)), Turn.CLOSED, why)

    def reopen(self, name: IncidentId, why: str) -> None:
        """Let an incident go on."""
        with self._desk.store.transaction():
            self._write(reopened(self._incident(name)), Turn.REOPENED, why)

    def merge(self, into: IncidentId, name: IncidentId) -> None:
        """Let one incident tell another one too: what would join that joins it from now on."""
        with self._desk.store.transaction():
            casebook = self._casebook()
            whole, given = casebook.account(self._incident(into)), casebook.account(self._incident(name))
            members, others = self._desk.store.members(into), self._desk.store.members(name)
            whole.after, given.after = merged(whole.after, given.after)
            whole.members = {member.item: member for member in together(members, others)}
            given.anew = True
            for member in others:
                self._desk.store.unbar(member.item, into)
            casebook.write(given, given.after, [(Turn.MERGED, f"into {into}")])
            casebook.write(whole, casebook.incident(whole), [(Turn.MERGED, f"with {name}")])

    def split(self, name: IncidentId, items: Sequence[ItemId]) -> IncidentId:
        """Make some items of an incident one of their own, and return it: they do not come back."""
        now = self._desk.clock.now()
        with self._desk.store.transaction():
            casebook = self._casebook()
            account = casebook.account(self._incident(name))
            new_id = IncidentId(self._desk.new_id())
            new, taken = parted(account.after, self._desk.store.members(name), items, new_id, now)
            other = casebook.begin(new)
            other.members = {member.item: member for member in taken}
            account.members = {member.item: None for member in taken}
            for member in taken:
                self._desk.store.bar(member.item, name)
            listed = ", ".join(str(member.item) for member in taken)
            casebook.write(account, casebook.incident(account), [(Turn.SPLIT, f"items {listed} are {new_id} now")])
            casebook.write(other, casebook.incident(other), [(Turn.SPLIT, f"items {listed} were of {name}")])
            return new_id

    def _casebook(self, now: datetime | None = None) -> Casebook:
        return Casebook(self._desk, None, now or self._desk.clock.now(), self._by)

    def _incident(self, name: IncidentId) -> Incident:
        found = self._desk.store.incident(name)
        if found is None:
            raise NotFound(f"there is no incident {name!r}; see `pactwatch incidents list`")
        return found

    def _write(self, after: Incident, turn: Turn, why: str) -> None:
        casebook = self._casebook()
        account = casebook.account(self._incident(after.id))
        account.after = after
        casebook.write(account, casebook.incident(account), [(turn, why)])
