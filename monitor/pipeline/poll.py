"""Polls one feed: reads it, then writes down all that it brought in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.alerts.composing import baseline_notice, flood_notice
from monitor.alerts.routing import direct
from monitor.items.dating import dated
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Entry, Feed, FeedState, ParsedFeed, Validators
from monitor.model.ids import FeedId
from monitor.pipeline.circumstances import Circumstances
from monitor.pipeline.desk import Desk
from monitor.pipeline.evaluate import Tally, evaluate_entry, forget_texts
from monitor.pipeline.outgoing import enqueue, route
from monitor.pipeline.tell import Digested
from monitor.polling.due import LASTING, due_after_success, failed, resumed
from monitor.polling.pace import every, pace, usual_gap
from monitor.ports import Fetcher, Parser, Probe, Store

OUTAGE = 4
"""A feed that was not read for this many of its waits comes back from an outage: what it then brings is late."""
FLOOD = 10
"""A poll that would send more letters than this sends one digest instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What reading a feed brought: a document, no change (`document` is None), or an error.

    `moved` is the address to be asked from now on, None for the written one; `fresh_for` is what the server says of how
    long the answer stays good.
    """

    document: ParsedFeed | None = None
    validators: Validators = field(default_factory=Validators)
    error: PollError | None = None
    moved: str | None = None
    fresh_for: timedelta | None = None


async def read(feed: Feed, state: FeedState, fetcher: Fetcher, parser: Parser, probe: Probe) -> Answer:
    """Fetch and parse; every failure comes back as an answer with a named kind.

    Where the address that a redirect led to fails for good, it is forgotten and the written one is asked at once.
    """
    answer = await _ask(feed.id, state, fetcher, parser, probe)
    if state.moved is not None and answer.error is not None and answer.error.kind in LASTING:
        written = replace(state, moved=None, validators=Validators())
        return await _ask(feed.id, written, fetcher, parser, probe)
    return answer


async def _ask(written: FeedId, state: FeedState, fetcher: Fetcher, parser: Parser, probe: Probe) -> Answer:
    try:
        fetched = await fetcher.fetch(state.moved or written, state.validators)
        probe.passed("fetched")
        document = None if fetched.not_modified else await parser.parse(fetched)
    except PollError as error:
        return Answer(error=error, moved=state.moved)
    except Exception as error:  # noqa: BLE001 - an unexpected fault in one feed never stops the others
        fault = PollError(FailureKind.INTERNAL, f"{type(error).__name__}: {error}")
        return Answer(error=fault, moved=state.moved)
    return Answer(
        document=document,
        validators=fetched.validators,
        moved=fetched.moved_to or state.moved,
        fresh_for=fetched.fresh_for,
    )


def record(desk: Desk, feed: Feed, state: FeedState, answer: Answer) -> tuple[FeedState, Tally]:
    """Write down a poll: items, verdicts, incidents, outbox rows, validators and the due time, all or nothing."""
    now = desk.clock.now()
    tally = Tally()
    with desk.store.transaction():
        if answer.error is not None:
            after = replace(failed(feed, state, answer.error, now, desk.chance()), moved=answer.moved)
        else:
            if answer.document is not None:
                tally = _evaluate(desk, feed, state, answer.document, now)
            after = _succeeded(desk, feed, state, answer, now, tally)
        desk.store.save_feed_state(after)
        desk.probe.passed("written")
    desk.probe.passed("committed")
    return after, tally


def resume(store: Store, feed: FeedId, now: datetime) -> bool:
    """Have a stopped feed asked again, by a running daemon within seconds; False when it is not stopped."""
    with store.transaction():
        state = store.feed_state(feed)
        if state is None or state.stopped_at is None:
            return False
        store.save_feed_state(resumed(state, now))
        return True


class _Flood(Exception):
    """More letters than a person can read: what was written is undone and told in another way."""


def _evaluate(desk: Desk, feed: Feed, state: FeedState, document: ParsedFeed, now: datetime) -> Tally:
    circumstances = Circumstances(
        now=now,
        baseline=state.baseline_at is None and not desk.backfill,
        late_before=_late_before(feed, state, now),
    )
    try:
        with desk.store.savepoint():
            tally = _evaluate_all(desk, feed, document, circumstances)
    except _Flood:
        tally = _evaluate_all(desk, feed, document, replace(circumstances, flood=True))
    if circumstances.baseline and tally.fired:
        notice = baseline_notice(feed.id, feed.title, len(document.entries), tally.fired, now)
        enqueue(desk, notice, route(desk, notice))
    _tell_digests(desk, feed, tally.digested, now)
    forget_texts(desk, tally, now)
    return tally


def _evaluate_all(desk: Desk, feed: Feed, document: ParsedFeed, circumstances: Circumstances) -> Tally:
    """Evaluate every entry. Raises _Flood when that sends too many letters, unless they go into a digest."""
    tally = Tally()
    for entry in _oldest_first(document.entries):
        try:
            with desk.store.savepoint():
                evaluate_entry(desk, feed, entry, document.lang, circumstances, tally)
        except Exception as error:  # noqa: BLE001 - an entry that cannot even be stored is named, and the rest commits
            tally.errors.append(f"entry {entry.entry_id or entry.link}: {type(error).__name__}: {error}")
        if tally.told > FLOOD:
            raise _Flood
    return tally


def _oldest_first(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries in the order of their telling, so that the first report of an event is its first one.

    Where dates do not tell, the document's order stays; entries without a date come last.
    """
    return sorted(entries, key=lambda entry: (entry.published_at is None, entry.published_at))


