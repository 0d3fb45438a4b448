"""Which items carry one text: the copies of a wire report, and reprints under other titles."""

from collections.abc import Iterable

from monitor.model.item import Item, StoredItem
from monitor.text.resemblance import Lead, bands, lead, resemble


def text_bands(item: Item) -> tuple[int, ...]:
    """Return the keys by which items with the same text are found; none where the text is too short to tell."""
    return bands(_lead(item))


def same_text(one: Item, other: Item) -> bool:
    """Return whether two items carry one text, whatever their titles say: each outlet words its own."""
    return resemble(_lead(one), _lead(other))


def first_with_text(item: Item, among: Iterable[StoredItem]) -> StoredItem | None:
    """Return the first of some items that carries the same text as this one."""
    return next((other for other in among if same_text(item, other.item)), None)


def _lead(item: Item) -> Lead:
    """Return the lead of the article where the feed has it, else of the summary: a wire report's own first words."""
    return lead(item.body) or lead(item.summary)
