"""Figures in Prometheus' form. Labels have few values, all known beforehand: no address and no title is one."""

from collections.abc import Callable, Mapping

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    disable_created_metrics,
    generate_latest,
)

from monitor.model.delivery import DeliveryState, Outcome
from monitor.model.failure import FailureKind
from monitor.model.incident import State
from monitor.pipeline.complaints import feed_counts
from monitor.pipeline.standing import Standing
from monitor.polling.health import Health

CONTENT_TYPE = CONTENT_TYPE_LATEST
ENTRIES = ("new", "changed", "known", "duplicates")


class Metrics:
    """Implements the port `Meter`, and takes in how the daemon stands. Its registry is its own."""

    def __init__(self, lag: Callable[[], float]) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series per counter that says when it was made
        self.registry = CollectorRegistry()
        self._polls = self._counter("polls", "Polls by outcome, and by the kind of failure.", "outcome", "kind")
        self._entries = self._counter("entries", "Entries of feeds by what came of them.", "outcome")
        self._attempts = self._counter("delivery_attempts", "Tries to send a letter by outcome.", "outcome")
        self._roles = self._counter("role_runs", "Runs of the daemon's roles by how they ended.", "role", "result")
        self._feeds = self._gauge("feeds", "Feeds that are switched on by state.", "state")
        self._deliveries = self._gauge("deliveries", "Letters in the outbox by state.", "state")
        self._incidents = self._gauge("incidents", "Incidents by state.", "state")
        self._oldest = self._gauge("oldest_undelivered_seconds", "Age of the oldest letter that waits.")
        self._items = self._gauge("items", "Items in the store.")
        self._errors = self._gauge("items_in_error", "Items that could not be judged.")
        self._fault = self._gauge("rulebook_faulty", "1 while the rule files are not the rulebook in force.")
        self._writable = self._gauge("store_writable", "1 while the store can be written.")
        self._polled_at = self._gauge("last_successful_poll_timestamp_seconds", "When a feed was last read.")
        self._sent_at = self._gauge("last_delivery_timestamp_seconds", "When a letter was last taken.")
        self._gauge("loop_lag_seconds", "By how much the loop was late at worst in the last minute.").set_function(lag)

    def polled(self, failure: FailureKind | None, entries: Mapping[str, int]) -> None:
        """Count a poll and its entries."""
        self._polls.labels("failed" if failure else "read", failure or "").inc()
        for outcome in ENTRIES:
            self._entries.labels(outcome).inc(entries.get(outcome, 0))

    def delivered(self, outcome: Outcome) -> None:
        """Count a try."""
        self._attempts.labels(outcome).inc()

    def role_ran(self, role: str, result: str) -> None:
        """Count a run of one of the daemon's roles."""
        self._roles.labels(role, result).inc()

    def show(self, standing: Standing | None, *, writable: bool) -> None:
        """Take in how the daemon stands; every state is shown, those without any as 0."""
        self._writable.set(writable)
        if standing is None:
            return
        by_state = feed_counts(standing)
        for health in Health:
            self._feeds.labels(health).set(by_state[health])
        for state in DeliveryState:
            self._deliveries.labels(state).set(standing.deliveries.get(state, 0))
        for life in State:
            self._incidents.labels(life).set(standing.incidents.get(life, 0))
        self._oldest.set(standing.oldest_undelivered.total_seconds())
        self._items.set(standing.items)
        self._errors.set(standing.items_in_error)
        self._fault.set(standing.rulebook_fault is not None)
        self._polled_at.set(standing.read_at.timestamp() if standing.read_at else 0)
        self._sent_at.set(standing.sent_at.timestamp() if standing.sent_at else 0)

    def text(self) -> bytes:
        """Return all figures in the text form that Prometheus reads."""
        return generate_latest(self.registry)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"pactwatch_{name}", meaning, labels, registry=self.registry)

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"pactwatch_{name}", meaning, labels, registry=self.registry)
