"""The doors to the outside world, as the pipeline sees them. `edges/` opens them; `testing.py` has doubles."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol, TypeVar

from monitor.model.alert import Receiver
from monitor.model.delivery import (
    Attempt,
    Backlog,
    Delivery,
    DeliveryState,
    Fate,
    Heard,
    NewDelivery,
    Outcome,
    Reminded,
    SendResult,
)
from monitor.model.failure import FailureKind
from monitor.model.feed import FeedState, Fetched, ParsedFeed, Validators
from monitor.model.ids import CommitmentId, DeliveryId, FeedId, IncidentId, ItemId, ReceiverId, RuleId
from monitor.model.incident import Episode, Incident, Kin, Member, Standing, State
from monitor.model.item import Item, Sighting, StoredItem
from monitor.model.label import Label
from monitor.model.match import Match
from monitor.model.mute import Silence, SilenceId
from monitor.model.notice import Letter

T = TypeVar("T")


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """Return the present as aware UTC."""
        ...


class Fetcher(Protocol):
    """Gets a feed's bytes over HTTP."""

    async def fetch(self, address: str, validators: Validators) -> Fetched:
        """Send a conditional GET within a total deadline. Raises PollError with the kind of the failure."""
        ...


class Parser(Protocol):
    """Makes entries of bytes."""

    async def parse(self, fetched: Fetched) -> ParsedFeed:
        """Read a feed document; opens no file and fetches no address. Raises PollError."""
        ...


class Sender(Protocol):
    """Hands one letter to one receiver."""

    async def send(self, receiver: Receiver, letter: Letter) -> SendResult:
        """Try once. Never raises for what the receiver does; a secret never stands in the result."""
        ...


class Probe(Protocol):
    """Is told when the daemon passes between two steps that touch disk or network; tests end the process there."""

    def passed(self, point: str) -> None:
        """Note that `point` was passed."""
        ...


class Meter(Protocol):
    """Counts what the daemon does, for those who measure it."""

    def polled(self, failure: FailureKind | None, entries: Mapping[str, int]) -> None:
        """Count a poll, what failed about it, and its entries by what came of them."""
        ...

    def delivered(self, outcome: Outcome) -> None:
        """Count a try to send a letter."""
        ...


class Writer(Protocol):
    """The one thread that works on the store."""

    async def __call__(self, work: Callable[[], T]) -> T:
        """Run the work there and return what it returns; work that was begun is finished even when cancelled."""
        ...


class FeedStore(Protocol):
    """What is remembered of feeds."""

    def feed_states(self) -> dict[FeedId, FeedState]:
        """Return the state of every feed ever polled or scheduled."""
        ...

    def feed_state(self, feed: FeedId) -> FeedState | None:
        """Return the state of one feed."""
        ...

    def save_feed_state(self, state: FeedState) -> None:
        """Write or replace the state of one feed."""
        ...


class ItemStore(Protocol):
    """Items, their versions, their sightings and what the rules made of them."""

    def item_by_entry(self, feed: FeedId, entry_key: str) -> StoredItem | None:
        """Return the item that this entry of this feed was stored as, or was a sighting of."""
        ...

    def item_by_url(self, url_key: str) -> StoredItem | None:
        """Return the first item with this canonical address; an empty key finds nothing."""
        ...

    def items_by_title(self, publisher: str, title_key: str, since: datetime) -> tuple[StoredItem, ...]:
        """Return items of the publisher with this title, first seen at or after `since`; the latest few."""
        ...

    def items_by_text(self, bands: Sequence[int], since: datetime) -> tuple[StoredItem, ...]:
        """Return the few items that share most of these bands, saved at or after `since`, in the order of their ids."""
        ...

    def save_bands(self, item: ItemId, bands: Sequence[int], at: datetime) -> None:
        """Let an item be found by these bands of its text, in place of the former ones."""
        ...

    def forget_bands(self, before: datetime, most: int) -> None:
        """Drop the bands of at most so many items that were saved before an instant, the oldest first."""
        ...

    def item(self, item: ItemId) -> StoredItem | None:
        """Return an item in its present version."""
        ...

    def items_since(self, since: datetime, after: ItemId, limit: int) -> tuple[StoredItem, ...]:
        """Return items whose present version was first seen since then and whose id is higher, by id."""
        ...

    def add_item(self, item: Item, copy_of: ItemId | None = None) -> StoredItem:
        """Store a new item as version 1, a copy of another one if so."""
        ...

    def add_version(self, item: ItemId, changed: Item, copy_of: ItemId | None = None) -> StoredItem:
        """Store a changed text as the next version, a copy of another item if so; the former ones stay."""
        ...

    def add_sighting(self, sighting: Sighting) -> None:
        """Note that an entry is a known item. Noting it twice changes nothing."""
        ...

    def save_verdict(self, item: ItemId, version: int, matches: Sequence[Match], rulebook: str) -> None:
        """Store what the rules of this rulebook fingerprint made of a version, in place of what stood there."""
        ...

    def save_error(self, item: ItemId, version: int, error: str, rulebook: str) -> None:
        """Store that judging this version raised; a later verdict clears it."""
        ...

    def verdict(self, item: ItemId) -> tuple[Match, ...]:
        """Return the engine's matches of the present version, in the order in which they were stored.

        What stands of them under an analyst's labels says `pipeline.labels.verdict`.
        """
        ...

    def items_in_error(self, other_than: str, limit: int) -> tuple[StoredItem, ...]:
        """Return items whose judging raised under a rulebook other than the one named, oldest first."""
        ...

    def item_counts(self) -> tuple[int, int]:
        """Return how many items there are, and how many of them are in error."""
        ...


