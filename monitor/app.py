"""The composition root: settings in, a running daemon out. Tests start it too."""

import asyncio
import logging
import random
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TextIO

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
from monitor.pipeline.desk import Book, Desk, NoProbe
from monitor.pipeline.evaluate import retry_errors
from monitor.pipeline.rounds import Deliveries, Polls
from monitor.polling.due import Limits
from monitor.ports import Clock, Probe
from monitor.scheduler import Scheduler
from monitor.settings import Settings

log = logging.getLogger(__name__)

TICK = timedelta(seconds=1)
ALIVE_EVERY = timedelta(seconds=15)
ALIVE = "alive-at"
"""The note by which `status` sees that the daemon's loop turns."""
DRAIN_SECONDS = 8.0
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
    tick: timedelta = TICK

    async def once(self) -> None:
        """Poll every feed that is due once, deliver what is due, and return."""
        await self.alive()
        await self.polls.all_once()
        await self.deliveries.all_once()
        await self.alive()

    async def run(self, stop: asyncio.Event, first_round: Callable[[], None]) -> None:
        """Run the roles until `stop` is set, then drain. `first_round` is called when every feed was polled once."""
        scheduler = Scheduler()
        scheduler.every(self.tick, "poll", self.polls.round)
        scheduler.every(self.tick, "deliver", self.deliveries.round)
        scheduler.every(ALIVE_EVERY, "alive", self.alive)
        await self.alive()
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

    async def alive(self) -> None:
        """Note that the loop turns."""
        now = self.desk.clock.now().isoformat()
        await self.writer(lambda: self._note(ALIVE, now))

    def _note(self, name: str, value: str) -> None:
        with self.desk.store.transaction():
            self.desk.store.save_note(name, value)

    async def _after_first_round(self, then: Callable[[], None]) -> None:
        await self.polls.all_once()
        then()

    async def _drain(self) -> None:
        """Take in nothing more and let letters under way arrive. What is not written yet comes again next time."""
        self.deliveries.stop()
        await self.polls.tasks.cancel()
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
            return
        await self.writer(lambda: reload.accept(self.desk, book))
        await self.retry_errors()
        log.info("the rule files are whole and in force", extra={"rulebook": book.rulebook.fingerprint})

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
        sender = Senders(hiding(settings.secret), stream=world.console)
        ends.push_async_callback(sender.aclose)
        desk = Desk(store, book, world.clock, world.probe, world.chance, world.new_id, backfill)
        polls = Polls(desk, writer, fetcher, parser, world.limits)
        await polls.load()
        await writer(lambda: reload.accept(desk, book))
        app = App(settings, desk, writer, polls, Deliveries(desk, writer, sender), world.tick)
        await app.retry_errors()
        yield app


def _make_folder(state: Path) -> None:
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the state folder {state}/ cannot be made ({error.strerror}). Name one that the user of pactwatch may "
            "write to, with --state or PACTWATCH_STATE."
        ) from error


def hiding(secret: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """Return the same look-up of secrets; what it finds is masked in the log from then on."""

    def found(name: str) -> str | None:
        value = secret(name)
        telemetry.hide([value] if value else [])
        return value

    return found


def user_agent(contact: str) -> str:
    """Return how pactwatch names itself to publishers."""
    return f"pactwatch/{__version__}" + (f" (+{contact})" if contact else "")
