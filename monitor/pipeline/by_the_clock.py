"""What is told because time passes, and not because news came: one round of all of it."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from monitor.model.errors import StoreError
from monitor.model.notice import Notice
from monitor.pipeline.deadlines import watch_deadlines
from monitor.pipeline.desk import Desk
from monitor.pipeline.milestones import watch_windows
from monitor.pipeline.release import release
from monitor.pipeline.reminders import remind, tell_waiting
from monitor.pipeline.sight import watch_sight

log = logging.getLogger(__name__)
Role = Callable[[Desk], tuple[Notice, ...]]


def tell_by_the_clock(desk: Desk, started_at: datetime) -> tuple[Notice, ...]:
    """Tell all that is due by the clock; `started_at` is when the daemon was started. Raises StoreError.

    Each role has a transaction of its own, and one that fails in an unexpected way does not stop the others.
    """
    roles: tuple[Role, ...] = (
        watch_deadlines,
        watch_windows,
        lambda desk: watch_sight(desk, started_at),
        tell_waiting,
        remind,
        release,
    )
    return tuple(notice for role in roles for notice in _run(desk, role))


def _run(desk: Desk, role: Role) -> Iterator[Notice]:
    try:
        yield from role(desk)
    except StoreError:
        raise
    except Exception:
        log.exception("something that is told by the clock failed; it is tried again in the next round")
