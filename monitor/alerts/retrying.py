"""Decides what becomes of a delivery after a try.

A failure that may pass is tried again with doubling gaps and jitter for as long as people may still need the alert; a
refusal is tried a few times, since the operator may be mending the address; then the delivery is a dead letter: shown,
counted, and sent again by hand. Nothing is dropped.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model.delivery import Delivery, DeliveryState, Outcome, SendResult

FIRST_GAP = timedelta(seconds=10)
LAST_GAP = timedelta(minutes=30)
PATIENCE = timedelta(days=3)
"""How long a receiver may be out of reach before its alerts are given up: longer than a weekend."""
REFUSALS = 5
"""How many tries a receiver that refuses is given."""


@dataclass(frozen=True, slots=True)
class Next:
    """The delivery's new state, when it is due if it is still pending, and why, for the log."""

    state: DeliveryState
    due_at: datetime
    why: str


def after(delivery: Delivery, result: SendResult, now: datetime, chance: float) -> Next:
    """Decide what follows a try that ended in `result`; `chance` is a random number from 0 to 1.

    `delivery.attempts` counts the tries made, this one among them.
    """
    if result.outcome is Outcome.SENT:
        return Next(DeliveryState.SENT, now, "accepted by the receiver")
    if result.outcome is Outcome.REJECTED and delivery.attempts >= REFUSALS:
        return Next(DeliveryState.DEAD, now, f"refused {delivery.attempts} times")
    if now - delivery.created_at >= PATIENCE:
        return Next(DeliveryState.DEAD, now, f"out of reach for {PATIENCE.days} days")
    wait = max(gap(delivery.attempts), result.retry_after or timedelta())
    return Next(DeliveryState.PENDING, now + min(wait, PATIENCE) * (1 + chance / 5), "will be tried again")


def gap(attempts: int) -> timedelta:
    """Return the gap after this many tries, before jitter."""
    return min(LAST_GAP, FIRST_GAP * (1 << min(max(attempts - 1, 0), 20)))
