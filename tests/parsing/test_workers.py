"""Worker processes: what a document may cost, and how they end."""

import asyncio
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.edges.parsing import WorkerParser, wire
from monitor.edges.parsing.workers import Worker
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Fetched

GOOD = b"<rss><channel><item><title>Grid hit</title><guid>1</guid></item></channel></rss>"
SLOW = b"<rss><channel><item><title>a</title>" + b"<category>a</category>" * 300_000 + b"</item></channel></rss>"
LARGE = b"<rss><channel><item><description>" + b"word &lt;b&gt; " * 750_000 + b"</description></item></channel></rss>"
SECOND = timedelta(seconds=1)


def fetched(body: bytes) -> Fetched:
    return Fetched(address="https://dawn.example/rss", body=body)


async def read_good(parser: WorkerParser) -> None:
    (entry,) = (await parser.parse(fetched(GOOD))).entries
    assert (entry.title, entry.entry_id) == ("Grid hit", "1")


async def failure(parser: WorkerParser, body: bytes) -> FailureKind:
    with pytest.raises(PollError) as caught:
        await parser.parse(fetched(body))
    return caught.value.kind


@pytest.fixture
async def parser() -> AsyncIterator[WorkerParser]:
    parser = WorkerParser(deadline=timedelta(milliseconds=700))
    yield parser
    await parser.aclose()


async def test_a_document_that_takes_too_long_costs_its_worker_and_the_next_gets_a_new_one(
    parser: WorkerParser,
) -> None:
    await read_good(parser)
    began = time.monotonic()
    assert await failure(parser, SLOW) is FailureKind.PARSE_TIMEOUT
    assert time.monotonic() - began < 3
    await read_good(parser)


async def test_a_document_that_takes_too_much_memory_is_stopped_and_named() -> None:
    parser = WorkerParser(memory_mb=128)
    assert await failure(parser, LARGE) is FailureKind.PARSE_MEMORY
    await read_good(parser)
    await parser.aclose()


async def test_a_worker_that_falls_is_named_and_replaced(parser: WorkerParser) -> None:
    worker = await Worker.start(384)
    reading = asyncio.create_task(worker.read(fetched(SLOW), 30 * SECOND, 10))
    await asyncio.to_thread(os.kill, worker.process_id, signal.SIGSEGV)
    with pytest.raises(PollError, match="SIGSEGV") as caught:
        await reading
    assert caught.value.kind is FailureKind.PARSE_CRASHED
    assert not worker.fit
    await worker.end()


async def test_a_worker_that_dies_while_idle_is_replaced_unseen(parser: WorkerParser) -> None:
    await read_good(parser)
    (worker,) = parser._idle
    watch = os.pidfd_open(worker.process_id)
    os.kill(worker.process_id, signal.SIGKILL)
    await asyncio.to_thread(select.select, [watch], [], [], 10)
    os.close(watch)
    while worker.fit:  # until the loop has heard of it
        await asyncio.to_thread(os.getpid)
    await read_good(parser)


async def test_a_worker_is_used_again_and_ends_with_the_parser(parser: WorkerParser) -> None:
    await read_good(parser)
    (worker,) = parser._idle
    await read_good(parser)
    assert parser._idle == [worker]
    await parser.aclose()
    with pytest.raises(ProcessLookupError):
        os.kill(worker.process_id, 0)


async def test_a_failure_of_the_document_keeps_the_worker(parser: WorkerParser) -> None:
    assert await failure(parser, b"<html><body>") is FailureKind.WEB_PAGE
    (worker,) = parser._idle
    assert await failure(parser, b"") is FailureKind.EMPTY
    assert parser._idle == [worker]


async def test_a_cancelled_parse_leaves_no_worker_that_would_answer_the_next(parser: WorkerParser) -> None:
    await read_good(parser)
    reading = asyncio.create_task(parser.parse(fetched(SLOW)))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reading, 0.05)
    assert parser._idle == []
    await read_good(parser)


async def test_documents_beyond_the_number_of_workers_wait_for_a_place() -> None:
    parser = WorkerParser(workers=1)
    feeds = await asyncio.gather(*(parser.parse(fetched(GOOD)) for _ in range(20)))
    assert len(feeds) == 20
    assert len(parser._idle) == 1
    await parser.aclose()


async def test_the_loop_goes_on_while_a_worker_chokes(parser: WorkerParser) -> None:
    loop, last, lags = asyncio.get_running_loop(), time.monotonic(), []

    def tick() -> None:
        nonlocal last
        now = time.monotonic()
        lags.append(now - last)
        last = now
        loop.call_later(0.005, tick)

    tick()
    assert await failure(parser, SLOW) is FailureKind.PARSE_TIMEOUT
    assert len(lags) > 20
    assert max(lags) < 0.2


def described(process: int) -> tuple[str, list[str], bytes]:
    folder = Path(f"/proc/{process}")
    return (folder / "limits").read_text(), os.listdir(folder / "fd"), (folder / "environ").read_bytes()


async def test_a_worker_can_open_nothing_and_start_nothing() -> None:
    worker = await Worker.start(384)
    limits, opened, environment = await asyncio.to_thread(described, worker.process_id)
    await worker.end()
    rows = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()}
    assert rows["Max open files"] == ["3", "3"]
    assert rows["Max processes"] == ["0", "0"]
    assert rows["Max file size"] == ["0", "0"]
    assert rows["Max address space"] == [str(384 * 1024 * 1024)] * 2
    assert sorted(opened) == ["0", "1", "2"]
    assert environment == b""


async def test_signals_to_the_terminals_group_do_not_reach_a_worker(parser: WorkerParser) -> None:
    await read_good(parser)
    (worker,) = parser._idle
    assert os.getpgid(worker.process_id) != os.getpgid(0)
    os.kill(worker.process_id, signal.SIGINT)
    await read_good(parser)
    assert parser._idle == [worker]


ORPHANING = """
import asyncio, os, signal, sys
from datetime import timedelta
from monitor.edges.parsing.workers import Worker
from monitor.model.feed import Fetched

async def main():
    worker = await Worker.start(384)
    print(worker.process_id, flush=True)
    body = b"<rss><channel>" + b"<item><title>a</title></item>" * 300_000
    reading = asyncio.create_task(worker.read(Fetched(address="a", body=body), timedelta(seconds=60), 1))
    await asyncio.wait([reading], timeout=0.3)
    await asyncio.to_thread(sys.stdin.readline)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


def test_a_worker_at_work_ends_when_its_parent_is_killed() -> None:
    command = [sys.executable, "-c", ORPHANING]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:  # noqa: S603 - ours
        assert parent.stdin is not None
        assert parent.stdout is not None
        watch = os.pidfd_open(int(parent.stdout.readline()))
        parent.stdin.write(b"\n")
        parent.stdin.close()
        assert parent.wait(30) == -signal.SIGKILL
        ended, _, _ = select.select([watch], [], [], 5)
        os.close(watch)
    assert ended, "the worker outlived its parent"


@pytest.mark.parametrize(
    "frame",
    [b"", b"[]", b"3", b"{}", b'{"failure": "no-such"}', b'{"failure": "empty", "detail": 3}', b"\xff", b"[" * 100_000],
)
def test_an_answer_that_no_worker_gives_is_not_understood(frame: bytes) -> None:
    with pytest.raises(wire.NotUnderstood):
        wire.read_head(frame)
    with pytest.raises(wire.NotUnderstood):
        wire.read_entry(frame)
