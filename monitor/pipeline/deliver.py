"""Delivers one outbox row: note that a try begins, try, note how it ended.

A crash between the try and its note leaves the row pending with a try whose end is unknown: it is sent again under the
same dedup key. So an alert is told at least once, and a repeat can be told from news.
"""

from dataclasses import replace

from monitor.alerts.retrying import Next, after
from monitor.messages import render
from monitor.model.alert import Receiver
from monitor.model.delivery import Delivery, DeliveryState, Outcome, SendResult
from monitor.model.ids import DeliveryId
from monitor.pipeline.desk import Desk
from monitor.ports import Probe, Sender


def begin(desk: Desk, delivery: DeliveryId) -> None:
    """Note that a try begins."""
    with desk.store.transaction():
        desk.store.begin_attempt(delivery, desk.clock.now())
    desk.probe.passed("begun")


async def attempt(delivery: Delivery, receiver: Receiver | None, sender: Sender, probe: Probe) -> SendResult:
    """Render and send; whatever goes wrong comes back as a result.

    A fault of our own will not pass by waiting: it counts as a refusal, so that the letters behind it get their turn.
    """
    if receiver is None:
        return SendResult(outcome=Outcome.REJECTED, detail=f"alerts.yaml has no receiver {delivery.receiver}")
    try:
        letter = replace(render(delivery.notice, receiver.channel), follows=delivery.follows)
    except Exception as error:  # noqa: BLE001 - a notice that cannot be written must not hold back those after it
        return SendResult(outcome=Outcome.REJECTED, detail=f"it cannot be written: {type(error).__name__}")
    try:
        result = await sender.send(receiver, letter)
    except Exception as error:  # noqa: BLE001 - an unexpected fault in one receiver never stops the others
        return SendResult(outcome=Outcome.REJECTED, detail=f"fault of pactwatch: {type(error).__name__}")
    probe.passed("sent")
    return result


def finish(desk: Desk, delivery: Delivery, result: SendResult) -> Next:
    """Note how the try ended and decide what follows; a dead letter's row says why it was given up."""
    now = desk.clock.now()
    following = after(delivery.tried, result, now, desk.chance())
    if following.state is DeliveryState.DEAD:
        result = replace(result, detail=f"{following.why}: {result.detail}")
    with desk.store.transaction():
        desk.store.end_attempt(delivery.id, now, result, following.state, following.due_at)
    desk.probe.passed("recorded")
    return following
