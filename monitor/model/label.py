"""Labels: what an analyst says that an item is, which stands above what the engine made of it."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model.ids import ItemId, RuleId
from monitor.model.match import Match
from monitor.model.rule import Expectation


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """An analyst's verdict on an item: fire, ignore or denied, for one rule.

    With `rule` None it is for every rule for which the item has no label of its own. `match` is the mention that it
    stands for, as the analyst wants it read; None where the verdict is that there is nothing to read.
    """

    item: ItemId
    rule: RuleId | None
    verdict: Expectation
    author: str
    note: str
    at: datetime
    match: Match | None = None
