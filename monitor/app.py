"""The composition root: settings in, a running daemon out. Tests start it too."""

import asyncio
import logging
import random
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from monitor import __version__, telemetry
from monitor.edges.clock import SystemClock
from monitor.edges.fetching import HttpFetcher
from monitor.edges.lease import Lease
from monitor.edges.parsing import WorkerParser
from monitor.edges.rulefiles import load
from monitor.edges.sending import Senders
from monitor.edges.sqlite import open_store
from monitor.edges.watching import changes
from monitor.edges.writer import Writer
from monitor.matching import compile_engine
from monitor.model.errors import RulebookError, StoreError
from monitor.pipeline import reload
from monitor.pipeline.by_the_clock import tell_by_the_clock
from monitor.pipeline.deliveries import Deliveries
from monitor.pipeline.desk import Book, Desk, NoProbe
from monitor.pipeline.evaluate import retry_errors
from monitor.pipeline.heartbeat import Pulse
from monitor.pipeline.prune import prune
from monitor.pipeline.rounds import Polls
from monitor.pipeline.watch_over import WatchOver
from monitor.polling.due import Limits
from monitor.ports import Clock, Probe
from monitor.scheduler import Scheduler
from monitor.settings import Settings
from monitor.telemetry import CONTENT_TYPE, LoopLag, Metrics
from monitor.web.health import health_app
from monitor.web.serving import serving

log = logging.getLogger(__name__)

TICK = timedelta(seconds=1)
LOOK_EVERY = timedelta(seconds=15)
"""How often the daemon gives a sign of life and looks at how it stands."""
PRUNE_EVERY = timedelta(hours=1)
DRAIN_SECONDS = 7.0
"""How long letters under way may take at the end; with the rest of the shutdown it stays within 10 s."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What differs between the daemon and a test of it."""

    clock: Clock = field(default_factory=SystemClock)
    probe: Probe = field(default_factory=NoProbe)
    chance: Callable[[], float] = random.random
    new_id: Callable[[], str] = lambda: secrets.token_hex(5)
    limits: Limits = field(default_factory=Limits)
    tick: timedelta = TICK
    console: TextIO | None = None
    """Where the receiver `console://` prints; stdout, if not given."""


