"""How the daemon stands at a moment: what `status`, the health port and the operators' alerts are all told from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.alerts.ailments import Facts, Stopped
from monitor.model.delivery import Backlog, DeliveryState
from monitor.model.failure import FailureKind
from monitor.model.feed import Feed, FeedState
from monitor.model.ids import FeedId, Publisher, ReceiverId
from monitor.model.incident import State
from monitor.model.rulebook import Rulebook
from monitor.pipeline.reload import FAULT, UNUSABLE
from monitor.polling.health import Condition, Health, condition
from monitor.ports import Store
from monitor.text.addresses import shown
from monitor.text.fingerprints import fingerprint

ALIVE = "alive-at"
"""The note by which others see that the daemon's loop turns and that it can write."""
LAG = "loop-lag"
"""The note that holds by how many seconds the loop was late at worst, of late."""
STUCK_AFTER = timedelta(minutes=10)
"""A letter that waits for longer is told as stuck."""
REMEMBERED = timedelta(days=1)
"""A feed that was not polled for longer is taken for one that is no longer in the rules."""
SURE = 2
"""How many failures in a row make a feed one that cannot be read, before people are woken for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A feed, what is remembered of it, and how it fares."""

    feed: Feed
    state: FeedState | None
    condition: Condition

    @property
    def bad(self) -> bool:
        """Whether it does not bring what it should."""
        return self.unread or self.condition.health is Health.STALE

    @property
    def unread(self) -> bool:
        """Whether it is not read at present."""
        return self.condition.health.unread

    @property
    def gone(self) -> bool:
        """Whether its publisher has ended it."""
        return bool(self.state and self.state.failing and self.state.failing.kind is FailureKind.GONE)

    @property
    def unreadable(self) -> bool:
        """Whether it surely cannot be read: one failed try may be chance."""
        return self.gone or bool(self.state and self.state.failing and self.state.failing.count >= SURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the daemon stands at `at`. Of feeds, those that are switched on; without a rulebook, none.

    `sent_at` is when one of the newest letters was last taken.
    """

    at: datetime
    alive_at: datetime | None
    lag: float | None
    rulebook_fault: str | None
    unusable: tuple[str, ...]
    feeds: tuple[Watched, ...]
    backlogs: tuple[Backlog, ...]
    deliveries: dict[DeliveryState, int]
    incidents: dict[State, int]
    items: int
    items_in_error: int
    sent_at: datetime | None = None

    @property
    def read_at(self) -> datetime | None:
        """When a feed was last read without a fault."""
        times = [w.state.succeeded_at for w in self.feeds if w.state and w.state.succeeded_at]
        return max(times, default=None)

    @property
    def stuck(self) -> tuple[Backlog, ...]:
        """Receivers whose letters wait for too long."""
        return tuple(log for log in self.backlogs if log.oldest_at and self.at - log.oldest_at > STUCK_AFTER)

    @property
    def failing_receivers(self) -> frozenset[ReceiverId]:
        """Receivers that do not get their letters."""
        return frozenset(log.receiver for log in (*self.stuck, *(log for log in self.backlogs if log.dead)))

    @property
    def oldest_undelivered(self) -> timedelta:
        """How long the oldest letter waits."""
        waits = [self.at - log.oldest_at for log in self.backlogs if log.oldest_at]
        return max(waits, default=timedelta())


def alive_at(store: Store) -> datetime | None:
    """Return when the daemon last gave a sign of life."""
    note = store.note(ALIVE)
    return datetime.fromisoformat(note) if note else None


def look(store: Store, rulebook: Rulebook | None, now: datetime, fault: str | None = None) -> Standing:
    """Return how the daemon stands by its store; `fault` is what is wrong with the rule files as they are."""
    states = store.feed_states()
    feeds = [feed for feed in rulebook.feeds if feed.enabled] if rulebook else _remembered(states, now)
    items, errors = store.item_counts()
    lag = store.note(LAG)
    return Standing(
        at=now,
        alive_at=alive_at(store),
        lag=float(lag) if lag else None,
        rulebook_fault=fault or store.note(FAULT),
        unusable=tuple((store.note(UNUSABLE) or "").splitlines()),
        feeds=tuple(Watched(feed=f, state=(s := states.get(f.id)), condition=condition(f, s, now)) for f in feeds),
        backlogs=store.backlogs(),
        deliveries=store.delivery_counts(),
        incidents=store.incident_counts(),
        items=items,
        items_in_error=errors,
        sent_at=max(
            (row.sent_at for row in store.deliveries(state=DeliveryState.SENT, limit=20) if row.sent_at), default=None
        ),
    )


def _remembered(states: Mapping[FeedId, FeedState], now: datetime) -> list[Feed]:
    """Return the feeds that were polled of late, where no rulebook can be read to say what they are called."""
    recent = (state for state in states.values() if state.polled_at and now - state.polled_at < REMEMBERED)
    return [Feed(id=state.feed, title=shown(state.feed), publisher=Publisher("")) for state in recent]


def facts(standing: Standing) -> Facts:
    """Return what operators are told of, if it is so."""
    since = [w.state.failing.since_at for w in standing.feeds if w.unreadable and w.state and w.state.failing]
    return Facts(
        rulebook_fault=standing.rulebook_fault,
        dead={log.receiver: log.dead for log in standing.backlogs if log.dead},
        blind_since=max(since) if since and len(since) == len(standing.feeds) else None,
        stopped=tuple(_stopped(standing.feeds)),
        items_in_error=standing.items_in_error,
    )


def _stopped(feeds: tuple[Watched, ...]) -> Iterator[Stopped]:
    for watched in feeds:
        if watched.gone and watched.state and watched.state.failing:
            mark = fingerprint(watched.feed.id)[:12]
            yield Stopped(mark=mark, title=watched.feed.title, since=watched.state.failing.since_at)
