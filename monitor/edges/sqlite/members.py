"""Who belongs to an incident: a row each, so that a further member costs the same however many there are.

`voice` is the item that began what a member repeats, and `origin` is set where it began that itself. `ties` find the
voice of a further member.
"""

from collections.abc import Sequence
from datetime import date

from monitor.edges.sqlite.columns import key_hash
from monitor.edges.sqlite.connection import Connection, Row
from monitor.edges.sqlite.documents import MATCH, MEMBER
from monitor.model.errors import StoreError
from monitor.model.ids import IncidentId, ItemId, RuleId
from monitor.model.incident import Kin, Member, Standing
from monitor.model.match import Match

_NUMBER = "SELECT number FROM incidents WHERE id = ?"
_ADD = """
    INSERT INTO members (incident, item, main, reports, publisher, origin, listed, member)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_TIE = "INSERT OR IGNORE INTO ties (incident, tie, voice) VALUES (?, ?, ?)"
_CLEAR = ("DELETE FROM members WHERE incident = ?", "DELETE FROM ties WHERE incident = ?")
_OF = "FROM members WHERE incident = (SELECT number FROM incidents WHERE id = ?) "
_ALL = f"SELECT member {_OF} ORDER BY number"
_ONE = f"SELECT member {_OF} AND item = ?"
_LATEST = f"""
    SELECT member FROM (SELECT number, member {_OF} ORDER BY number DESC LIMIT ?) ORDER BY number
"""  # noqa: S608
_FIRST = f"SELECT member {_OF} ORDER BY number LIMIT 1"
_REPORT = f"SELECT 1 {_OF} AND main AND item <> ? LIMIT 1"
_VOICE = "SELECT voice FROM ties WHERE incident = (SELECT number FROM incidents WHERE id = ?) AND tie = ?"
_ORIGIN = f"SELECT max(listed) {_OF} AND origin = ?"
_OUTLET = f"SELECT 1 {_OF} AND publisher = ? AND reports LIMIT 1"
_BAR = "INSERT OR IGNORE INTO bars (item, incident) VALUES (?, ?)"
_UNBAR = "DELETE FROM bars WHERE item = ? AND incident = ?"
_BARS = "SELECT incident FROM bars WHERE item = ?"
_KEEP = "INSERT INTO denials (item, rule, said_on, match) VALUES (?, ?, ?, ?)"
_KEPT = "SELECT item, match FROM denials WHERE rule = ? AND said_on BETWEEN ? AND ? ORDER BY id LIMIT ?"
_FORGET = "DELETE FROM denials WHERE item = ?"


class Members:
    """Implements the part of the port `IncidentStore` that is about members."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def members(self, incident: IncidentId) -> tuple[Member, ...]:
        """Return all members of an incident, in the order in which they came."""
        return self._db.all(_ALL, (incident,), _member)

    def member(self, incident: IncidentId, item: ItemId) -> Member | None:
        """Return an item as a member of an incident."""
        return self._db.one(_ONE, (incident, item), _member)

    def some_members(self, incident: IncidentId, most: int) -> tuple[Member, ...]:
        """Return the first member of an incident, and its latest ones."""
        latest = self._db.all(_LATEST, (incident, most), _member)
        first = self._db.one(_FIRST, (incident,), _member)
        return latest if first is None or first in latest else (first, *latest[1:])

    def has_report(self, incident: IncidentId, besides: ItemId) -> bool:
        """Return whether another item than this one tells the incident as its own event."""
        return self._db.one(_REPORT, (incident, besides), bool) is not None

    def kin(self, incident: IncidentId, member: Member, ties: Sequence[str]) -> Kin:
        """Return what an incident has of a further member: voices with one of its ties, and its newsroom."""
        voices = (self._db.one(_VOICE, (incident, key_hash(tie)), lambda row: ItemId(row[0])) for tie in ties)
        listed: int | None = self._db.one(_ORIGIN, (incident, member.origin), lambda row: row[0])
        return Kin(
            voices=frozenset(voice for voice in voices if voice is not None),
            origin=listed is not None,
            listed=bool(listed),
            outlet=self._db.one(_OUTLET, (incident, member.publisher), bool) is not None,
        )

    def add_member(self, incident: IncidentId, standing: Standing) -> None:
        """Write down a further member. Raises StoreError when it is no stored item, or a member already."""
        with self._db.transaction():
            self._add(self._number(incident), standing)

    def replace_members(self, incident: IncidentId, standings: Sequence[Standing]) -> None:
        """Write down all members anew, in this order."""
        with self._db.transaction():
            number = self._number(incident)
            for clear in _CLEAR:
                self._db.run(clear, (number,))
            for standing in standings:
                self._add(number, standing)

    def bar(self, item: ItemId, incident: IncidentId) -> None:
        """Remember that a person took an item out of an incident."""
        self._db.run(_BAR, (item, incident))

    def unbar(self, item: ItemId, incident: IncidentId) -> None:
        """Forget that."""
        self._db.run(_UNBAR, (item, incident))

    def barred(self, item: ItemId) -> frozenset[IncidentId]:
        """Return the incidents that a person took an item out of."""
        return frozenset(self._db.all(_BARS, (item,), lambda row: IncidentId(row[0])))

    def keep_denial(self, item: ItemId, denial: Match) -> None:
        """Keep a denial whose event nobody has reported yet."""
        if denial.event_on is not None:
            self._db.run(_KEEP, (item, denial.rule, denial.event_on.isoformat(), MATCH.text(denial)))

    def kept_denials(self, rule: RuleId, since: date, until: date, limit: int) -> tuple[tuple[ItemId, Match], ...]:
        """Return denials of these days that were kept, in the order in which they came, and who told them."""
        values = (rule, since.isoformat(), until.isoformat(), limit)
        return self._db.all(_KEPT, values, lambda row: (ItemId(row[0]), MATCH.read(row[1])))

    def forget_denials(self, item: ItemId) -> None:
        """Forget the denials of an item that were kept."""
        self._db.run(_FORGET, (item,))

    def _number(self, incident: IncidentId) -> int:
        number = self._db.one(_NUMBER, (incident,), lambda row: int(row[0]))
        if number is None:
            raise StoreError(f"there is no incident {incident} to belong to")
        return number

    def _add(self, number: int, standing: Standing) -> None:
        member, voice = standing.member, standing.voice
        origin = member.origin if voice == member.item else None
        values = (number, member.item, member.main, not member.denies, member.publisher, origin, member.listed)
        self._db.run(_ADD, (*values, MEMBER.text(member)))
        for tie in standing.ties:
            self._db.run(_TIE, (number, key_hash(tie), voice))


def _member(row: Row) -> Member:
    return MEMBER.read(row[0])
