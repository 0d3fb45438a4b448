"""Tells when pactwatch is blind to a commitment, and when it sees again."""

from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter

from monitor.alerts.composing import commitment_notice
from monitor.commitments.sight import Heard, Sight, Watch, able, languages, look
from monitor.model.commitment import Commitment
from monitor.model.ids import CommitmentId
from monitor.model.notice import CommitmentNotice, Reason
from monitor.pipeline.desk import Desk
from monitor.pipeline.listening import known_at, read_until
from monitor.pipeline.outgoing import enqueue, route

_WATCH = TypeAdapter(Watch)


def watch_sight(desk: Desk, started_at: datetime) -> tuple[CommitmentNotice, ...]:
    """Tell the commitments that went out of sight or came back; `started_at` is when the daemon was started."""
    now = desk.clock.now()
    with desk.store.transaction():
        read = read_until(desk)
        found = (_watch(desk, each, started_at, read, now) for each in desk.book.rulebook.commitments)
        return tuple(notice for notice in found if notice)


def recall(desk: Desk, commitment: CommitmentId) -> Watch:
    """Return what is remembered of how a commitment could be seen."""
    note = desk.store.note(_name(commitment))
    return _WATCH.validate_json(note) if note else Watch()


def _watch(
    desk: Desk, commitment: Commitment, started_at: datetime, read: datetime | None, now: datetime
) -> CommitmentNotice | None:
    fresh_at = _fresh_at(desk, commitment, now)
    sight = look(commitment, Heard(fresh_at=fresh_at, started_at=started_at, read_until=read), now)
    before = recall(desk, commitment.id)
    after = before.after(sight, fresh_at, now)
    if after == before:
        return None
    desk.store.save_note(_name(commitment.id), _WATCH.dump_json(after).decode())
    if sight is Sight.IDLE:
        return None
    since = after.blind_since or before.blind_since or now
    reason = Reason.BLIND if sight is Sight.BLIND else Reason.SEEN_AGAIN
    notice = commitment_notice(commitment, reason, "feeds", since, now)
    notice = replace(notice, until=None if sight is Sight.BLIND else fresh_at)
    enqueue(desk, notice, route(desk, notice))
    return notice


def _fresh_at(desk: Desk, commitment: Commitment, now: datetime) -> datetime:
    """Return when a feed that can report on it last brought something new, else since when it is known."""
    rulebook, states = desk.book.rulebook, desk.store.feed_states()
    spoken = languages(commitment, rulebook.lists)
    known = [states.get(feed.id) for feed in rulebook.feeds if able(feed, commitment, spoken)]
    fresh = [state.new_item_at for state in known if state and state.new_item_at]
    return max(fresh, default=known_at(desk, commitment.id, now))


def _name(commitment: CommitmentId) -> str:
    return f"sight/{commitment}"