@dataclass
class App:
    """A daemon whose parts are ready: nothing runs before `run` or `once`."""

    settings: Settings
    desk: Desk
    writer: Writer
    polls: Polls
    deliveries: Deliveries
    watch_over: WatchOver
    pulse: Pulse
    metrics: Metrics
    lag: LoopLag
    scheduler: Scheduler
    sender: Senders
    started_at: datetime
    tick: timedelta = TICK
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def once(self, stop: asyncio.Event) -> None:
        """Poll every feed that is due once, deliver what is due, and return; when `stop` is set before, drain."""
        work, stopped = asyncio.create_task(self._once()), asyncio.create_task(stop.wait())
        await asyncio.wait((work, stopped), return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            stopped.cancel()
            return await work
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        return await self._drain()

    async def _once(self) -> None:
        await self.look()
        await self.polls.all_once()
        await self.look()
        await self.deliveries.all_once()
        await self.look()

    async def run(self, stop: asyncio.Event, first_round: Callable[[], None]) -> None:
        """Run the roles until `stop` is set, then drain. `first_round` is called when every feed was polled once.

        Raises SettingsError when the health port cannot be opened.
        """
        async with AsyncExitStack() as ends:
            if port := self.settings.health_port:
                app = health_app(self.health, self.metrics.text, CONTENT_TYPE)
                await ends.enter_async_context(serving(app, self.settings.health_host, port))
            self.lag.start()
            ends.callback(self.lag.stop)
            await self._run(stop, first_round)

    async def _run(self, stop: asyncio.Event, first_round: Callable[[], None]) -> None:
        scheduler = self.scheduler
        scheduler.every(self.tick, "poll", self.polls.round)
        scheduler.every(self.tick, "deliver", self.deliveries.round)
        scheduler.every(TICK, "heartbeat", self.beat)
        scheduler.every(LOOK_EVERY, "look", self.look)
        scheduler.every(PRUNE_EVERY, "prune", self.prune)
        await self.look()
        watch = asyncio.create_task(self._watch(stop))
        first = asyncio.create_task(self._after_first_round(first_round))
        scheduler.start()
        try:
            await stop.wait()
            first.cancel()
        finally:
            scheduler.stop()
            watch.cancel()
            await self._drain()
            await asyncio.gather(watch, first, return_exceptions=True)

    async def look(self) -> None:
        """Give a sign of life, look at how the daemon stands, and tell what is due by the clock; once at a time."""
        async with self._looking:
            await self._look()

    async def _look(self) -> None:
        await self.watch_over.round()
        self.metrics.show(self.watch_over.standing, writable=self.watch_over.store_fault is None)
        try:
            told = await self.writer(lambda: tell_by_the_clock(self.desk, self.started_at))
        except StoreError:  # the watch told of it already
            return
        for notice in told:
            log.info("told by the clock", extra={"reason": notice.reason, "key": notice.dedup_key})

    async def prune(self) -> None:
        """Drop what has grown older than the operator wants to keep, until there is no more of it."""
        keep = timedelta(days=self.settings.keep_days)
        while keep and (pruned := await self.writer(lambda: prune(self.desk, keep))):
            log.info("pruned", extra={"items": pruned.items, "deliveries": pruned.deliveries})

    async def beat(self) -> None:
        """Let the heartbeat go out when it is due, and the daemon well."""
        if self.well():
            await self.pulse.round(self.desk.book.rulebook.alerts.heartbeat)

    def well(self) -> bool:
        """Return whether the loop turns, the store can be written and every role runs."""
        watched = self.watch_over
        return watched.alive and watched.store_fault is None and not self.scheduler.late()

    def health(self) -> dict[str, Any]:
        """Return what the health port tells; secrets are masked."""
        facts: dict[str, Any] = telemetry.without_secrets(self.watch_over.facts())
        return facts

    async def _after_first_round(self, then: Callable[[], None]) -> None:
        await self.polls.all_once()
        then()

    async def _drain(self) -> None:
        """Take in nothing more and let letters under way arrive. What is not written yet comes again next time."""
        self.deliveries.stop()
        await self.polls.tasks.cancel()
        await self.pulse.tasks.cancel()
        await self.deliveries.tasks.settle(DRAIN_SECONDS)
        await self.deliveries.tasks.cancel()

    async def _watch(self, stop: asyncio.Event) -> None:
        async for _ in changes(self.settings.rules, stop, force_polling=self.settings.poll_files):
            try:
                await self.reload()
            except Exception:
                log.exception("the rule files could not be taken up; the next change of them is tried")

    async def reload(self) -> None:
        """Read the rule files anew; the last good rulebook stays in force when they have a fault."""
        try:
            book = await asyncio.to_thread(read_book, self.settings.rules)
        except RulebookError as error:
            text = str(error)
            await self.writer(lambda: reload.refuse(self.desk, text))
            log.error("the rule files have faults; the last good rulebook stays in force: %s", text)
        else:
            hide_address_of_heartbeat(book)
            unusable = unusable_receivers(self.sender, book)
            await self.writer(lambda: reload.accept(self.desk, book, unusable))
            await self.retry_errors()
            log.info("the rule files are whole and in force", extra={"rulebook": book.rulebook.fingerprint})
        await self.look()

    async def retry_errors(self) -> None:
        """Judge again the items that raised under other rules, a few at a time, so that letters go out meanwhile."""
        while tally := await self.writer(lambda: retry_errors(self.desk)):
            for error in tally.errors:
                log.error("an item could not be judged; it is kept and tried again", extra={"error": error})


def read_book(rules: Path) -> Book:
    """Read and compile the rulebook. Raises RulebookError."""
    rulebook = load(rules)
    return Book(rulebook, compile_engine(rulebook))


@asynccontextmanager
async def started(settings: Settings, outside: Outside | None = None, *, backfill: bool = False) -> AsyncIterator[App]:
    """Make a daemon's parts and end them, last in first out. Raises RulebookError, StoreError or StateHeld."""
    world = outside or Outside()
    async with AsyncExitStack() as ends:
        book = read_book(settings.rules)
        _make_folder(settings.state)
        ends.enter_context(Lease(settings.state))
        writer = Writer()
        ends.callback(writer.close)
        store = await writer(lambda: open_store(settings.database))
        ends.push_async_callback(writer, store.close)
        if store.warning:
            log.warning(store.warning)
        fetcher = HttpFetcher(
            allow_networks=settings.allow_networks, user_agent=user_agent(settings.contact), clock=world.clock
        )
        parser = WorkerParser()
        ends.push_async_callback(parser.aclose)
        secret = telemetry.hiding(settings.secret)
        sender = Senders(secret, stream=world.console)
        ends.push_async_callback(sender.aclose)
        lag = LoopLag()
        metrics = Metrics(lag.worst)
        desk = Desk(store, book, world.clock, world.probe, world.chance, world.new_id, backfill, metrics)
        polls = Polls(desk, writer, fetcher, parser, world.limits)
        await polls.load()
        hide_address_of_heartbeat(book)
        unusable = unusable_receivers(sender, book)
        await writer(lambda: reload.accept(desk, book, unusable))
        app = App(
            settings,
            desk,
            writer,
            polls,
            Deliveries(desk, writer, sender),
            WatchOver(desk, writer, sender, lag.worst, polls.take_fault),
            Pulse(fetcher, secret),
            metrics,
            lag,
            Scheduler(metrics.role_ran),
            sender,
            world.clock.now(),
            world.tick,
        )
        await app.retry_errors()
        yield app


def unusable_receivers(sender: Senders, book: Book) -> tuple[str, ...]:
    """Return why receivers cannot be used, and log it: better known now than when the first alert is due."""
    found = sender.faults(book.rulebook.alerts.receivers)
    for fault in found:
        log.error("a receiver cannot be used: %s", fault)
    return found


def hide_address_of_heartbeat(book: Book) -> None:
    """Mask it in the log, where it stands in the rules as it is."""
    if beat := book.rulebook.alerts.heartbeat:
        telemetry.hide([beat.address])


def _make_folder(state: Path) -> None:
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the state folder {state}/ cannot be made ({error.strerror}). Name one that the user of pactwatch may "
            "write to, with --state or PACTWATCH_STATE."
        ) from error


def user_agent(contact: str) -> str:
    """Return how pactwatch names itself to publishers."""
    return f"pactwatch/{__version__}" + (f" (+{contact})" if contact else "")
