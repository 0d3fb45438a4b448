"""Decides what of the daemon's standing a person must know, and what to do about it: `status` at three in the night."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from monitor.model.failure import FailureKind
from monitor.pipeline.standing import Standing, Watched

SILENT_AFTER = timedelta(minutes=1)
"""A daemon that gave no sign of life for this long is taken for dead."""
SLOW = 5.0
"""A loop that was late by so many seconds is told."""
NAMED = 10
"""How many feeds are told one by one; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What is wrong and what to do about it. A `grave` one means that pactwatch does not do its work."""

    what: str
    todo: str
    grave: bool = False


def silent(alive_at: datetime | None, now: datetime) -> bool:
    """Return whether the daemon gave no sign of life of late."""
    return alive_at is None or now - alive_at > SILENT_AFTER


def complaints(standing: Standing, *, alive: bool = True) -> tuple[Complaint, ...]:
    """Return what is wrong, the gravest first; nothing when all is well.

    Of a daemon that is not `alive` the first complaint says so, and what only follows from it is left out.
    """
    found = (*_of_feeds(standing, alive=alive), *_of_rules(standing), *_of_deliveries(standing, alive=alive))
    whole = (*found, *_of_items(standing), *(_of_loop(standing) if alive else ()))
    return whole if alive else (not_running(standing.alive_at), *whole)


def not_running(alive_at: datetime | None) -> Complaint:
    """Return the complaint about a daemon that gives no sign of life."""
    last = f"its last sign of life was at {alive_at:%Y-%m-%d %H:%M:%S} UTC" if alive_at else None
    return Complaint(
        what=f"the daemon is not running, or cannot write its state: {last or 'it never gave a sign of life'}",
        todo="start it with `pactwatch run`, or through your service manager. If it is running, read its log: the disk "
        "may be full or its process stuck; ending it with SIGTERM and starting it again loses nothing",
        grave=True,
    )


def verdict(found: tuple[Complaint, ...]) -> str:
    """Put it all in one line."""
    if not found:
        return "All is well."
    things = "1 thing needs" if len(found) == 1 else f"{len(found)} things need"
    if any(complaint.grave for complaint in found):
        return f"NOT WORKING: pactwatch does not watch the news at present. {things} a person, the worst first:"
    return f"WORKING, but {things} a person:"


def as_data(standing: Standing, found: tuple[Complaint, ...]) -> dict[str, Any]:
    """Return the same for programs: no address, no title of news, no secret."""
    return {
        "healthy": not found,
        "working": not any(complaint.grave for complaint in found),
        "verdict": verdict(found),
        "complaints": [{"what": c.what, "todo": c.todo, "grave": c.grave} for c in found],
        "at": standing.at.isoformat(),
        "alive_at": standing.alive_at.isoformat() if standing.alive_at else None,
        "loop_lag_seconds": standing.lag,
        "feeds_by_state": dict(feed_counts(standing)),
        "deliveries": standing.deliveries,
        "oldest_undelivered_seconds": standing.oldest_undelivered.total_seconds(),
        "incidents": standing.incidents,
        "items": standing.items,
        "items_in_error": standing.items_in_error,
    }


def feed_counts(standing: Standing) -> Counter[str]:
    """Return how many feeds that are switched on fare how."""
    return Counter(str(watched.condition.health) for watched in standing.feeds)


def _of_feeds(standing: Standing, *, alive: bool) -> Iterator[Complaint]:
    bad = [w for w in standing.feeds if w.bad and (alive or (w.state and w.state.failing))]
    if bad and len(bad) == len(standing.feeds) and all(watched.unread for watched in bad):
        yield Complaint(
            what="no feed can be read: pactwatch is blind",
            todo=f"check this machine's network and name server. {_commonest(standing)}",
            grave=True,
        )
        return
    for watched in bad[:NAMED]:
        found = watched.condition
        yield Complaint(what=f"{watched.feed.title} is {found.health}: {found.why}", todo=found.hint)
    if len(bad) > NAMED:
        yield Complaint(
            what=f"{len(bad) - NAMED:,} more feeds bring nothing. {_commonest(standing)}",
            todo="see them all with `pactwatch status --all-feeds`",
        )


def _commonest(standing: Standing) -> str:
    """Say what most feeds fail with."""
    kinds: Counter[FailureKind] = Counter(_kinds(standing.feeds))
    if not kinds:
        return "Their polls are overdue: the daemon is behind, or was not running."
    [(kind, count)] = kinds.most_common(1)
    return f"The commonest failure is {kind} ({count:,}): {kind.hint}"


def _kinds(feeds: tuple[Watched, ...]) -> Iterator[FailureKind]:
    return (watched.state.failing.kind for watched in feeds if watched.state and watched.state.failing)


def _of_rules(standing: Standing) -> Iterator[Complaint]:
    if standing.rulebook_fault:
        yield Complaint(
            what=f"the rule files have faults, the last good rulebook stays in force:\n{standing.rulebook_fault}",
            todo="correct them, with the help of `pactwatch check`; a running daemon takes them up by itself",
        )


def _of_deliveries(standing: Standing, *, alive: bool) -> Iterator[Complaint]:
    for log in standing.stuck if alive else ():
        yield Complaint(
            what=f"receiver {log.receiver} has not taken its letters for over 10 minutes: {log.detail or 'not tried'}",
            todo=f"they are tried again by themselves ({log.pending:,} wait); see why with `pactwatch send-test "
            f"{log.receiver}`",
        )
    for fault in standing.unusable:
        yield Complaint(
            what=f"a receiver cannot be used: {fault}",
            todo="set the secret and start the daemon again (what waits is kept three days), or mend the address in "
            "alerts.yaml; then try it with `pactwatch send-test`",
        )
    dead = sum(log.dead for log in standing.backlogs)
    if dead:
        yield Complaint(
            what=f"{dead:,} dead letter{'s' if dead > 1 else ''}: given up after many tries",
            todo="see `pactwatch deliveries list --only dead`, mend the receiver, then "
            "`pactwatch deliveries retry --all`",
        )


def _of_items(standing: Standing) -> Iterator[Complaint]:
    if number := standing.items_in_error:
        yield Complaint(
            what=f"{number:,} item{'s' if number > 1 else ''} could not be judged",
            todo="the log names them; a changed rulebook tries them again",
        )


def _of_loop(standing: Standing) -> Iterator[Complaint]:
    if standing.lag is not None and standing.lag > SLOW:
        yield Complaint(
            what=f"the daemon is slow: its loop was held up for {standing.lag:.1f} s",
            todo="see whether this machine is short of processor or memory",
        )
