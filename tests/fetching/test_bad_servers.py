import asyncio
import threading
import time

import pytest
from feed_server import Connection, FeedServer
from fetchers import SHORT, Names, a_fetcher, refusal

from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Validators

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def say(*parts: bytes) -> object:
    def serve(to: Connection) -> None:
        for part in parts:
            to.send(part)

    return serve


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\n", OK, CHUNKED])
async def test_a_server_that_hangs_at_any_point_is_given_up_at_the_deadline(server: FeedServer, start: bytes) -> None:
    def hang(to: Connection) -> None:
        to.send(start)
        to.hang()

    server.raw("/rss", hang)
    began = time.monotonic()
    error = await refusal(server.url("/rss"), limits=SHORT)
    assert error.kind is FailureKind.TIMEOUT
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (OK, b"a"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"a"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (CHUNKED, b"1\r\na\r\n"),
    ],
    ids=["body", "header", "hints", "chunks"],
)
async def test_a_server_that_drips_is_given_up_at_the_deadline(server: FeedServer, start: bytes, drop: bytes) -> None:
    def drip(to: Connection) -> None:
        to.send(start)
        to.drip(drop)

    server.raw("/rss", drip)
    assert (await refusal(server.url("/rss"), limits=SHORT)).kind is FailureKind.TIMEOUT


@pytest.mark.slow
async def test_a_hundred_dripping_servers_are_all_given_up_in_time(server: FeedServer) -> None:
    def drip(to: Connection) -> None:
        to.send(OK)
        to.drip(b"a")

    server.raw("/rss", drip)
    began = time.monotonic()
    fetcher = a_fetcher(limits=SHORT)
    found = await asyncio.gather(
        *(fetcher.fetch(server.url("/rss"), Validators()) for _ in range(100)), return_exceptions=True
    )
    assert all(isinstance(each, PollError) and each.kind is FailureKind.TIMEOUT for each in found)
    assert time.monotonic() - began < 2.5


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"", FailureKind.DISCONNECTED),
        (OK + b"<rss", FailureKind.DISCONNECTED),
        (CHUNKED + b"5\r\nab", FailureKind.DISCONNECTED),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", FailureKind.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 9\r\n\r\n<rss", FailureKind.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nBad Header\r\n\r\n", FailureKind.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", FailureKind.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 30_000 + b"\r\n", FailureKind.PROTOCOL),
        (b"\x16\x03\x01\x02\x00", FailureKind.PROTOCOL),
    ],
    ids=["nothing", "short", "half chunk", "ssh", "two lengths", "bad header", "huge header", "many headers", "tls"],
)
async def test_every_way_to_break_off_has_its_name(server: FeedServer, answer: bytes, kind: FailureKind) -> None:
    server.raw("/rss", say(answer))  # type: ignore[arg-type]
    assert (await refusal(server.url("/rss"), limits=SHORT)).kind is kind


async def test_nobody_at_the_address_and_an_unknown_name_have_theirs() -> None:
    with FeedServer() as gone:
        port = gone.port
    names = Names(dawn_example=[["127.0.0.1"]], empty_example=[[]])
    assert (await refusal(f"http://dawn.example:{port}/", names=names)).kind is FailureKind.CONNECT
    assert (await refusal("http://nowhere.example/", names=names)).kind is FailureKind.DNS
    assert (await refusal("http://empty.example/", names=names)).kind is FailureKind.DNS


async def test_a_resolver_that_hangs_is_given_up_at_the_deadline() -> None:
    async def hang(host: str, port: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    assert (await refusal("http://dawn.example/", limits=SHORT, names=hang)).kind is FailureKind.TIMEOUT


async def test_a_fault_that_nobody_foresaw_fails_this_feed_only(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(host: str, port: int) -> list[str]:
        raise LookupError("canary")

    error = await refusal("http://dawn.example/", names=broken)
    assert (error.kind, error.detail) == (FailureKind.INTERNAL, "LookupError")
    assert "nobody foresaw" in caplog.text


async def test_being_cancelled_is_not_a_fault_of_the_feed(server: FeedServer) -> None:
    reached = threading.Event()

    def hang(to: Connection) -> None:
        reached.set()
        to.hang()

    server.raw("/rss", hang)
    task = asyncio.create_task(a_fetcher().fetch(server.url("/rss"), Validators()))
    assert await asyncio.to_thread(reached.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_hosts_do_not_wait_for_each_other(server: FeedServer) -> None:
    server.raw("/slow", lambda to: to.hang())
    server.put("/rss", b"<rss/>")
    fetcher = a_fetcher()
    slow = asyncio.create_task(fetcher.fetch(server.url("/slow"), Validators()))
    found = await asyncio.gather(*(fetcher.fetch(server.url("/rss"), Validators()) for _ in range(20)))
    assert [each.body for each in found] == [b"<rss/>"] * 20
    slow.cancel()
    await asyncio.gather(slow, return_exceptions=True)
