"""What becomes of a delivery after a try."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerts.retrying import LAST_GAP, LAST_REST, PATIENCE, REFUSALS, UNKNOWNS, after, gap, rest
from monitor.model.delivery import DeliveryState, Outcome, SendResult, Tried

NOW = datetime(2025, 4, 2, 6, 0, tzinfo=UTC)
NEVER = Tried()
FAILED, REFUSED, UNKNOWN = (SendResult(outcome=o) for o in (Outcome.RETRY, Outcome.REJECTED, Outcome.UNKNOWN))


def test_gaps_double_and_end_at_half_an_hour() -> None:
    assert [gap(n).total_seconds() for n in (1, 2, 3)] == [10, 20, 40]
    assert gap(1_000_000) == LAST_GAP


def test_rests_of_the_store_double_and_end_at_a_minute() -> None:
    assert [rest(n).total_seconds() for n in (1, 2, 3)] == [1, 2, 4]
    assert rest(1_000_000) == LAST_REST


@given(tries=st.integers(0, 10_000), chance=st.floats(0, 1))
def test_what_may_pass_is_never_given_up_before_patience_ends(tries: int, chance: float) -> None:
    following = after(Tried(since_at=NOW, count=tries), FAILED, NOW + PATIENCE / 2, chance)
    assert following.state is DeliveryState.PENDING
    assert NOW + PATIENCE / 2 < following.due_at <= NOW + PATIENCE / 2 + LAST_GAP * 1.2


def test_patience_begins_with_the_first_try() -> None:
    assert after(NEVER, FAILED, NOW, 0).state is DeliveryState.PENDING
    worn = after(Tried(since_at=NOW - PATIENCE, count=100), FAILED, NOW, 0)
    assert (worn.state, worn.why) == (DeliveryState.DEAD, "out of reach for 3 days")


@given(seconds=st.integers(0, 10**9))
def test_a_service_can_ask_for_patience_but_not_for_ever(seconds: int) -> None:
    result = SendResult(outcome=Outcome.RETRY, retry_after=timedelta(seconds=seconds))
    assert after(NEVER, result, NOW, 0).due_at <= NOW + PATIENCE


def test_a_refusal_is_tried_a_few_times_before_it_is_a_dead_letter() -> None:
    states = [after(Tried(since_at=NOW, count=n, refused=n), REFUSED, NOW, 0).state for n in range(REFUSALS)]
    assert states == [DeliveryState.PENDING] * (REFUSALS - 1) + [DeliveryState.DEAD]


def test_failures_that_may_pass_are_no_refusals() -> None:
    assert after(Tried(since_at=NOW, count=100), REFUSED, NOW, 0).state is DeliveryState.PENDING


def test_what_may_have_arrived_is_tried_three_times_with_growing_gaps() -> None:
    following = [after(Tried(since_at=NOW, count=n, unknown=n), UNKNOWN, NOW, 0) for n in range(UNKNOWNS)]
    assert [each.state for each in following] == [DeliveryState.PENDING] * 2 + [DeliveryState.DEAD]
    assert [(each.due_at - NOW).total_seconds() for each in following[:2]] == [60, 900]
    assert following[-1].why == "it may have arrived, but 3 tries were not answered"


@pytest.mark.parametrize("result", [FAILED, REFUSED])
def test_a_failure_that_is_known_is_not_counted_among_what_may_have_arrived(result: SendResult) -> None:
    assert after(Tried(since_at=NOW, count=2, unknown=2), result, NOW, 0).state is DeliveryState.PENDING