class LabelStore(Protocol):
    """What analysts say of items."""

    def labels(self, item: ItemId | None = None) -> tuple[Label, ...]:
        """Return the labels of an item, or all, in the order of items; those for every rule come first."""
        ...

    def save_label(self, label: Label) -> None:
        """Write a label, in place of a former one of its item and rule."""
        ...

    def remove_label(self, item: ItemId, rule: RuleId | None) -> bool:
        """Take back a label; False when there is none."""
        ...


class IncidentStore(Protocol):
    """Incidents, and what became of them."""

    def incident(self, incident: IncidentId) -> Incident | None:
        """Return one incident."""
        ...

    def incidents_of_item(self, item: ItemId) -> tuple[Incident, ...]:
        """Return the incidents that have the item as a member, oldest first."""
        ...

    def incidents_of_days(self, rule: RuleId, since: date, until: date, limit: int) -> tuple[Incident, ...]:
        """Return a rule's incidents of some days, both included, in any state, the last changed first."""
        ...

    def incidents(self, *, commitment: CommitmentId | None = None, limit: int = 100) -> tuple[Incident, ...]:
        """Return incidents, the last changed first."""
        ...

    def save_incident(self, incident: Incident) -> None:
        """Write or replace what is known of an incident; its members stay."""
        ...

    def add_episodes(self, episodes: Sequence[Episode]) -> None:
        """Write down what became of incidents."""
        ...

    def episodes(self, incident: IncidentId) -> tuple[Episode, ...]:
        """Return what became of an incident, in order."""
        ...

    def incident_counts(self) -> dict[State, int]:
        """Return how many incidents there are in each state that has any."""
        ...


class MemberStore(Protocol):
    """Who belongs to incidents, and what must not."""

    def members(self, incident: IncidentId) -> tuple[Member, ...]:
        """Return all members of an incident, in the order in which they came."""
        ...

    def member(self, incident: IncidentId, item: ItemId) -> Member | None:
        """Return an item as a member of an incident."""
        ...

    def some_members(self, incident: IncidentId, most: int) -> tuple[Member, ...]:
        """Return the first member of an incident, and its latest ones."""
        ...

    def has_report(self, incident: IncidentId, besides: ItemId) -> bool:
        """Return whether another item than this one tells the incident as its own event."""
        ...

    def kin(self, incident: IncidentId, member: Member, ties: Sequence[str]) -> Kin:
        """Return what an incident has of a further member: voices with one of its ties, and its newsroom."""
        ...

    def add_member(self, incident: IncidentId, standing: Standing) -> None:
        """Write down a further member."""
        ...

    def replace_members(self, incident: IncidentId, standings: Sequence[Standing]) -> None:
        """Write down all members anew, in this order."""
        ...

    def bar(self, item: ItemId, incident: IncidentId) -> None:
        """Remember that a person took an item out of an incident."""
        ...

    def unbar(self, item: ItemId, incident: IncidentId) -> None:
        """Forget that."""
        ...

    def barred(self, item: ItemId) -> frozenset[IncidentId]:
        """Return the incidents that a person took an item out of."""
        ...

    def keep_denial(self, item: ItemId, denial: Match) -> None:
        """Keep a denial whose event nobody has reported yet."""
        ...

    def kept_denials(self, rule: RuleId, since: date, until: date, limit: int) -> tuple[tuple[ItemId, Match], ...]:
        """Return denials of these days that were kept, in the order in which they came, and who told them."""
        ...

    def forget_denials(self, item: ItemId) -> None:
        """Forget the denials of an item that were kept."""
        ...


