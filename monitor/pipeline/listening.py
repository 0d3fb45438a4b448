"""Since when a thing is known, and up to when the feeds were read: without both, silence says nothing."""

from datetime import datetime

from monitor.pipeline.desk import Desk


def known_at(desk: Desk, thing: str, now: datetime) -> datetime:
    """Return since when a commitment, or a window of it, is known; noted when it is asked for the first time."""
    name = f"known-since/{thing}"
    note = desk.store.note(name)
    if note is None:
        desk.store.save_note(name, now.isoformat())
    return datetime.fromisoformat(note) if note else now


def read_until(desk: Desk) -> datetime | None:
    """Return up to when every feed was read, failing ones aside; None when one was never polled."""
    states = desk.store.feed_states()
    known = [states.get(feed.id) for feed in desk.book.rulebook.feeds if feed.enabled]
    read = [state.polled_at if state else None for state in known if not (state and state.failing)]
    times = [at for at in read if at is not None]
    return min(times) if times and len(times) == len(read) else None
