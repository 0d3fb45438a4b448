"""Every outcome that reading a feed can have is brought about through the real poll path, and goes by its own name."""

import gzip
import signal
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from certificates import TlsServer, certificate
from desks import MORNING
from feed_server import FeedServer
from fetchers import Names
from newspapers import Story, rss
from wild_feeds import Wild, in_the_wild

from monitor.edges.parsing import WorkerParser
from monitor.model.errors import PollError
from monitor.model.failure import FAULTS, FailureKind
from monitor.model.feed import Fetched, ParsedFeed
from monitor.polling.due import failed, first_due
from monitor.polling.health import Health, condition

Scene = Callable[[Wild], Awaitable[Any]]
NEWS = rss("Dawn", Story(title="Farmers begin spring sowing", at=MORNING, key="1"))


def status(code: int) -> Scene:
    async def scene(wild: Wild) -> None:
        wild.server.fail("/rss", code)
        await wild.poll()

    return scene


def body(content: bytes | str, **served: str) -> Scene:
    async def scene(wild: Wild) -> None:
        await wild.poll(content.encode() if isinstance(content, str) else content, **served)

    return scene


def raw(*parts: bytes, hang: bool = False) -> Scene:
    async def scene(wild: Wild) -> None:
        wild.server.raw("/rss", lambda to: [*map(to.send, parts), to.hang() if hang else None][-1])  # type: ignore[func-returns-value]
        wild.fetching(seconds=1)
        await wild.poll()

    return scene


def address(written: str, names: Names | None = None) -> Scene:
    async def scene(wild: Wild) -> None:
        wild.feed = wild.feed_at(written)
        wild.fetching(names=names)
        await wild.poll()

    return scene


def redirect(*hops: tuple[str, str]) -> Scene:
    async def scene(wild: Wild) -> None:
        for path, to in hops:
            wild.server.redirect(path, to)
        await wild.poll()

    return scene


def parser(content: bytes, **given: Any) -> Scene:
    async def scene(wild: Wild) -> None:
        wild.parser = WorkerParser(**given)
        try:
            await wild.poll(content)
        finally:
            await wild.parser.aclose()

    return scene


def tls(begin: str, end: str, *, trusted: bool) -> Scene:
    async def scene(wild: Wild) -> None:
        with TemporaryDirectory() as folder:
            found = certificate(Path(folder), begin, end)
            trust = ssl.create_default_context(cafile=found[0] if trusted else None)
            with TlsServer(*found) as server:
                wild.feed = wild.feed_at(f"https://dawn.example:{server.port}/")
                wild.fetching(names=Names(dawn_example=[["127.0.0.1"]]), tls=trust)
                await wild.poll()

    return scene


async def nobody_there(wild: Wild) -> None:
    with FeedServer() as gone:
        wild.feed = wild.feed_at(gone.url("/rss"))
    await wild.poll()


async def a_worker_that_falls(wild: Wild) -> None:
    class Falling:
        async def parse(self, _: Fetched) -> ParsedFeed:
            raise PollError(FailureKind.PARSE_CRASHED, f"signal {signal.SIGSEGV.name}")

    wild.parser = Falling()
    await wild.poll(NEWS)


async def a_fault_of_ours(wild: Wild) -> None:
    class Broken:
        async def parse(self, _: Fetched) -> ParsedFeed:
            raise LookupError("nobody foresaw this")

    wild.parser = Broken()
    await wild.poll(NEWS)


async def a_poll_that_cannot_be_recorded(wild: Wild) -> None:
    before = first_due(wild.feed, MORNING)
    wild.state = failed(wild.feed, before, PollError(FailureKind.RECORDING, "RuntimeError"), MORNING, 0)


FAILURES: dict[FailureKind, Scene] = {
    FailureKind.BAD_ADDRESS: address("gopher://dawn.example/"),
    FailureKind.FORBIDDEN_ADDRESS: address("http://dawn.example/", Names(dawn_example=[["10.0.0.1"]])),
    FailureKind.DNS: address("http://nowhere.example/"),
    FailureKind.CONNECT: nobody_there,
    FailureKind.TLS: tls("20200101", "20400101", trusted=False),
    FailureKind.TLS_EXPIRED: tls("20200101", "20210101", trusted=True),
    FailureKind.TIMEOUT: raw(b"HTTP/1.1 200 OK\r\n", hang=True),
    FailureKind.DISCONNECTED: raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<rss"),
    FailureKind.PROTOCOL: raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"),
    FailureKind.TOO_LARGE: body(b"x" * (6 << 20)),
    FailureKind.BOMB: body(gzip.compress(b"\0" * (9 << 20)), Content_Encoding="gzip"),
    FailureKind.BAD_CODING: body(NEWS, Content_Encoding="br"),
    FailureKind.REDIRECT_LOOP: redirect(("/rss", "/a"), ("/a", "/rss")),
    FailureKind.REDIRECT_FORBIDDEN: redirect(("/rss", "http://169.254.169.254/latest/meta-data/")),
    FailureKind.UNAUTHORISED: status(403),
    FailureKind.NOT_FOUND: status(404),
    FailureKind.GONE: status(410),
    FailureKind.RATE_LIMITED: status(429),
    FailureKind.CLIENT_ERROR: status(418),
    FailureKind.SERVER_ERROR: status(503),
    FailureKind.EMPTY: body(b" \r\n"),
    FailureKind.WEB_PAGE: body("<!doctype html><html><body><p>Sign in</p></body></html>"),
    FailureKind.NOT_A_FEED: body('{"status": "ok"}'),
    FailureKind.MALFORMED: body("<rss><channel><title>Dawn"),
    FailureKind.PARSE_TIMEOUT: parser(
        b"<rss><item>" + b"<category>a</category>" * 200_000, deadline=timedelta(milliseconds=300)
    ),
    FailureKind.PARSE_MEMORY: parser(
        b"<rss><item><description>" + b"word &lt;b&gt; " * 300_000, memory_mb=96
    ),
    FailureKind.PARSE_CRASHED: a_worker_that_falls,
    FailureKind.RECORDING: a_poll_that_cannot_be_recorded,
    FailureKind.INTERNAL: a_fault_of_ours,
}  # fmt: skip

