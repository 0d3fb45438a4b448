"""Feeds that move, and feeds that end."""

from dataclasses import replace
from datetime import timedelta

import pytest
from desks import MORNING, a_desk, a_feed, an_entry

from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import FeedState, Fetched, ParsedFeed, Validators
from monitor.pipeline.desk import Desk, NoProbe
from monitor.pipeline.poll import Answer, read, record, resume
from monitor.polling.due import LASTING, first_due

OLD, NEW, NEWER = "https://dawn-courier.example/rss", "https://dawn.example/feed", "https://dawn.example/newer"
PAPER = ParsedFeed(dialect="rss", entries=(an_entry("Farmers in Poltava region begin spring sowing"),))
DEAD = PollError(FailureKind.NOT_FOUND, "HTTP 404")


class Web:
    """Addresses that answer with a document, an error, or by forwarding for good to another address."""

    def __init__(self, **pages: ParsedFeed | PollError | str) -> None:
        self.pages = {{"old": OLD, "new": NEW, "newer": NEWER}[name]: page for name, page in pages.items()}
        self.asked: list[tuple[str, str | None]] = []

    async def fetch(self, address: str, validators: Validators) -> Fetched:
        self.asked.append((address, validators.etag))
        place = address
        while isinstance(page := self.pages[place], str):
            place = page
        if isinstance(page, PollError):
            raise page
        return Fetched(address=place, moved_to=None if place == address else place, validators=Validators(etag=place))

    async def parse(self, fetched: Fetched) -> ParsedFeed:
        page = self.pages[fetched.address]
        assert isinstance(page, ParsedFeed)
        return page


async def polled(desk: Desk, web: Web, state: FeedState) -> FeedState:
    feed = a_feed()
    return record(desk, feed, state, await read(feed, state, web, web, NoProbe()))[0]


async def test_a_feed_that_moved_for_good_is_asked_at_its_new_address_from_then_on() -> None:
    web = Web(old=NEW, new=PAPER)
    with a_desk() as desk:
        state = await polled(desk, web, first_due(a_feed(), MORNING))
        assert (state.feed, state.moved) == (OLD, NEW)
        assert (await polled(desk, web, state)).moved == NEW
        assert web.asked == [(OLD, None), (NEW, NEW)]
        assert desk.store.feed_states()[a_feed().id].moved == NEW


async def test_a_feed_that_moves_again_is_followed() -> None:
    web = Web(old=NEW, new=NEWER, newer=PAPER)
    with a_desk() as desk:
        assert (await polled(desk, web, FeedState(feed=a_feed().id, due_at=MORNING, moved=NEW))).moved == NEWER


async def test_a_new_address_that_holds_no_feed_is_not_remembered() -> None:
    web = Web(old=NEW, new=PollError(FailureKind.WEB_PAGE))
    with a_desk() as desk:
        assert (await polled(desk, web, first_due(a_feed(), MORNING))).moved is None


@pytest.mark.parametrize("kind", sorted(LASTING))
async def test_a_remembered_address_that_fails_for_good_is_left_for_the_written_one(kind: FailureKind) -> None:
    web = Web(old=PAPER, new=PollError(kind))
    state = FeedState(feed=a_feed().id, due_at=MORNING, moved=NEW, validators=Validators(etag="of the new one"))
    with a_desk() as desk:
        after = await polled(desk, web, state)
    assert (after.moved, after.failing, after.stopped_at) == (None, None, None)
    assert web.asked == [(NEW, "of the new one"), (OLD, None)]


async def test_where_both_addresses_fail_the_written_one_is_asked_the_next_time() -> None:
    web = Web(old=DEAD, new=PollError(FailureKind.DNS))
    with a_desk() as desk:
        after = await polled(desk, web, FeedState(feed=a_feed().id, due_at=MORNING, moved=NEW))
        assert after.failing is not None
        assert (after.failing.kind, after.moved) == (FailureKind.NOT_FOUND, None)
        await polled(desk, web, after)
    assert [address for address, _ in web.asked] == [NEW, OLD, OLD]


@pytest.mark.parametrize("kind", sorted(set(FailureKind) - LASTING))
async def test_a_fault_that_passes_leaves_the_new_address_in_force(kind: FailureKind) -> None:
    web = Web(old=PAPER, new=PollError(kind))
    with a_desk() as desk:
        after = await polled(desk, web, FeedState(feed=a_feed().id, due_at=MORNING, moved=NEW))
    assert (after.moved, len(web.asked)) == (NEW, 1)


async def test_a_feed_that_is_gone_stays_stopped_in_the_store_until_a_person_resumes_it() -> None:
    with a_desk() as desk:
        await polled(desk, Web(old=PollError(FailureKind.GONE, "HTTP 410")), first_due(a_feed(), MORNING))
        stopped = desk.store.feed_states()[a_feed().id]
        assert stopped.stopped_at == MORNING
        later = MORNING + timedelta(days=3)
        assert resume(desk.store, a_feed().id, later)
        again = desk.store.feed_states()[a_feed().id]
        assert again == replace(stopped, stopped_at=None, failing=None, due_at=later)


def test_only_what_is_stopped_is_resumed() -> None:
    with a_desk() as desk:
        assert not resume(desk.store, a_feed().id, MORNING)
        record(desk, a_feed(), first_due(a_feed(), MORNING), Answer(document=PAPER))
        assert not resume(desk.store, a_feed().id, MORNING)
