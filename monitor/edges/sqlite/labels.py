"""What analysts say of items."""

from monitor.edges.sqlite.columns import time_of, time_text
from monitor.edges.sqlite.connection import Connection, Row
from monitor.edges.sqlite.documents import MATCH
from monitor.model.ids import ItemId, RuleId
from monitor.model.label import Label
from monitor.model.rule import Expectation

_ALL = "SELECT item, rule, verdict, author, note, at, match FROM labels ORDER BY item, rule"
_OF_ITEM = "SELECT item, rule, verdict, author, note, at, match FROM labels WHERE item = ? ORDER BY rule"
_SAVE = "INSERT OR REPLACE INTO labels (item, rule, verdict, author, note, at, match) VALUES (?, ?, ?, ?, ?, ?, ?)"
_REMOVE = "DELETE FROM labels WHERE item = ? AND rule = ?"


class Labels:
    """Implements the port `LabelStore`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def labels(self, item: ItemId | None = None) -> tuple[Label, ...]:
        """Return the labels of an item, or all, in the order of items; those for every rule come first."""
        return self._db.all(_ALL, (), _label) if item is None else self._db.all(_OF_ITEM, (item,), _label)

    def save_label(self, label: Label) -> None:
        """Write a label, in place of a former one of its item and rule. Raises StoreError for an unknown item."""
        match = None if label.match is None else MATCH.text(label.match)
        said = (label.verdict.value, label.author, label.note, time_text(label.at), match)
        self._db.run(_SAVE, (label.item, label.rule or "", *said))

    def remove_label(self, item: ItemId, rule: RuleId | None) -> bool:
        """Take back a label; False when there is none."""
        return bool(self._db.run(_REMOVE, (item, rule or "")))


def _label(row: Row) -> Label:
    item, rule, verdict, author, note, at, match = row
    return Label(
        item=ItemId(item),
        rule=RuleId(rule) if rule else None,
        verdict=Expectation(verdict),
        author=author,
        note=note,
        at=time_of(at),
        match=None if match is None else MATCH.read(match),
    )