class OutboxStore(Protocol):
    """What is to be told, and what was."""

    def enqueue(self, delivery: NewDelivery) -> bool:
        """Add a row with its fate. False, and no row, when this receiver has this dedup key already."""
        ...

    def due_deliveries(self, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Return pending rows that are due, at most one per receiver: its oldest one."""
        ...

    def waiting(self) -> tuple[Delivery, ...]:
        """Return of each receiver the oldest pending row, due or not: the one that the others wait for."""
        ...

    def begin_attempt(self, delivery: DeliveryId, now: datetime) -> None:
        """Note that a try begins; if its end is never noted, the row counts as a possible repeat."""
        ...

    def end_attempt(
        self, delivery: DeliveryId, now: datetime, result: SendResult, state: DeliveryState, due_at: datetime
    ) -> None:
        """Note how the try ended, the row's new state, and when it is due again if it is still pending."""
        ...

    def delivery(self, delivery: DeliveryId) -> Delivery | None:
        """Return one row."""
        ...

    def deliveries(self, *, state: DeliveryState | None = None, limit: int = 100) -> tuple[Delivery, ...]:
        """Return rows, the newest first."""
        ...

    def deliveries_since(self, since: datetime, after: DeliveryId, limit: int) -> tuple[Delivery, ...]:
        """Return rows that were decided since an instant, with ids above `after`, in their order."""
        ...

    def attempts(self, delivery: DeliveryId) -> tuple[Attempt, ...]:
        """Return the tries of a row in order."""
        ...

    def requeue(self, delivery: DeliveryId, now: datetime) -> bool:
        """Make a dead row pending and due at once; False when it is not dead. Former tries count against it no more."""
        ...

    def requeue_all(self, now: datetime) -> int:
        """Do so with every dead row; returns how many there were."""
        ...

    def delivery_counts(self) -> dict[DeliveryState, int]:
        """Return how many rows there are in each state."""
        ...

    def backlogs(self) -> tuple[Backlog, ...]:
        """Return what each receiver has not got, of those with pending or dead rows, by name."""
        ...


class PruneStore(Protocol):
    """What is dropped once it is old."""

    def prune_items(self, after: int, before: datetime, limit: int) -> tuple[int, int]:
        """Drop the texts of some items numbered above `after` that did not change since `before` and tell no incident.

        Returns the last number that was looked at, `after` itself when there was none, and how many lost their texts.
        """
        ...

    def prune_deliveries(self, before: datetime, limit: int) -> int:
        """Drop some letters that arrived before an instant, of no open incident; returns how many."""
        ...


class LedgerStore(Protocol):
    """What of the outbox is held, folded and muted, what receivers heard, and the silences."""

    def due_batches(self, now: datetime) -> tuple[tuple[ReceiverId, str], ...]:
        """Return the receivers and batches with held rows whose time has come."""
        ...

    def held(self, receiver: ReceiverId, batch: str, now: datetime, after: int, limit: int) -> tuple[Delivery, ...]:
        """Return held rows of a batch whose time has come, with ids above `after`, in their order."""
        ...

    def batch_times(self, receiver: ReceiverId, batch: str) -> tuple[datetime | None, datetime | None]:
        """Return until when rows of a batch are held, if any is, and when its last letter was due."""
        ...

    def decide_held(self, delivery: DeliveryId, fate: Fate, now: datetime) -> None:
        """Write what becomes of a held row; one that is not held any more stays as it is."""
        ...

    def heard(self, receiver: ReceiverId, since: datetime) -> tuple[Heard, ...]:
        """Return what a receiver was told, or will be, of what was decided since an instant."""
        ...

    def letters(self, receiver: ReceiverId, since: datetime) -> tuple[datetime, ...]:
        """Return when letters went to a receiver since an instant, oldest first."""
        ...

    def muted(self, receiver: ReceiverId, since: datetime) -> tuple[tuple[str, int], ...]:
        """Return how much was muted for a receiver since an instant, by its cause."""
        ...

    def deliveries_of(self, incident: IncidentId) -> tuple[Delivery, ...]:
        """Return what became of each notice of an incident to each receiver, in order."""
        ...

    def reminded(self, incident: IncidentId) -> tuple[Reminded, ...]:
        """Return who heard of an incident, when for the last time, and how often they were reminded since."""
        ...

    def silences(self, now: datetime) -> tuple[Silence, ...]:
        """Return the silences that have not expired."""
        ...

    def add_silence(self, silence: Silence) -> SilenceId:
        """Store a silence; returns the id that it is given."""
        ...

    def expire_silence(self, silence: SilenceId, now: datetime) -> bool:
        """End a silence now; False when there is none of this id, or it has expired already."""
        ...


class Store(
    FeedStore, ItemStore, LabelStore, IncidentStore, MemberStore, OutboxStore, PruneStore, LedgerStore, Protocol
):
    """The memory of the daemon. One writer, one thread; every read sees what was written before it."""

    def transaction(self) -> AbstractContextManager[None]:
        """Open a transaction that holds the write lock from its start; an exception rolls all of it back."""
        ...

    def savepoint(self) -> AbstractContextManager[None]:
        """Inside a transaction: an exception undoes what was written since, and goes on to the caller."""
        ...

    def note(self, name: str) -> str | None:
        """Return a small fact of the daemon's own, such as the fault of the last reload."""
        ...

    def save_note(self, name: str, value: str | None) -> None:
        """Write such a fact, or remove it with None."""
        ...
