"""What a person wants to know of the daemon at a glance: commitments, feeds, the next poll."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from monitor.commitments.counting import Count, Phase, counts
from monitor.model.commitment import Commitment
from monitor.model.feed import Feed, FeedState
from monitor.model.ids import FeedId
from monitor.model.rulebook import Rulebook
from monitor.polling.health import Health, condition

COLOURS = {Health.FRESH: "green", Health.FAILING: "red", Health.STALE: "yellow", Health.DISABLED: "dim"}


def print_overview(console: Console, rulebook: Rulebook, states: Mapping[FeedId, FeedState], now: datetime) -> None:
    """Print each commitment with its state, each feed with its state, and when the next poll is due."""
    console.print(_commitments(rulebook, now))
    console.print(_feeds(rulebook, states, now))
    for hint in _hints(rulebook, states):
        console.print(f"  {escape(hint)}", soft_wrap=True)
    console.print(f"Alerts go to: {escape(', '.join(r.id for r in rulebook.alerts.receivers))}")
    console.print(next_poll(rulebook, states, now))


def next_poll(rulebook: Rulebook, states: Mapping[FeedId, FeedState], now: datetime) -> str:
    """Say when the next poll is due."""
    due = [states[f.id].due_at for f in rulebook.feeds if f.enabled and f.id in states]
    if len(due) < sum(f.enabled for f in rulebook.feeds):
        return "Next poll: now"
    return f"Next poll: {_in(min(due), now)}" if due else "Next poll: none, for no feed is switched on in feeds.yaml"


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
    table = Table("feed", "state", "why", "last read", "next poll", title="Feeds", title_justify="left")
    for feed in rulebook.feeds:
        table.add_row(*_feed_row(feed, states.get(feed.id), now))
    return table


def _hints(rulebook: Rulebook, states: Mapping[FeedId, FeedState]) -> Iterator[str]:
    """Return what can be done about failing feeds, once for each kind of failure."""
    kinds = {state.failing.kind for feed in rulebook.feeds if (state := states.get(feed.id)) and state.failing}
    return (f"{kind}: {kind.hint}" for kind in sorted(kinds))


def _feed_row(feed: Feed, state: FeedState | None, now: datetime) -> tuple[str, ...]:
    found = condition(feed, state, now)
    colour = COLOURS.get(found.health, "default")
    read = _ago(state.succeeded_at, now) if state and state.succeeded_at else "never"
    due = "-" if not feed.enabled else _in(state.due_at, now) if state else "now"
    return (escape(feed.title), f"[{colour}]{found.health}[/]", escape(found.why), read, due)


def _in(at: datetime, now: datetime) -> str:
    return "now" if at <= now else f"in {_span(at - now)}"


def _ago(at: datetime, now: datetime) -> str:
    return f"{_span(now - at)} ago"


def _span(span: timedelta) -> str:
    """Round to the unit that people would use."""
    seconds = max(int(span.total_seconds()), 0)
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
