"""Watches over the daemon itself: notes that it lives, and tells its operators what ails it.

What was told is remembered in the store, in the transaction that writes the outbox rows: a restart repeats nothing. A
store that cannot be written can remember nothing either: that alone is sent past the outbox, and remembered in memory.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from pydantic import TypeAdapter

from monitor.alerts.ailments import Ailment, Changes, Facts, compare, hearers
from monitor.alerts.composing import ailment_notice, recovery_notice
from monitor.messages import render
from monitor.model.alert import Channel, Receiver
from monitor.model.delivery import Outcome
from monitor.model.errors import StoreError
from monitor.model.ids import ReceiverId
from monitor.model.notice import PlainNotice, Reason
from monitor.pipeline.complaints import SILENT_AFTER, Complaint, as_data, complaints
from monitor.pipeline.desk import Desk
from monitor.pipeline.outgoing import enqueue_at_once
from monitor.pipeline.standing import ALIVE, LAG, Standing, facts, look
from monitor.ports import Sender, Writer

log = logging.getLogger(__name__)

TOLD = "ailments-told"
"""The note that holds what operators were told of and is not over."""
CALM = timedelta(minutes=10)
"""For how long nothing may go wrong with the store before it is called well again."""
CONSOLE = Receiver(id=ReceiverId("console"), channel=Channel.CONSOLE, address="console://")
_KNOWN = TypeAdapter(tuple[Ailment, ...])
Told = tuple[PlainNotice, bool]
"""A notice, and whether it goes to the console because no operator can be relied on to hear it."""


class WatchOver:
    """Looks after the daemon, each round.

    `fault` tells, once, how writing a poll to the store failed since it was last asked. `standing` is what the last
    round that could use the store saw, `store_fault` what kept the last round from using it.
    """

    def __init__(
        self,
        desk: Desk,
        writer: Writer,
        sender: Sender,
        lag: Callable[[], float] = lambda: 0.0,
        fault: Callable[[], str | None] = lambda: None,
    ) -> None:
        self._desk, self._writer, self._sender, self._lag, self._fault = desk, writer, sender, lag, fault
        self.standing: Standing | None = None
        self.store_fault: str | None = None
        self._written_at: float | None = None
        self._outage: Ailment | None = None
        self._failed_at: datetime | None = None
        self._unheard: dict[ReceiverId, Receiver] = {}

    async def round(self) -> None:
        """Note a sign of life, look at everything, and tell what changed. Never raises for the store."""
        lag, fault = self._lag(), self._fault()
        over = self._outage if fault is None and self._calm() else None
        told: list[Told] = []
        try:
            self.standing, told = await self._writer(lambda: look_after(self._desk, lag, over))
            self._written_at = asyncio.get_running_loop().time()
        except StoreError as error:
            fault, over = str(error), None
        self.store_fault = fault
        if over is not None:
            self._outage = None
        if fault is not None:
            await self._store_failed(fault)
        for notice, console in told:
            _log(notice)
            if console:
                await self._send(CONSOLE, notice)

    def _calm(self) -> bool:
        """Whether the store gave no trouble for a while: where space is short, small writes pass and large ones fail.

        So it is not called well and ill again by turns.
        """
        return self._failed_at is not None and self._desk.clock.now() - self._failed_at >= CALM

    @property
    def alive(self) -> bool:
        """Whether the loop turned and the store was written of late, by the loop's own clock."""
        now = asyncio.get_running_loop().time()
        return self._written_at is not None and now - self._written_at <= SILENT_AFTER.total_seconds()

    def facts(self) -> dict[str, Any]:
        """Return what `status` says, as it is seen from inside; `working` tells whether the daemon does its work."""
        if self.standing is None:
            return {"working": False, "verdict": "pactwatch is starting."}
        if self.store_fault is None:
            return as_data(self.standing, complaints(self.standing, alive=self.alive))
        todo = "free space on the disk of the state folder, or mend its mount; pactwatch goes on by itself"
        unwritable = Complaint(what=self.store_fault, todo=todo, grave=True)
        return as_data(self.standing, (unwritable, *complaints(self.standing)))

    async def _store_failed(self, fault: str) -> None:
        self._failed_at = self._desk.clock.now()
        if self._outage is None:
            [self._outage] = compare((), Facts(store_fault=fault), self._desk.clock.now()).begun
            self._unheard = {receiver.id: receiver for receiver in self._operators() or (CONSOLE,)}
            log.error("the state cannot be written; no news is taken in until it can", extra={"error": fault})
        notice = ailment_notice((self._outage,), self._outage.since)
        await asyncio.gather(*(self._tell_past_the_outbox(receiver, notice) for receiver in self._unheard.values()))

    async def _tell_past_the_outbox(self, receiver: Receiver, notice: PlainNotice) -> None:
        """Send, again in the next round where that may help; once it may have arrived, never again."""
        if await self._send(receiver, notice) is not Outcome.RETRY:
            self._unheard.pop(receiver.id, None)

    async def _send(self, receiver: Receiver, notice: PlainNotice) -> Outcome:
        try:
            result = await self._sender.send(receiver, render(notice, receiver.channel))
        except Exception as error:  # noqa: BLE001 - one receiver never stops the others
            log.error("an operator could not be told", extra={"receiver": receiver.id, "error": type(error).__name__})
            return Outcome.RETRY
        if result.outcome is not Outcome.SENT:
            log.error("an operator was not told", extra={"receiver": receiver.id, "detail": result.detail})
        return result.outcome

    def _operators(self) -> tuple[Receiver, ...]:
        plan = self._desk.book.rulebook.alerts
        return tuple(receiver for receiver in plan.receivers if receiver.id in plan.operators)


