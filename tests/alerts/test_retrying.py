"""What becomes of a delivery after a try."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from nouns import a_delivery

from monitor.alerts.retrying import LAST_GAP, PATIENCE, REFUSALS, after, gap
from monitor.model.delivery import DeliveryState, Outcome, SendResult

NOW = datetime(2025, 4, 2, 6, 0, tzinfo=UTC)
ROW = replace(a_delivery(), created_at=NOW, attempts=1)


def test_gaps_double_and_end_at_half_an_hour() -> None:
    assert [gap(n).total_seconds() for n in (1, 2, 3)] == [10, 20, 40]
    assert gap(1_000_000) == LAST_GAP


@given(
    attempts=st.integers(1, 10_000), chance=st.floats(0, 1), outcome=st.sampled_from([Outcome.RETRY, Outcome.UNKNOWN])
)
def test_what_may_pass_is_never_given_up_before_patience_ends(attempts: int, chance: float, outcome: Outcome) -> None:
    following = after(replace(ROW, attempts=attempts), SendResult(outcome=outcome), NOW + PATIENCE / 2, chance)
    assert following.state is DeliveryState.PENDING
    assert NOW + PATIENCE / 2 < following.due_at <= NOW + PATIENCE / 2 + LAST_GAP * 1.2


@given(seconds=st.integers(0, 10**9))
def test_a_service_can_ask_for_patience_but_not_for_ever(seconds: int) -> None:
    result = SendResult(outcome=Outcome.RETRY, retry_after=timedelta(seconds=seconds))
    assert after(ROW, result, NOW, 0).due_at <= NOW + PATIENCE


def test_a_refusal_is_tried_a_few_times_before_it_is_a_dead_letter() -> None:
    refused = SendResult(outcome=Outcome.REJECTED)
    states = [after(replace(ROW, attempts=n), refused, NOW, 0).state for n in range(1, REFUSALS + 1)]
    assert states == [DeliveryState.PENDING] * (REFUSALS - 1) + [DeliveryState.DEAD]
