"""Decides what becomes of a delivery after a try.

A failure that may pass is tried again with doubling gaps and jitter for as long as people may still need the alert. A
refusal is tried a few times, since the operator may be mending the address. What may have arrived is repeated least,
for each try may be a copy. Then the delivery is a dead letter: shown, counted, and sent again by hand. Nothing is
dropped.

What counts are the tries since the row was queued, or queued again by hand: the days in which pactwatch itself was
down, and what came before an operator's own decision, are not held against a receiver.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model.delivery import DeliveryState, Outcome, SendResult, Tried

FIRST_GAP = timedelta(seconds=10)
LAST_GAP = timedelta(minutes=30)
PATIENCE = timedelta(days=3)
"""How long a receiver may be out of reach before its alerts are given up: longer than a weekend."""
REFUSALS = 5
"""How many tries a receiver that refuses is given."""
GAPS_AFTER_UNKNOWN = (timedelta(minutes=1), timedelta(minutes=15))
"""The gaps between tries that may have arrived: long enough for a slow receiver to come to itself."""
UNKNOWNS = len(GAPS_AFTER_UNKNOWN) + 1
"""How many tries may have arrived, which is how many copies there can be."""
FIRST_REST = timedelta(seconds=1)
LAST_REST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Next:
    """The delivery's new state, when it is due if it is still pending, and why, for the log."""

    state: DeliveryState
    due_at: datetime
    why: str


def after(before: Tried, result: SendResult, now: datetime, chance: float) -> Next:
    """Decide what follows a try that ended in `result`; `chance` is a random number from 0 to 1.

    `before` holds the tries before this one.
    """
    if result.outcome is Outcome.SENT:
        return Next(DeliveryState.SENT, now, "accepted by the receiver")
    tried = Tried(
        since_at=before.since_at or now,
        count=before.count + 1,
        refused=before.refused + (result.outcome is Outcome.REJECTED),
        unknown=before.unknown + (result.outcome is Outcome.UNKNOWN),
    )
    if why := _given_up(tried, result.outcome, now):
        return Next(DeliveryState.DEAD, now, why)
    own = GAPS_AFTER_UNKNOWN[tried.unknown - 1] if result.outcome is Outcome.UNKNOWN else gap(tried.count)
    wait = max(own, result.retry_after or timedelta())
    return Next(DeliveryState.PENDING, now + min(wait, PATIENCE) * (1 + chance / 5), "will be tried again")


def _given_up(tried: Tried, outcome: Outcome, now: datetime) -> str | None:
    if outcome is Outcome.REJECTED and tried.refused >= REFUSALS:
        return f"refused {tried.refused} times"
    if outcome is Outcome.UNKNOWN and tried.unknown >= UNKNOWNS:
        return f"it may have arrived, but {tried.unknown} tries were not answered"
    if tried.since_at is not None and now - tried.since_at >= PATIENCE:
        return f"out of reach for {PATIENCE.days} days"
    return None


def gap(tries: int) -> timedelta:
    """Return the gap after this many tries, before jitter."""
    return _doubled(FIRST_GAP, LAST_GAP, tries)


def rest(failures: int) -> timedelta:
    """Return how long to leave the store alone when it failed this many times in a row."""
    return _doubled(FIRST_REST, LAST_REST, failures)


def _doubled(first: timedelta, last: timedelta, count: int) -> timedelta:
    return min(last, first * (1 << min(max(count - 1, 0), 20)))
