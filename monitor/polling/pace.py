"""Decides how often a feed is polled: as the operator wishes, else by how often it publishes.

Half of the usual gap between two entries, so that most are seen before the next one comes; never shorter than the floor
nor longer than the ceiling. Server and feed may ask for less, up to the ceiling; they are never polled more often for
it. The operator's wish stands above all of that.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from monitor.model.feed import Feed, FeedState, Pace, PaceReason

FLOOR = timedelta(minutes=5)
CEILING = timedelta(hours=1)
RECENT = 20
"""How many of the newest entries tell a feed's habit."""
FEWEST = 3
"""So many different times of publication are needed to speak of a habit."""


def usual_gap(published: Iterable[datetime], now: datetime) -> timedelta | None:
    """Return the median gap between a feed's recent entries, to the second; None where too few times are known.

    Times that have not come say nothing. Entries of one instant came together and count as one.
    """
    recent = sorted({at for at in published if at <= now})[-RECENT:]
    if len(recent) < FEWEST:
        return None
    return timedelta(seconds=int(median((later - earlier).total_seconds() for earlier, later in pairwise(recent))))


def pace(feed: Feed, habit: timedelta | None, ttl: timedelta | None, fresh_for: timedelta | None) -> Pace:
    """Decide how often a feed is polled; `ttl` is what the document asks for and `fresh_for` what the server does."""
    if feed.interval is not None:
        return Pace(every=feed.interval, why=PaceReason.OPERATOR)
    own = Pace() if habit is None else Pace(every=min(max(habit / 2, FLOOR), CEILING), why=PaceReason.HABIT)
    asked = (
        Pace(every=min(wish, CEILING), why=why)
        for wish, why in ((ttl, PaceReason.TTL), (fresh_for, PaceReason.CACHE))
        if wish is not None
    )
    return max((own, *asked), key=lambda each: each.every)


def every(feed: Feed, state: FeedState) -> timedelta:
    """Return how often a feed is polled: the operator's wish of today, else the pace decided at its last poll."""
    return feed.interval or state.pace.every