def _tell_digests(desk: Desk, feed: Feed, digested: Sequence[Digested], now: datetime) -> None:
    """Enqueue one digest per reason, of which each receiver gets what it would have been told one by one."""
    letters = dict.fromkeys((each.reason, receiver) for each in digested for receiver in each.receivers)
    for reason, receiver in letters:
        told = [(d.severity, d.title) for d in digested if d.reason is reason and receiver in d.receivers]
        enqueue(desk, flood_notice(reason, feed.id, feed.title, told, now), direct((receiver,)))


def _late_before(feed: Feed, state: FeedState, now: datetime) -> datetime | None:
    """Return the instant before which an item is late, when the feed was out of reach; else None."""
    wait = every(feed, state)
    if state.succeeded_at is None or now - state.succeeded_at < max(wait * OUTAGE, timedelta(hours=1)):
        return None
    return now - wait * 2


def _succeeded(desk: Desk, feed: Feed, state: FeedState, answer: Answer, now: datetime, tally: Tally) -> FeedState:
    after = replace(
        state,
        polled_at=now,
        succeeded_at=now,
        baseline_at=state.baseline_at or now,
        validators=answer.validators,
        failing=None,
        moved=answer.moved,
        new_item_at=now if tally.new else state.new_item_at,
    )
    if answer.document is not None:
        after = _described(after, answer.document, now, first=state.baseline_at is None)
    decided = pace(feed, after.habit, after.ttl, answer.fresh_for)
    return replace(after, pace=decided, due_at=due_after_success(decided.every, now, desk.chance()))


def _described(state: FeedState, document: ParsedFeed, now: datetime, *, first: bool) -> FeedState:
    """Return the state with what the document tells of the feed itself."""
    times = [at for entry in document.entries if (at := dated(entry, now)[0]) is not None]
    past = [at for at in times if at <= now]
    found = (*document.faults, *(fault for entry in document.entries for fault in entry.faults))
    return replace(
        state,
        entries=len(document.entries),
        undated=len(document.entries) - len(times),
        faults=tuple(dict.fromkeys(found)),
        habit=usual_gap(past, now),
        ttl=document.ttl,
        new_item_at=max(past) if first and past else state.new_item_at,
    )
