"""Prunes: drops old texts and letters, a few in each transaction, so that polls and deliveries go on meanwhile."""

from dataclasses import dataclass
from datetime import timedelta

from monitor.pipeline.desk import Desk

AT_ONCE = 200
"""Rows of each kind in one transaction: some hundredths of a second."""
NOTE = "pruned-items"
"""The note that holds the number of the last item that was looked at."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many items lost their texts, and how many letters are gone."""

    items: int = 0
    deliveries: int = 0


def prune(desk: Desk, keep: timedelta) -> Pruned | None:
    """Drop a batch of what is older than `keep`; None when there is no more."""
    before = desk.clock.now() - keep
    with desk.store.transaction():
        after = int(desk.store.note(NOTE) or 0)
        last, items = desk.store.prune_items(after, before, AT_ONCE)
        deliveries = desk.store.prune_deliveries(before, AT_ONCE)
        if last != after:
            desk.store.save_note(NOTE, str(last))
    if last == after and not deliveries:
        return None
    return Pruned(items, deliveries)
