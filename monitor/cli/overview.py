"""What a person wants to know of the daemon at a glance: commitments, feeds, the next poll."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from monitor.commitments.counting import Count, Phase, counts
from monitor.model.commitment import Commitment
from monitor.model.failure import FAULTS
from monitor.model.feed import Feed, FeedState, PaceReason
from monitor.model.ids import FeedId
from monitor.model.rulebook import Rulebook
from monitor.polling.health import Condition, Health, condition
from monitor.polling.pace import every
from monitor.text.addresses import shown
from monitor.text.durations import span

COLOURS = {
    Health.FRESH: "green",
    Health.FAILING: "red",
    Health.STOPPED: "red",
    Health.OVERDUE: "red",
    Health.STALE: "yellow",
    Health.EMPTY: "yellow",
    Health.UNDATED: "yellow",
    Health.DISABLED: "dim",
}


def print_overview(console: Console, rulebook: Rulebook, states: Mapping[FeedId, FeedState], now: datetime) -> None:
    """Print each commitment with its state, each feed with its state, and when the next poll is due."""
    console.print(_commitments(rulebook, now))
    console.print(_feeds(rulebook, states, now))
    for hint in hints(rulebook, states, now):
        console.print(f"  {escape(hint)}", soft_wrap=True)
    console.print(f"Alerts go to: {escape(', '.join(r.id for r in rulebook.alerts.receivers))}")
    console.print(next_poll(rulebook, states, now))


def next_poll(rulebook: Rulebook, states: Mapping[FeedId, FeedState], now: datetime) -> str:
    """Say when the next poll is due."""
    polled = [f for f in rulebook.feeds if f.enabled and not (f.id in states and states[f.id].stopped_at)]
    due = [states[f.id].due_at for f in polled if f.id in states]
    if len(due) < len(polled):
        return "Next poll: now"
    return f"Next poll: {_in(min(due), now)}" if due else "Next poll: none, for no feed is switched on in feeds.yaml"


def feed_facts(feed: Feed, state: FeedState | None, now: datetime) -> dict[str, Any]:
    """Return what programs are told of a feed. Lengths of time are in seconds; what is not known is None."""
    found = condition(feed, state, now)
    known = state or FeedState(feed=feed.id, due_at=now)
    failing = known.failing
    polled = feed.enabled and state is not None and known.stopped_at is None
    return {
        "address": shown(feed.id),
        "state": found.health,
        "why": found.why,
        "hint": found.hint,
        "due_at": known.due_at.isoformat() if polled else None,
        "failure": failing and {"kind": failing.kind, "since_at": failing.since_at.isoformat(), "count": failing.count},
        "moved_to": known.moved and shown(known.moved),
        "every_seconds": int(every(feed, known).total_seconds()),
        "pace": PaceReason.OPERATOR if feed.interval else known.pace.why,
        "usual_gap_seconds": known.habit and int(known.habit.total_seconds()),
        "entries": known.entries,
        "faults": known.faults,
        "succeeded_at": known.succeeded_at and known.succeeded_at.isoformat(),
        "new_item_at": known.new_item_at and known.new_item_at.isoformat(),
    }


def count_words(count: Count) -> str:
    """Say where one window of a commitment stands, as one says it to a person."""
    whose = f"{count.window.replace('-', ' ').title()}'s count"
    match count.phase:
        case Phase.AHEAD:
            return f"{whose}: begins on {_day(count)}"
        case Phase.OVER:
            return f"{whose}: ended on {count.last_on:%-d %B %Y}"
        case Phase.RUNNING:
            until = f", until {count.last_on:%-d %B %Y}" if count.last_on else ""
            return f"{whose}: day {count.day}{until}"


def last_word(commitment: Commitment) -> str:
    """Return the latest status note: what was last said of the commitment, and by whom."""
    if not commitment.status:
        return ""
    note = max(commitment.status, key=lambda note: note.on)
    return f"{note.state}{f' by {note.by}' if note.by else ''} ({note.on:%-d %B %Y})"


def _day(count: Count) -> str:
    return f"{count.first_on:%-d %B %Y}"


def _commitments(rulebook: Rulebook, now: datetime) -> Table:
    table = Table("commitment", "where it stands", "last said", "rules", title="Commitments", title_justify="left")
    for commitment in rulebook.commitments:
        stands = "\n".join(count_words(count) for count in counts(commitment, now))
        table.add_row(escape(commitment.title), stands, escape(last_word(commitment)), str(len(commitment.rules)))
    return table


def _feeds(rulebook: Rulebook, states: Mapping[FeedId, FeedState], now: datetime) -> Table:
    state = Column("state", no_wrap=True)  # the one word that must be whole, however narrow the terminal
    table = Table("feed", state, "why", "last read", "next poll", title="Feeds", title_justify="left")
    for feed in rulebook.feeds:
        table.add_row(*_feed_row(feed, states.get(feed.id), now))
    return table


def hints(rulebook: Rulebook, states: Mapping[FeedId, FeedState], now: datetime) -> Iterator[str]:
    """Yield what can be done about feeds, once for each kind of trouble, and each new address."""
    known = [(feed, state) for feed in rulebook.feeds if feed.enabled and (state := states.get(feed.id))]
    told = {_trouble(found, state): found.hint for feed, state in known if (found := condition(feed, state, now)).hint}
    yield from (f"{trouble}: {told[trouble]}" for trouble in sorted(told))
    faults = {fault for _, state in known for fault in state.faults}
    yield from (f"{fault}: {FAULTS[fault]}" for fault in sorted(faults & FAULTS.keys()))
    for feed, state in known:
        if state.moved:
            yield f"moved: {feed.title} is at {shown(state.moved)} now and is read there; change feeds.yaml."


def _trouble(found: Condition, state: FeedState) -> str:
    return state.failing.kind if state.failing else found.health


def _feed_row(feed: Feed, state: FeedState | None, now: datetime) -> tuple[str, ...]:
    found = condition(feed, state, now)
    colour = COLOURS.get(found.health, "default")
    read = _ago(state.succeeded_at, now) if state and state.succeeded_at else "never"
    rests = not feed.enabled or (state is not None and state.stopped_at is not None)
    due = "-" if rests else _in(state.due_at, now) if state else "now"
    return (escape(feed.title), f"[{colour}]{found.health}[/]", escape(found.why), read, due)


def _in(at: datetime, now: datetime) -> str:
    return "now" if at <= now else f"in {span(at - now)}"


def _ago(at: datetime, now: datetime) -> str:
    return f"{span(now - at)} ago"
