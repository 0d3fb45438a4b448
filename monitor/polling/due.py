"""Decides when a feed is polled next.

A healthy feed keeps its interval. A failing one is tried again with growing gaps, so that a broken server is not
hammered, yet never later than the ceiling: a feed is never given up in silence.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Failing, Feed, FeedState
from monitor.model.ids import FeedId

CEILING = timedelta(hours=6)
"""The longest that back-off lets a failing feed wait."""
SPREAD = 0.1
"""Jitter: a due time lies up to this share of the wait later, so that feeds do not march in step."""
SLOW = frozenset({FailureKind.GONE, FailureKind.BAD_ADDRESS, FailureKind.FORBIDDEN_ADDRESS})
"""Failures that only a person can mend; they wait the ceiling at once."""


def first_due(feed: Feed, now: datetime) -> FeedState:
    """Return the state of a feed that was never polled: due at once."""
    return FeedState(feed=feed.id, due_at=now)


def due_after_success(feed: Feed, now: datetime, chance: float) -> datetime:
    """Return when a feed that was just read is due; `chance` is a random number from 0 to 1."""
    return now + _spread(feed.interval, chance)


def due_after_failure(feed: Feed, failing: Failing, error: PollError, now: datetime, chance: float) -> datetime:
    """Return when to try again: doubling gaps from the interval to the ceiling, never before the server allows."""
    if error.kind in SLOW:
        return now + _spread(CEILING, chance)
    wait = min(CEILING, feed.interval * (1 << min(failing.count - 1, 10)))
    asked = min(error.retry_after or timedelta(), CEILING)
    return now + _spread(max(wait, asked), chance)


def failing_after(state: FeedState, error: PollError, now: datetime) -> Failing:
    """Return the run of failures that this one begins or goes on with."""
    before = state.failing
    return Failing(
        kind=error.kind,
        detail=error.detail,
        since_at=before.since_at if before else now,
        count=before.count + 1 if before else 1,
    )


def host_of(feed: Feed) -> str:
    """Return the host that a feed's polls are limited by."""
    return (urlsplit(feed.id).hostname or feed.id).lower()


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
    hosts = [host_of(feed) for feed in running]
    busy = {feed.id for feed in running}
    chosen: list[Feed] = []
    due = [feed for feed in feeds if feed.enabled and feed.id not in busy and states[feed.id].due_at <= now]
    for feed in sorted(due, key=lambda feed: states[feed.id].due_at):
        if len(hosts) >= limits.total:
            break
        if hosts.count(host_of(feed)) < limits.per_host:
            chosen.append(feed)
            hosts.append(host_of(feed))
    return tuple(chosen)


def _spread(wait: timedelta, chance: float) -> timedelta:
    return wait + wait * (SPREAD * chance)
