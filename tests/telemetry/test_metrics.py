"""Figures: what is counted, and that their number does not grow with what is watched."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import REGISTRY

from monitor.model.delivery import Backlog, DeliveryState, Outcome
from monitor.model.failure import FailureKind
from monitor.model.feed import Failing, Feed, FeedState
from monitor.model.ids import FeedId, Publisher, ReceiverId
from monitor.model.incident import State
from monitor.pipeline.standing import Standing, Watched
from monitor.polling.health import condition
from monitor.telemetry import LoopLag, Metrics

NOW = datetime(2025, 4, 2, 12, tzinfo=UTC)
KINDS = tuple(FailureKind)


def watched(number: int) -> Watched:
    """A feed; every fourth one is failing, in turn in each way there is."""
    feed = Feed(id=FeedId(f"https://canary-{number}.example/"), title=f"Canary {number}", publisher=Publisher("p"))
    kind = KINDS[number // 4 % len(KINDS)]
    failing = None if number % 4 else Failing(kind=kind, detail="canary", since_at=NOW, count=2)
    state = FeedState(feed=feed.id, due_at=NOW, polled_at=NOW, succeeded_at=NOW, entries=number % 3, failing=failing)
    return Watched(feed=feed, state=state, condition=condition(feed, state, NOW))


def standing(feeds: int) -> Standing:
    log = Backlog(receiver=ReceiverId("canary"), pending=2, dead=1, oldest_at=NOW - timedelta(minutes=3))
    return Standing(
        at=NOW,
        alive_at=NOW,
        lag=0.0,
        rulebook_fault=None,
        unusable=(),
        feeds=tuple(map(watched, range(feeds))),
        backlogs=(log,),
        deliveries={DeliveryState.PENDING: 2, DeliveryState.DEAD: 1},
        incidents={State.OPEN: 4},
        items=90,
        items_in_error=1,
    )


def metrics_of(feeds: int) -> Metrics:
    """Figures of a daemon with so many feeds, each polled in each way."""
    metrics = Metrics(lambda: 0.25)
    for kind in (None, *KINDS):
        metrics.polled(kind, {"new": feeds, "duplicates": 1})
    for outcome in Outcome:
        metrics.delivered(outcome)
    metrics.role_ran("poll", "done")
    metrics.show(standing(feeds), writable=True)
    return metrics


def series(metrics: Metrics) -> list[str]:
    return sorted(line.rpartition(" ")[0] for line in metrics.text().decode().splitlines() if line[:1] != "#")


def test_what_an_operator_wants_to_plot_is_there() -> None:
    text = metrics_of(40).text().decode()
    for line in (
        'pactwatch_polls_total{kind="",outcome="read"} 1.0',
        'pactwatch_polls_total{kind="dns",outcome="failed"} 1.0',
        'pactwatch_feeds{state="failing"} 10.0',
        'pactwatch_deliveries{state="pending"} 2.0',
        'pactwatch_deliveries{state="sent"} 0.0',
        'pactwatch_incidents{state="open"} 4.0',
        "pactwatch_oldest_undelivered_seconds 180.0",
        "pactwatch_loop_lag_seconds 0.25",
        "pactwatch_store_writable 1.0",
        "pactwatch_items 90.0",
        "pactwatch_last_successful_poll_timestamp_seconds 1.7435952e+09",
    ):
        assert line in text


def test_ten_thousand_feeds_have_as_many_series_as_ten() -> None:
    assert series(metrics_of(10_000)) == series(metrics_of(10))


def test_no_address_title_or_receiver_is_a_label() -> None:
    assert b"anary" not in metrics_of(40).text()


def test_the_registry_is_its_own() -> None:
    metrics_of(4)
    assert not [metric for metric in REGISTRY.collect() if metric.name.startswith("pactwatch")]


def test_a_store_that_cannot_be_written_is_shown_without_a_standing() -> None:
    metrics = Metrics(lambda: 0.0)
    metrics.show(None, writable=False)
    assert "pactwatch_store_writable 0.0" in metrics.text().decode()


@pytest.mark.parametrize("held_up", [0.3, 0.6])
async def test_a_loop_that_is_held_up_is_late_by_so_much(held_up: float) -> None:
    lag = LoopLag()
    lag.start()
    await asyncio.sleep(0)
    time.sleep(held_up + 0.25)  # noqa: ASYNC251 - to hold up the loop is the point
    await asyncio.sleep(0.01)
    lag.stop()
    assert held_up - 0.05 <= lag.worst() < held_up + 2
