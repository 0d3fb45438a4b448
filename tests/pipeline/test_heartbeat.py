"""The sign of life: to the operator's address and no other, and a failure stops nothing."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from monitor.model.alert import Heartbeat
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import ParsedFeed
from monitor.pipeline.heartbeat import Pulse
from monitor.testing import StaticFeeds

ADDRESS = "https://ping.example/canary-7781"
BEAT = Heartbeat(address="${HEARTBEAT_URL}", every=timedelta(minutes=5))
ANSWER = ParsedFeed(dialect="rss")


def a_pulse(answer: ParsedFeed | PollError = ANSWER, secret: str | None = ADDRESS) -> tuple[Pulse, StaticFeeds]:
    service = StaticFeeds({ADDRESS: answer})
    secrets: Callable[[str], str | None] = {"HEARTBEAT_URL": secret, "KEY": "canary-7781"}.get
    return Pulse(service, secrets), service


async def beaten(pulse: Pulse, beat: Heartbeat | None = BEAT) -> None:
    await pulse.round(beat)
    await pulse.tasks.settle(5)


async def test_the_first_beat_goes_out_at_once_and_the_next_one_in_its_time() -> None:
    pulse, service = a_pulse()
    await beaten(pulse)
    await beaten(pulse)
    assert [address for address, _ in service.asked] == [ADDRESS]
    await beaten(pulse, Heartbeat(address=BEAT.address, every=timedelta()))
    assert len(service.asked) == 2


async def test_a_secret_may_be_a_part_of_the_address() -> None:
    pulse, service = a_pulse()
    await beaten(pulse, Heartbeat(address="https://ping.example/${KEY}"))
    assert [address for address, _ in service.asked] == [ADDRESS]


async def test_without_a_heartbeat_nothing_is_asked() -> None:
    pulse, service = a_pulse()
    await beaten(pulse, None)
    assert service.asked == []


@pytest.mark.parametrize("kind", [FailureKind.SERVER_ERROR, FailureKind.FORBIDDEN_ADDRESS, FailureKind.DNS])
async def test_a_failure_is_logged_by_its_kind_without_the_address(
    kind: FailureKind, caplog: pytest.LogCaptureFixture
) -> None:
    pulse, _ = a_pulse(PollError(kind, f"{ADDRESS} does not answer"))
    await beaten(pulse)
    assert "the heartbeat did not arrive" in caplog.text
    assert [record.kind for record in caplog.records] == [kind]  # type: ignore[attr-defined]
    assert not any("canary" in str(vars(record)) for record in caplog.records)


async def test_an_answer_without_a_body_is_an_answer(caplog: pytest.LogCaptureFixture) -> None:
    pulse, _ = a_pulse(PollError(FailureKind.EMPTY))
    await beaten(pulse)
    assert caplog.text == ""


async def test_a_missing_secret_is_named(caplog: pytest.LogCaptureFixture) -> None:
    pulse, _ = a_pulse(secret=None)
    await beaten(pulse)
    assert "the secret HEARTBEAT_URL" in str(vars(caplog.records[0]))


async def test_a_beat_under_way_is_not_joined_by_another() -> None:
    pulse, service = a_pulse()
    restless = Heartbeat(address=BEAT.address, every=timedelta())
    await asyncio.gather(pulse.round(restless), pulse.round(restless))
    await pulse.tasks.settle(5)
    assert len(service.asked) == 1