ENTRY = "<item><title>{}</title><pubDate>{}</pubDate>{}</item>"
DATE = "Wed, 02 Apr 2025 05:00:00 GMT"


def channel(title: str = "Sowing begins", date: str = DATE, more: str = "", before: str = "", head: str = "") -> str:
    return f"{before}<rss version='2.0'><channel>{head}{ENTRY.format(title, date, more)}</channel></rss>"


JSON_FEED = '{"version": "https://jsonfeed.org/version/1.1", "items": [7, {"id": 1, "title": "a"}]}'
CHEERFUL = "Сівба почалася".encode("cp1251")

ODDITIES: dict[str, Scene] = {
    "body-cut": body(channel(more=f"<content:encoded>{'d' * 600_000}</content:encoded>").replace(
        "<rss ", "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' ")),
    "date-unreadable": body(channel(date="lately")),
    "date-without-zone": body(channel(date="Wed, 02 Apr 2025 05:00:00")),
    "encoding-broken": body(channel("Сівба почалася на полях").encode().replace("почалася".encode()[:2], b"\xd0", 1)),
    "encoding-guessed": body(channel("XYZ").encode().replace(b"XYZ", CHEERFUL)),
    "encoding-refused": body(channel(before='<?xml version="1.0" encoding="zlib_codec"?>')),
    "encoding-wrong": body(channel("Сівба", before='<?xml version="1.0" encoding="windows-1251"?>')),
    "entries-cut": parser(rss("Dawn", *(Story(title=f"Story {n}", at=MORNING) for n in range(30))), max_entries=10),
    "extensions-dropped": body(channel(
        more="</georss:where><gml:pos>1</gml:pos>", before="").replace(
        "<rss ", "<rss xmlns:georss='http://www.georss.org/georss' xmlns:gml='http://www.opengis.net/gml' ")),
    "forbidden-characters": body(channel("Sowing \x07begins")),
    "item-is-no-object": body(JSON_FEED),
    "language-unreadable": body(channel(head="<language>Plain English</language>")),
    "not-well-formed": body(channel("Sowing <b>begins")),
    "summary-cut": body(channel(more=f"<description>{'d' * 300_000}</description>")),
    "text-before-feed": body(channel(before="Warning: deprecated function in line 3")),
    "title-cut": body(channel("t" * 30_000)),
}  # fmt: skip


async def switched_off(wild: Wild) -> None:
    wild.feed = replace(wild.feed, enabled=False)


async def not_polled(_: Wild) -> None:
    """Do nothing."""


async def long_not_polled(wild: Wild) -> None:
    await wild.poll(NEWS)
    wild.later(hours=5)


async def silent(wild: Wild) -> None:
    for _ in range(3):
        await wild.poll(NEWS, etag='"1"')
        wild.later(hours=20)
    await wild.poll()


HEALTHS: dict[Health, Scene] = {
    Health.DISABLED: switched_off,
    Health.WAITING: not_polled,
    Health.STOPPED: status(410),
    Health.FAILING: status(500),
    Health.OVERDUE: long_not_polled,
    Health.EMPTY: body("<rss version='2.0'><channel><title>Dawn</title></channel></rss>"),
    Health.UNDATED: body(channel(date="")),
    Health.STALE: silent,
    Health.FRESH: body(NEWS),
}


def test_no_outcome_is_left_out_and_there_are_more_than_forty() -> None:
    assert set(FAILURES) == set(FailureKind)
    assert set(ODDITIES) == set(FAULTS)
    assert set(HEALTHS) == set(Health)
    assert len({*map(str, FAILURES), *ODDITIES, *map(str, HEALTHS)}) >= 40


@pytest.mark.parametrize("kind", FAILURES)
async def test_each_failure_goes_by_its_own_name(kind: FailureKind) -> None:
    async with in_the_wild() as wild:
        await FAILURES[kind](wild)
        assert wild.state is not None
        assert wild.state.failing is not None
        assert wild.state.failing.kind is kind
        assert wild.state.due_at > MORNING
        found = condition(wild.feed, wild.state, MORNING)
        assert found.why.startswith(f"{kind} (once), since 2 April 06:00 UTC")
        assert found.hint == kind.hint


@pytest.mark.parametrize("fault", ODDITIES)
async def test_each_oddity_is_read_nevertheless_and_named(fault: str) -> None:
    async with in_the_wild() as wild:
        await ODDITIES[fault](wild)
        assert wild.state is not None
        assert wild.state.failing is None
        assert fault in wild.state.faults
        assert wild.desk.store.item_counts()[0] > 0


@pytest.mark.parametrize("health", HEALTHS)
async def test_each_health_is_reached(health: Health) -> None:
    async with in_the_wild() as wild:
        await HEALTHS[health](wild)
        found = condition(wild.feed, wild.state, wild.desk.clock.now())
        assert (found.health, bool(found.why)) == (health, True)
