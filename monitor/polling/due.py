"""Decides when a feed is polled next.

A healthy feed keeps its pace. A failing one is tried again with growing gaps, so that a broken server is not hammered,
yet never later than the ceiling: a feed is never given up in silence. One whose publisher says that it is gone is
stopped, loudly, until a person resumes it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Failing, Feed, FeedState
from monitor.model.ids import FeedId
from monitor.polling.pace import every

CEILING = timedelta(hours=6)
"""The longest that back-off, or a server's `Retry-After`, lets a failing feed wait."""
SPREAD = 0.1
"""Jitter: a due time lies up to this share of the wait later, so that feeds do not march in step."""
SLOW = frozenset({FailureKind.GONE, FailureKind.BAD_ADDRESS, FailureKind.FORBIDDEN_ADDRESS})
"""Failures that only a person can mend; they wait the ceiling at once."""
LASTING = frozenset(FailureKind) - {
    FailureKind.RATE_LIMITED,
    FailureKind.SERVER_ERROR,
    FailureKind.TIMEOUT,
    FailureKind.DISCONNECTED,
    FailureKind.PARSE_TIMEOUT,
    FailureKind.PARSE_MEMORY,
    FailureKind.PARSE_CRASHED,
    FailureKind.RECORDING,
    FailureKind.INTERNAL,
}
"""Failures that speak against an address that a redirect led to; the others pass by themselves."""


def first_due(feed: Feed, now: datetime) -> FeedState:
    """Return the state of a feed that was never polled: due at once."""
    return FeedState(feed=feed.id, due_at=now)


def address_of(feed: Feed, state: FeedState) -> str:
    """Return where a feed is asked for: the address that permanent redirects led to, else the written one."""
    return state.moved or feed.id


def due_after_success(wait: timedelta, now: datetime, chance: float) -> datetime:
    """Return when a feed that was just read is due; `wait` is its pace and `chance` a random number from 0 to 1."""
    return now + _spread(wait, chance)


def due_after_failure(wait: timedelta, failing: Failing, error: PollError, now: datetime, chance: float) -> datetime:
    """Return when to try again: doubling gaps from the pace to the ceiling, never before the server allows."""
    if error.kind in SLOW:
        return now + _spread(CEILING, chance)
    gap = min(CEILING, wait * (1 << min(failing.count - 1, 10)))
    asked = min(error.retry_after or timedelta(), CEILING)
    return now + _spread(max(gap, asked), chance)


def failed(feed: Feed, state: FeedState, error: PollError, now: datetime, chance: float) -> FeedState:
    """Return a feed's state after a poll that failed: due again with a growing gap, or stopped."""
    failing = failing_after(state, error, now)
    due_at = due_after_failure(every(feed, state), failing, error, now, chance)
    stopped_at = now if error.kind is FailureKind.GONE else None
    return replace(state, polled_at=now, due_at=due_at, failing=failing, stopped_at=stopped_at)


def failing_after(state: FeedState, error: PollError, now: datetime) -> Failing:
    """Return the run of failures that this one begins or goes on with."""
    before = state.failing
    return Failing(
        kind=error.kind,
        detail=error.detail,
        since_at=before.since_at if before else now,
        count=before.count + 1 if before else 1,
    )


def resumed(state: FeedState, now: datetime) -> FeedState:
    """Return the state of a stopped feed that a person wants asked again: due at once, at its written address."""
    return replace(state, stopped_at=None, failing=None, moved=None, due_at=now)


def at_start(state: FeedState, now: datetime) -> FeedState:
    """Return the state of a feed as the daemon starts: one that fails is due at once, for a person may have mended it.

    A server that asked for rest keeps it.
    """
    if state.failing is None or state.failing.kind is FailureKind.RATE_LIMITED:
        return state
    return replace(state, due_at=min(state.due_at, now))


def is_due(feed: Feed, state: FeedState, now: datetime) -> bool:
    """Return whether a feed is to be polled now.

    A due time further away than the longest wait counts as past: the clock that set it was wrong and has been put
    right, or the operator wants the feed more often now.
    """
    if not feed.enabled or state.stopped_at is not None:
        return False
    wait = every(feed, state)
    furthest = _spread(max(CEILING, wait) if state.failing else wait, 1)
    return state.due_at <= now or state.due_at > now + furthest


def host_of(address: str) -> str:
    """Return the host that polls are limited by."""
    try:
        return (urlsplit(address).hostname or address).lower()
    except ValueError:
        return address


@dataclass(frozen=True, slots=True)
class Limits:
    """How many polls may run side by side, in all and on one host."""

    total: int = 32
    per_host: int = 2


def choose(
    feeds: Iterable[Feed],
    states: Mapping[FeedId, FeedState],
    running: Collection[Feed],
    now: datetime,
    limits: Limits = Limits(),
) -> tuple[Feed, ...]:
    """Return the due feeds that may be polled now, the longest overdue first."""
    hosts = [host_of(address_of(feed, states[feed.id])) for feed in running]
    busy = {feed.id for feed in running}
    chosen: list[Feed] = []
    due = [feed for feed in feeds if feed.id not in busy and is_due(feed, states[feed.id], now)]
    for feed in sorted(due, key=lambda feed: states[feed.id].due_at):
        if len(hosts) >= limits.total:
            break
        host = host_of(address_of(feed, states[feed.id]))
        if hosts.count(host) < limits.per_host:
            chosen.append(feed)
            hosts.append(host)
    return tuple(chosen)


def _spread(wait: timedelta, chance: float) -> timedelta:
    return wait + wait * (SPREAD * chance)
