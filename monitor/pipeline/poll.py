"""Polls one feed: reads it, then writes down all that it brought in one transaction."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.alerts.composing import baseline_notice
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Feed, FeedState, ParsedFeed, Validators
from monitor.pipeline.circumstances import Circumstances
from monitor.pipeline.desk import Desk
from monitor.pipeline.evaluate import Tally, evaluate_entry
from monitor.pipeline.tell import enqueue, route
from monitor.polling.due import due_after_failure, due_after_success, failing_after
from monitor.ports import Fetcher, Parser, Probe

OUTAGE = 4
"""A feed that was not read for this many intervals comes back from an outage: what it then brings is late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What reading a feed brought: a document, no change (`document` is None), or an error."""

    document: ParsedFeed | None = None
    validators: Validators = field(default_factory=Validators)
    error: PollError | None = None


async def read(feed: Feed, validators: Validators, fetcher: Fetcher, parser: Parser, probe: Probe) -> Answer:
    """Fetch and parse; every failure comes back as an answer with a named kind."""
    try:
        fetched = await fetcher.fetch(feed.id, validators)
        probe.passed("fetched")
        document = None if fetched.not_modified else await parser.parse(fetched)
    except PollError as error:
        return Answer(error=error)
    except Exception as error:  # noqa: BLE001 - an unexpected fault in one feed never stops the others
        return Answer(error=PollError(FailureKind.INTERNAL, f"{type(error).__name__}: {error}"))
    return Answer(document=document, validators=fetched.validators)


def record(desk: Desk, feed: Feed, state: FeedState, answer: Answer) -> tuple[FeedState, Tally]:
    """Write down a poll: items, verdicts, incidents, outbox rows, validators and the due time, all or nothing."""
    now = desk.clock.now()
    tally = Tally()
    with desk.store.transaction():
        if answer.error is not None:
            after = _failed(desk, feed, state, answer.error, now)
        else:
            if answer.document is not None:
                _evaluate(desk, feed, state, answer.document, now, tally)
            after = _succeeded(desk, feed, state, answer, now, tally)
        desk.store.save_feed_state(after)
        desk.probe.passed("written")
    desk.probe.passed("committed")
    return after, tally


def _evaluate(desk: Desk, feed: Feed, state: FeedState, document: ParsedFeed, now: datetime, tally: Tally) -> None:
    circumstances = Circumstances(
        now=now,
        baseline=state.baseline_at is None and not desk.backfill,
        late_before=_late_before(feed, state, now),
    )
    for entry in document.entries:
        try:
            with desk.store.savepoint():
                evaluate_entry(desk, feed, entry, document.lang, circumstances, tally)
        except Exception as error:  # noqa: BLE001 - an entry that cannot even be stored is named, and the rest commits
            tally.errors.append(f"entry {entry.entry_id or entry.link}: {type(error).__name__}: {error}")
    if circumstances.baseline and tally.fired:
        notice = baseline_notice(feed.id, feed.title, len(document.entries), tally.fired, now)
        enqueue(desk, notice, route(desk, notice))


def _late_before(feed: Feed, state: FeedState, now: datetime) -> datetime | None:
    """Return the instant before which an item is late, when the feed was out of reach; else None."""
    if state.succeeded_at is None or now - state.succeeded_at < max(feed.interval * OUTAGE, timedelta(hours=1)):
        return None
    return now - feed.interval * 2


def _failed(desk: Desk, feed: Feed, state: FeedState, error: PollError, now: datetime) -> FeedState:
    failing = failing_after(state, error, now)
    due_at = due_after_failure(feed, failing, error, now, desk.chance())
    return replace(state, polled_at=now, due_at=due_at, failing=failing)


def _succeeded(desk: Desk, feed: Feed, state: FeedState, answer: Answer, now: datetime, tally: Tally) -> FeedState:
    return replace(
        state,
        polled_at=now,
        succeeded_at=now,
        baseline_at=state.baseline_at or now,
        due_at=due_after_success(feed, now, desk.chance()),
        validators=answer.validators,
        failing=None,
        entries=state.entries if answer.document is None else len(answer.document.entries),
        new_item_at=now if tally.new else state.new_item_at,
    )
