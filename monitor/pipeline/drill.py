"""A drill: an invented report of a rule's own example goes the whole way, from the item to the receivers.

It happens in a store of its own, on a copy of the rulebook that has one rule, whose commitment holds now. What a real
report would come to just now is heeded and told; what would hold it back is not waited for. Each letter is tried once.
"""

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.matching import Engine
from monitor.model.commitment import Commitment, Window
from monitor.model.delivery import Delivery, DeliveryState, Fate, Outcome
from monitor.model.errors import PactwatchError
from monitor.model.feed import Entry, Feed
from monitor.model.ids import FeedId, Publisher, ReceiverId
from monitor.model.item import Certainty
from monitor.model.match import Reading
from monitor.model.notice import IncidentNotice
from monitor.model.rule import Example, Expectation, Rule
from monitor.model.rulebook import Rulebook
from monitor.pipeline import deliver
from monitor.pipeline.circumstances import Circumstances
from monitor.pipeline.desk import Desk
from monitor.pipeline.evaluate import Tally, evaluate_entry
from monitor.pipeline.outgoing import receiver_of
from monitor.ports import Sender

AROUND = timedelta(days=7)
"""How long the commitment holds before and after the drill: what "on Monday" means lies within it."""
NEWSROOM = Feed(id=FeedId("urn:pactwatch:drill"), title="Drill", publisher=Publisher("pactwatch drill"))


class NoExample(PactwatchError):
    """A rule has no example with which it could be tried; the text says what to add."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drilled:
    """What became of the drill at one receiver.

    `reached` is None where no route leads to the receiver. `aside` says what would have held back a real letter.
    """

    receiver: ReceiverId
    reached: bool | None
    what: str
    aside: str = ""


def drillable(rulebook: Rulebook) -> tuple[tuple[Commitment, Rule], ...]:
    """Return the rules that have an example on which they fire, in the order of the rulebook."""
    found = ((commitment, rule) for commitment in rulebook.commitments for rule in commitment.rules)
    return tuple((commitment, rule) for commitment, rule in found if any(_firing(rule)))


def moved(rulebook: Rulebook, commitment: Commitment, rule: Rule, now: datetime) -> Rulebook:
    """Return a rulebook with this rule alone, which tells its first report at once; every window holds `now`."""
    today = now.astimezone(commitment.zone).date()
    windows = tuple(
        Window(id=window.id, from_on_or_at=today - AROUND, until_on_or_at=today + AROUND)
        for window in commitment.windows
    )
    alone = replace(rule, corroborate=replace(rule.corroborate, tell=1, wait=None))
    copy = replace(commitment, windows=windows, status=(), deadlines=(), rules=(alone,))
    return replace(rulebook, commitments=(copy,))


def invented(rule: Rule, engine: Engine, now: datetime) -> Entry:
    """Return the first of a rule's examples that makes it fire, as news of this moment. Raises NoExample."""
    for example in _firing(rule):
        if any(match.fires for match in engine.judge(_reading(example, now))):
            return Entry(entry_id="drill", title=example.text, published_at=now, lang=example.lang)
    raise NoExample(
        f"no example under `fire` of rule {rule.id} fires when it is published today; add one whose text names no day"
    )


def report(desk: Desk, entry: Entry, now: datetime) -> None:
    """Let the daemon's own steps make an incident of the entry, and rows of the outbox."""
    tally = Tally()
    with desk.store.transaction():
        evaluate_entry(desk, NEWSROOM, entry, None, Circumstances(now=now), tally)
    if tally.errors:
        raise PactwatchError(f"the drill could not be judged: {'; '.join(tally.errors)}")


async def send(desk: Desk, sender: Sender, wanted: Collection[ReceiverId]) -> tuple[Drilled, ...]:
    """Send what the report brought to the wanted receivers, side by side; return what became of it at each."""
    rows = {row.receiver: row for row in desk.store.deliveries()}
    return tuple(await asyncio.gather(*(_send(desk, sender, name, rows.get(name)) for name in wanted)))


async def _send(desk: Desk, sender: Sender, name: ReceiverId, row: Delivery | None) -> Drilled:
    if row is None:
        return Drilled(receiver=name, reached=None, what="no route of alerts.yaml leads there with this")
    if row.state is DeliveryState.MUTED:
        return Drilled(receiver=name, reached=False, what=f"not sent: {row.cause}, {row.detail}")
    aside = ""
    if row.state is DeliveryState.HELD:
        aside = f"a real letter would wait until {row.due_at:%Y-%m-%d %H:%M:%S} UTC: {row.cause}, {row.detail}"
        desk.store.decide_held(row.id, Fate(), desk.clock.now())
    deliver.begin(desk, row.id)
    result = await deliver.attempt(_marked(row), receiver_of(desk.book.rulebook.alerts, name), sender, desk.probe)
    deliver.finish(desk, row, result)
    what = f"{_WORDS[result.outcome]}{f': {result.detail}' if result.detail else ''}"
    return Drilled(receiver=name, reached=result.outcome is Outcome.SENT, what=what, aside=aside)


_WORDS = {
    Outcome.SENT: "sent",
    Outcome.REJECTED: "refused",
    Outcome.RETRY: "not sent",
    Outcome.UNKNOWN: "may have arrived",
}


def _marked(row: Delivery) -> Delivery:
    """Return the row with a letter that says that it is a drill."""
    notice = row.notice
    return replace(row, notice=replace(notice, drill=True)) if isinstance(notice, IncidentNotice) else row


def _firing(rule: Rule) -> Iterable[Example]:
    return (example for example in rule.examples if example.expect is Expectation.FIRE)


def _reading(example: Example, now: datetime) -> Reading:
    return Reading(
        title=example.text, lang=example.lang, published_at=now, certainty=Certainty.EXACT, first_seen_at=now
    )
