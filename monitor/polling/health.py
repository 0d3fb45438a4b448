"""Decides how a feed fares, in one word that is the same in the log, in `status` and on the page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model.feed import Feed, FeedState
from monitor.polling.pace import every
from monitor.text.durations import span

LATE_POLLS = 3
"""A feed that was not polled for more than this many of its waits is overdue, though nothing failed."""
QUIET = timedelta(hours=24)
QUIET_GAPS = 6
"""A feed without a new item for longer than a day, and than so many of its usual gaps, is stale."""


class Health(StrEnum):
    """How a feed fares."""

    DISABLED = "disabled"
    """Switched off in feeds.yaml."""
    WAITING = "waiting"
    """Never polled yet."""
    STOPPED = "stopped"
    """Its publisher says that it is gone; it is not polled until a person resumes it."""
    FAILING = "failing"
    """The last poll failed; the kind of the failure says why."""
    OVERDUE = "overdue"
    """Should have been polled long ago: the daemon is behind or was down."""
    EMPTY = "empty"
    """Read without a failure, and there is nothing in it."""
    UNDATED = "undated"
    """None of its entries has a date that can be read."""
    STALE = "stale"
    """Read without a failure, and nothing new came for longer than is usual for it."""
    FRESH = "fresh"
    """Read without a failure, and it brings what it usually does."""

    @property
    def unread(self) -> bool:
        """Whether nothing is heard of the feed, though the operator wants it."""
        return self in (Health.STOPPED, Health.FAILING, Health.OVERDUE)


@dataclass(frozen=True, slots=True)
class Condition:
    """A feed's health, the reason in a few words, and what can be done about it in a sentence."""

    health: Health
    why: str
    hint: str = ""


def condition(feed: Feed, state: FeedState | None, now: datetime) -> Condition:
    """Return how the feed fares at `now`; the first that holds of the order in which `Health` lists them."""
    if not feed.enabled:
        return Condition(Health.DISABLED, "switched off in feeds.yaml")
    if state is None or state.polled_at is None:
        return Condition(Health.WAITING, "not polled yet")
    if state.stopped_at is not None or state.failing is not None:
        return _unreadable(state)
    if state.due_at < now - every(feed, state) and now - state.polled_at > every(feed, state) * LATE_POLLS:
        why = f"its poll was due {span(now - state.due_at)} ago"
        return Condition(Health.OVERDUE, why, "The daemon is behind or not running; see its log.")
    return _readable(state, now)


def _unreadable(state: FeedState) -> Condition:
    failing = state.failing
    if failing is None:
        return Condition(Health.STOPPED, "stopped", "`pactwatch feeds resume` asks it again.")
    times = "once" if failing.count == 1 else f"{failing.count} times in a row"
    detail = f": {failing.detail}" if failing.detail else ""
    why = f"{failing.kind} ({times}), since {failing.since_at:%-d %B %H:%M} UTC{detail}"
    return Condition(Health.FAILING if state.stopped_at is None else Health.STOPPED, why, failing.kind.hint)


def _readable(state: FeedState, now: datetime) -> Condition:
    if state.entries == 0:
        return Condition(Health.EMPTY, "it was read and holds no entry", "Open its address to see whether that is so.")
    if state.undated >= state.entries:
        hint = "Without dates old news can pass for new; find a feed of this publisher that has them."
        return Condition(Health.UNDATED, "none of its entries has a date that can be read", hint)
    quiet = now - state.new_item_at if state.new_item_at else timedelta()
    if quiet > max(QUIET, (state.habit or timedelta()) * QUIET_GAPS):
        usual = f", usually every {span(state.habit)}" if state.habit else ""
        hint = "The publisher may have left it behind; look for another feed of theirs."
        return Condition(Health.STALE, f"nothing new for {span(quiet)}{usual}", hint)
    faults = f", with {', '.join(state.faults)}" if state.faults else ""
    return Condition(Health.FRESH, f"read without a failure{faults}")
