"""A newsroom's real poll path: a server on loopback, the real fetcher and parser, and a desk that records."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from desks import a_desk, a_feed
from feed_server import FeedServer
from fetchers import Names, a_fetcher

from monitor.edges.fetching import Limits
from monitor.edges.parsing import WorkerParser
from monitor.model.feed import Feed, FeedState
from monitor.model.ids import FeedId
from monitor.pipeline.desk import Desk, NoProbe
from monitor.pipeline.evaluate import Tally
from monitor.pipeline.poll import read, record
from monitor.polling.due import first_due
from monitor.ports import Fetcher, Parser


class Wild:
    """One feed of the server's, polled again and again; `state` is what is remembered of it."""

    def __init__(self, server: FeedServer, desk: Desk, parser: Parser) -> None:
        self.server, self.desk, self.parser = server, desk, parser
        self.feed = self.feed_at(server.url("/rss"))
        self.fetcher: Fetcher = a_fetcher(limits=Limits(total=timedelta(seconds=5)))
        self.state: FeedState | None = None

    def feed_at(self, address: str, **given: object) -> Feed:
        return a_feed(id=FeedId(address), **given)

    def fetching(self, names: Names | None = None, tls: ssl.SSLContext | None = None, seconds: float = 5) -> None:
        """Take another resolver, trust or deadline from now on."""
        self.fetcher = a_fetcher(limits=Limits(total=timedelta(seconds=seconds)), names=names, tls=tls)

    async def poll(self, body: bytes | None = None, **served: str) -> Tally:
        """Serve a body at the feed's place, if one is given, and poll."""
        if body is not None:
            self.server.put("/rss", body, **served)  # type: ignore[arg-type]
        before = self.state or first_due(self.feed, self.desk.clock.now())
        answer = await read(self.feed, before, self.fetcher, self.parser, NoProbe())
        self.state, tally = record(self.desk, self.feed, before, answer)
        assert self.desk.store.feed_states()[self.feed.id] == stored(self.state)
        return tally

    def later(self, **length: float) -> None:
        self.desk.clock.advance(timedelta(**length))  # type: ignore[attr-defined]


def stored(state: FeedState) -> FeedState:
    """Return a state as the store gives it back: its habit and ttl in whole seconds."""
    whole = {
        name: span and timedelta(seconds=int(span.total_seconds()))
        for name, span in (("habit", state.habit), ("ttl", state.ttl))
    }
    return replace(state, **whole)


@asynccontextmanager
async def in_the_wild(parser: WorkerParser | None = None, *, backfill: bool = True) -> AsyncIterator[Wild]:
    reader = parser or WorkerParser()
    try:
        with FeedServer() as server, a_desk(backfill=backfill) as desk:
            yield Wild(server, desk, reader)
    finally:
        await reader.aclose()
