"""Decides how a feed fares, in one word that is the same in the log, in `status` and on the page."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.feed import Feed, FeedState

OVERDUE = 3
"""A feed whose last success lies more than this many intervals back is stale, though nothing failed."""


class Health(StrEnum):
    """How a feed fares."""

    DISABLED = "disabled"
    """Switched off in feeds.yaml."""
    WAITING = "waiting"
    """Never polled yet."""
    FRESH = "fresh"
    """Read without a fault."""
    EMPTY = "empty"
    """Read without a fault, and there is nothing in it."""
    FAILING = "failing"
    """The last poll failed; the kind of the failure says why."""
    STALE = "stale"
    """Should have been polled long ago: the daemon is behind or was down."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A feed's health, the reason in a few words, and what can be done about it in a sentence."""

    health: Health
    why: str
    hint: str = ""


def condition(feed: Feed, state: FeedState | None, now: datetime) -> Condition:
    """Return how the feed fares at `now`."""
    if not feed.enabled:
        return Condition(Health.DISABLED, "switched off in feeds.yaml")
    if state is None or state.polled_at is None:
        return Condition(Health.WAITING, "not polled yet")
    if state.failing:
        failing = state.failing
        times = "once" if failing.count == 1 else f"{failing.count} times in a row"
        return Condition(Health.FAILING, f"{failing.kind} ({times})", failing.kind.hint)
    if now - (state.succeeded_at or state.polled_at) > feed.interval * OVERDUE and state.due_at < now - feed.interval:
        return Condition(Health.STALE, "its poll is overdue: the daemon is behind or not running")
    if state.entries == 0:
        return Condition(Health.EMPTY, "it was read and holds no entry")
    return Condition(Health.FRESH, "read without a fault")
