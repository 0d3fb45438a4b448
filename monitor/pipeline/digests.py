"""Remembers when each receiver has its digest, so that one is due also when nothing went into it."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from monitor.alerts.digesting import next_digest
from monitor.commitments.counting import Phase, counts
from monitor.model.alert import Digest, Receiver
from monitor.model.commitment import Commitment
from monitor.model.ids import ReceiverId
from monitor.model.notice import Watched
from monitor.pipeline.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """When a receiver had its last digest, how many items there were then, and by which times the next one is due."""

    at: datetime
    items: int
    times: str
    due_at: datetime


_SINCE = TypeAdapter(Since)


def due_digests(desk: Desk, now: datetime) -> dict[ReceiverId, Since]:
    """Return the receivers whose digest is due, and note when the next one is; after an outage one is due, not many."""
    found = {}
    for receiver in desk.book.rulebook.alerts.receivers:
        if receiver.digest is not None and (since := _due(desk, receiver, receiver.digest, now)) is not None:
            found[receiver.id] = since
    return found


def _due(desk: Desk, receiver: Receiver, digest: Digest, now: datetime) -> Since | None:
    name, times = f"digest/{receiver.id}", f"{digest.cron} {digest.zone.key}"
    note = desk.store.note(name)
    known = _SINCE.validate_json(note) if note else None
    if known is not None and known.times == times and now < known.due_at:
        return None
    due = known if known is not None and known.due_at <= now else None
    items, _ = desk.store.item_counts()
    last = (known.at, known.items) if known is not None and due is None else (now, items)
    following = Since(at=last[0], items=last[1], times=times, due_at=next_digest(digest, now))
    desk.store.save_note(name, _SINCE.dump_json(following).decode())
    return due


def watched(desk: Desk, since: Since, now: datetime) -> Watched:
    """Return what was watched since the last digest."""
    states = desk.store.feed_states()
    feeds = [feed for feed in desk.book.rulebook.feeds if feed.enabled]
    news = [state.new_item_at for feed in feeds if (state := states.get(feed.id)) is not None]
    items, _ = desk.store.item_counts()
    return Watched(
        feeds=len(feeds),
        fresh=sum(at is not None and at >= since.at for at in news),
        items=items - since.items,
        commitments=tuple(line for each in desk.book.rulebook.commitments if (line := _standing(each, now))),
    )


def _standing(commitment: Commitment, now: datetime) -> str:
    """Say on which day of which window a commitment is; nothing when none runs."""
    running = [each for each in counts(commitment, now) if each.phase is Phase.RUNNING]
    days = ", ".join(f"day {each.day} by {each.window}'s count" for each in running)
    return f"{commitment.title}: {days}" if days else ""
