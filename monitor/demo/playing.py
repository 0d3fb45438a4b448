"""Plays a story before a running daemon, and asks the daemon's store what it made of each beat."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.app import App
from monitor.demo.findings import Finding, Outcome, of_entry, of_failure, of_recovery, stopped
from monitor.demo.newsrooms import Newsrooms
from monitor.demo.story import Beat, Outlet, Story
from monitor.edges.clock import CompressedClock
from monitor.model.commitment import Commitment
from monitor.model.delivery import Delivery, DeliveryState
from monitor.model.errors import PactwatchError
from monitor.model.feed import FeedState
from monitor.model.ids import FeedId
from monitor.model.item import StoredItem
from monitor.ports import Store

LEG = timedelta(minutes=20)
"""After so much of the story's time the clock waits until the daemon has done what was due."""
LOOK_SECONDS = 0.01
PATIENCE = 60.0
"""Seconds that the clock waits for the daemon before the demo gives up."""
EVERYTHING = 10_000


class DemoStalled(PactwatchError):
    """The daemon did not do what was due, though time stood still for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLook:
    """Every feed was asked once: how many entries are history now, and the outlets that cannot be read."""

    at: datetime
    entries: int
    failing: tuple[tuple[Outlet, Finding], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the daemon did in all. `silent` counts the items of no incident by the gate that stopped them."""

    entries: int
    items: int
    incidents: int
    letters: Counter[str]
    silent: Counter[str]
    folded: int


Scene = Commitment | FirstLook | Beat | Finding | Summary | datetime
"""What is told as it happens, the commitment first; a bare instant says how late it is in the story."""


class Play:
    """Plays `story` once. The clock runs on only when the daemon has done what was due, so no machine is too slow."""

    def __init__(
        self, story: Story, newsrooms: Newsrooms, app: App, clock: CompressedClock, tell: Callable[[Scene], None]
    ) -> None:
        self._story, self._newsrooms, self._app, self._clock, self._tell = story, newsrooms, app, clock, tell
        self._outcomes: Counter[Outcome] = Counter()

    async def run(self) -> None:
        """Play from the first look to the summary. Raises DemoStalled."""
        await self._caught_up()
        self._tell(self._first_look())
        for beat in self._story.news:
            await self._until(beat.at)
            await self._beat(beat)
        await self._until(self._story.ends)
        self._tell(await self._app.writer(lambda: self._summary(self._app.desk.store)))

    async def _beat(self, beat: Beat) -> None:
        before, letters = self._state(beat.outlet), await self._letters()
        self._newsrooms.play(beat)
        if not beat.label:
            return
        self._tell(beat)
        while not self._taken_in(beat):
            await self._until(self._clock.now() + LEG)
        brought = tuple(letter for letter in await self._letters() if letter not in letters)
        finding = await self._finding(beat, before, brought)
        self._outcomes[finding.outcome] += 1
        self._tell(finding)

    async def _until(self, instant: datetime) -> None:
        """Let time pass, in legs, after each of which the daemon catches up."""
        while (now := self._clock.now()) < instant:
            leg = min(instant, now + LEG)
            self._clock.hold_at(leg)
            await asyncio.sleep(self._clock.seconds_until(leg))
            await self._caught_up()
            self._tell(leg)

    async def _caught_up(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while self._polls_due() or await self._letters_due():  # noqa: ASYNC110 - the daemon has no such event
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError:
            raise DemoStalled(
                f"the demo stood still for {PATIENCE:g} s, since the daemon did not poll or deliver what was due; "
                "with --keep its log remains"
            ) from None

    def _polls_due(self) -> bool:
        now, states = self._clock.now(), self._app.polls.states
        feeds = map(self._feed, self._newsrooms.outlets)
        return any(feed not in states or states[feed].due_at <= now for feed in feeds)

    async def _letters_due(self) -> bool:
        store, now = self._app.desk.store, self._clock.now()
        return bool(await self._app.writer(lambda: store.due_deliveries(now, limit=1)))

    async def _letters(self) -> tuple[Delivery, ...]:
        return await self._app.writer(lambda: self._app.desk.store.deliveries(limit=EVERYTHING))

    def _feed(self, outlet: Outlet) -> FeedId:
        return FeedId(self._newsrooms.address(outlet))

    def _state(self, outlet: Outlet) -> FeedState:
        return self._app.polls.states[self._feed(outlet)]

    def _taken_in(self, beat: Beat) -> bool:
        """Whether the daemon has read what the beat changed."""
        state = self._state(beat.outlet)
        if beat.does in ("page", "fail"):
            return state.failing is not None
        return state.failing is None and state.validators.etag == self._newsrooms.etags[beat.outlet]

    async def _finding(self, beat: Beat, before: FeedState, letters: tuple[Delivery, ...]) -> Finding:
        after = self._state(beat.outlet)
        if beat.does == "print":
            return await self._app.writer(lambda: self._made_of(self._app.desk.store, beat, letters))
        return of_recovery(before, after) if beat.does == "mend" else of_failure(after)

    def _made_of(self, store: Store, beat: Beat, letters: tuple[Delivery, ...]) -> Finding:
        stored = self._item(store, beat)
        if stored is None:
            raise LookupError(f"the daemon read the feed of {beat.outlet.name} and has no item {beat.headline}")
        incidents = [(each, store.members(each.id)) for each in store.incidents_of_item(stored.id)]
        return of_entry(stored, store.verdict(stored.id), incidents, letters)

    def _item(self, store: Store, beat: Beat) -> StoredItem | None:
        return store.item_by_entry(self._feed(beat.outlet), beat.address)

    def _first_look(self) -> FirstLook:
        states = [(outlet, self._state(outlet)) for outlet in self._newsrooms.outlets]
        return FirstLook(
            at=self._clock.now(),
            entries=sum(state.entries for _, state in states),
            failing=tuple((outlet, of_failure(state)) for outlet, state in states if state.failing),
        )

    def _summary(self, store: Store) -> Summary:
        found = [self._item(store, beat) for beat in self._story.beats if beat.does == "print"]
        items = {item.id: store.verdict(item.id) for item in found if item is not None}
        silent = [verdict for item, verdict in items.items() if not store.incidents_of_item(item)]
        return Summary(
            entries=sum(self._state(outlet).entries for outlet in self._newsrooms.outlets),
            items=store.item_counts()[0],
            incidents=len(store.incidents(limit=EVERYTHING)),
            letters=Counter(
                letter.reason
                for letter in reversed(store.deliveries(limit=EVERYTHING))
                if letter.state is not DeliveryState.MUTED
            ),
            silent=Counter(stopped(verdict)[0] for verdict in silent),
            folded=self._outcomes[Outcome.FOLDED],
        )