def _log(notice: PlainNotice) -> None:
    level = logging.INFO if notice.reason is Reason.RECOVERED else logging.ERROR
    log.log(level, notice.subject, extra={"reason": notice.reason, "told": "\n".join(notice.lines)})


def look_after(desk: Desk, lag: float, outage: Ailment | None) -> tuple[Standing, list[Told]]:
    """Write the sign of life and what operators are to be told, all or nothing. `outage` is one that is over."""
    now = desk.clock.now()
    with desk.store.transaction():
        desk.store.save_note(ALIVE, now.isoformat())
        desk.store.save_note(LAG, f"{lag:.3f}")
        standing = look(desk.store, desk.book.rulebook, now)
        known = (*recall(desk), *((outage,) if outage else ()))
        changes = compare(known, facts(standing), now)
        told = list(_told(desk, changes, standing))
        if changes.begun or changes.ended:
            desk.store.save_note(TOLD, _KNOWN.dump_json(changes.known).decode())
    return standing, told


def recall(desk: Desk) -> tuple[Ailment, ...]:
    """Return what operators were told of and is not over."""
    note = desk.store.note(TOLD)
    return _KNOWN.validate_json(note) if note else ()


def _told(desk: Desk, changes: Changes, standing: Standing) -> Iterator[Told]:
    for compose, found in ((ailment_notice, changes.begun), (recovery_notice, changes.ended)):
        for group in _alike(found):
            notice = compose(group, standing.at)
            told = hearers(group[0], desk.book.rulebook.alerts.operators, standing.failing_receivers)
            enqueue_at_once(desk, notice, told.receivers)
            yield notice, told.console


def _alike(found: Iterable[Ailment]) -> Iterator[tuple[Ailment, ...]]:
    """Put together what is told in one letter: all of one reason, but each failing receiver in a letter of its own."""

    def alike(ailment: Ailment) -> tuple[str, str]:
        return ailment.reason, ailment.receiver or ""

    for _, group in groupby(sorted(found, key=alike), key=alike):
        yield tuple(group)
