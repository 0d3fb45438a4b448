"""Labels: what an analyst says of an item is written down, and the item is folded anew with it.

A command does this beside the daemon: each function is one transaction, which holds the write lock from its start.
"""

from dataclasses import dataclass, replace

from monitor.matching.halves import placeholder
from monitor.matching.timing import told_on
from monitor.model.errors import NotFound
from monitor.model.ids import ItemId, RuleId
from monitor.model.incident import Incident
from monitor.model.item import StoredItem
from monitor.model.label import Label
from monitor.model.match import Match
from monitor.model.rule import Expectation
from monitor.pipeline.circumstances import Circumstances
from monitor.pipeline.desk import Book, Desk
from monitor.pipeline.evaluate import reading
from monitor.pipeline.fold import fold_all
from monitor.ports import Store
from monitor.teaching.labelling import by_hand, standing, strongest


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label that was written down, and the incidents that the item belongs to now."""

    label: Label
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What an analyst says: the verdict, for a rule or for all, by whom, and why."""

    verdict: Expectation
    rule: RuleId | None
    author: str
    note: str = ""


def put(desk: Desk, item: ItemId, saying: Saying) -> Labelled:
    """Write down a label and let it be heard. Raises NotFound for an item, a rule or a mention that there is not."""
    with desk.store.transaction():
        stored = known(desk.store, item)
        label = _label(desk, stored, saying)
        desk.store.save_label(label)
        return Labelled(label, _refold(desk, stored))


def take_back(desk: Desk, item: ItemId, rule: RuleId | None) -> tuple[Incident, ...]:
    """Remove a label, and let the engine's verdict stand again; `rule` None is for the only one that the item has.

    Raises NotFound where there is no such label.
    """
    with desk.store.transaction():
        stored = known(desk.store, item)
        labels = [label for label in desk.store.labels(item) if rule in {None, label.rule}]
        if len(labels) != 1:
            which = "several labels; name the rule with --rule" if labels else "no such label"
            raise NotFound(f"item {item} has {which}; see `pactwatch label --list`")
        desk.store.remove_label(item, labels[0].rule)
        return _refold(desk, stored)


def verdict(store: Store, item: ItemId) -> tuple[Match, ...]:
    """Return what stands of the engine's verdict on an item under its labels."""
    return standing(store.verdict(item), store.labels(item))


def taught(store: Store) -> dict[str, tuple[Label, ...]]:
    """Return all labels by the fingerprint of the text that they are of, for a replay or a comparison."""
    found: dict[str, tuple[Label, ...]] = {}
    for label in store.labels():
        stored = store.item(label.item)
        if stored is not None:
            found[stored.item.fingerprint] = (*found.get(stored.item.fingerprint, ()), label)
    return found


def known(store: Store, item: ItemId) -> StoredItem:
    """Return an item. Raises NotFound."""
    stored = store.item(item)
    if stored is None:
        raise NotFound(f"there is no item {item}; alerts and `pactwatch incidents show` name the ids of items")
    return stored


def _label(desk: Desk, stored: StoredItem, saying: Saying) -> Label:
    label = Label(
        item=stored.id,
        rule=saying.rule,
        verdict=saying.verdict,
        author=saying.author,
        note=saying.note,
        at=desk.clock.now(),
    )
    if saying.rule is not None and desk.book.rule(saying.rule) is None:
        raise NotFound(f'there is no rule "{saying.rule}"; `pactwatch explain {stored.id}` names those in question')
    if saying.verdict is Expectation.IGNORE:
        return label
    return _with_match(desk.book, stored, label, desk.store.verdict(stored.id))


def _with_match(book: Book, stored: StoredItem, label: Label, matches: tuple[Match, ...]) -> Label:
    """Return a label with the mention that it stands for: the strongest near one, else the item's title."""
    near = strongest(matches, label.rule)
    name = label.rule or (near.rule if near else None)
    found = None if name is None else book.ruling(name)
    if found is None:
        raise NotFound(f"no rule finds a mention of its event in item {stored.id}; name the rule with --rule")
    commitment, rule = found
    read = reading(stored.item)
    match = near if near is not None else placeholder(read, commitment, rule)
    label = replace(label, rule=rule.id)
    return replace(label, match=by_hand(match, rule, label, told_on(read, commitment)))


def _refold(desk: Desk, stored: StoredItem) -> tuple[Incident, ...]:
    matches = standing(desk.store.verdict(stored.id), desk.labels(stored))
    gone = sorted({match.rule for match in matches if match.fires and desk.book.rule(match.rule) is None})
    if gone:
        raise NotFound(f"item {stored.id} fires for {gone[0]}, which the rules no longer have; nothing was changed")
    fold_all(desk, stored, matches, Circumstances(now=desk.clock.now()))
    return desk.store.incidents_of_item(stored.id)
