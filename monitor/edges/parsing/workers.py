"""The parent's side: workers that are started when needed, used again, and killed when they take too long."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from monitor.edges.parsing import wire
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Entry, Fetched, ParsedFeed

START = 30.0
"""Seconds in which a worker must be ready; on a busy machine Python alone can take several."""

PATIENCE = 2.0
"""Seconds that a worker has to end once it hung up: to kill it earlier would hide how it ended."""

JOBS = 500
"""How many documents a worker reads before a new one takes its place, so that what it may have leaked goes."""


class WorkerParser:
    """Reads feed documents in worker processes.

    A document that takes longer than `deadline` or more than `memory_mb` of address space costs its worker, not the
    daemon; the next one gets a new worker. At most `workers` documents are read at a time, further ones wait. Of a
    longer feed the newest `max_entries` entries are read. Processes are started as new programs (no fork), so they
    inherit neither connections nor locks nor secrets of the environment.
    """

    def __init__(
        self,
        *,
        deadline: timedelta = timedelta(seconds=8),
        memory_mb: int = 384,
        max_entries: int = 1_000,
        workers: int = 2,
    ) -> None:
        self._deadline, self._memory_mb, self._max_entries = deadline, memory_mb, max_entries
        self._places = asyncio.Semaphore(workers)
        self._idle: list[Worker] = []
        self._closed = False

    async def parse(self, fetched: Fetched) -> ParsedFeed:
        """Read a document. Raises PollError: its kind says what is wrong with the document or how its worker ended."""
        async with self._places:
            worker = await self._worker()
            try:
                feed = await worker.read(fetched, self._deadline, self._max_entries)
            finally:
                if worker.fit and not self._closed:
                    self._idle.append(worker)
                else:
                    await asyncio.shield(worker.end())
            return feed

    async def aclose(self) -> None:
        """End all workers that are idle now, and those at work as soon as they are done."""
        self._closed = True
        while self._idle:
            await self._idle.pop().end()

    async def _worker(self) -> "Worker":
        while self._idle:
            worker = self._idle.pop()
            if worker.fit:
                return worker
            await worker.end()
        return await Worker.start(self._memory_mb)


class Worker:
    """One worker process; `fit` while it can take a document."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._left = JOBS
        self._busy = False

    @classmethod
    async def start(cls, memory_mb: int) -> "Worker":
        """Start a process and wait until it is ready. Raises PollError of kind PARSE_CRASHED."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-I", "-m", "monitor.edges.parsing.child", str(memory_mb), str(os.getpid())),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env={},
            start_new_session=True,  # a Ctrl-C in the terminal is for the daemon alone
        )
        worker = cls(process)
        try:
            async with asyncio.timeout(START):
                await worker._receive()
        except BaseException as error:
            await asyncio.shield(worker.end(PATIENCE if isinstance(error, EOFError) else 0.0))
            if isinstance(error, TimeoutError | EOFError | wire.NotUnderstood):
                raise worker._crashed("did not start") from None
            raise
        return worker

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def fit(self) -> bool:
        """Whether it can take another document."""
        return self._left > 0 and not self._busy and self._process.returncode is None

    async def read(self, fetched: Fetched, deadline: timedelta, max_entries: int) -> ParsedFeed:
        """Have a document read. When this raises for anything but the document, the worker is not fit any more."""
        job = wire.Job(
            address=fetched.address,
            content_type=fetched.content_type,
            most=max_entries,
            seconds=int(deadline.total_seconds()) + 2,  # should the parent not be there to kill it in time
        )
        self._busy = True
        self._left -= 1
        try:
            async with asyncio.timeout(deadline.total_seconds()):
                await self._send(job, fetched.body)
                head = await self._head()
                entries = [await self._entry() for _ in range(min(head.entries, max_entries))]
        except TimeoutError:
            seconds = f"{deadline.total_seconds():g}"
            raise PollError(FailureKind.PARSE_TIMEOUT, f"stopped after {seconds} s") from None
        except (EOFError, ConnectionError):
            await self.end(PATIENCE)
            raise self._fallen() from None
        except wire.NotUnderstood as error:
            raise self._crashed(f"gave an answer that makes no sense: {error}") from None
        self._busy = False
        return replace(head.feed, entries=tuple(entries))

    async def end(self, patience: float = 0.0) -> None:
        """Kill the process, if it still runs after so many seconds of `patience`, and wait until it is gone."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._process.wait()
        if self._process.returncode is None:
            self._process.kill()
        await self._process.communicate()

    async def _send(self, job: wire.Job, body: bytes) -> None:
        pipe = self._process.stdin
        assert pipe is not None  # noqa: S101 - it was asked for
        pipe.write(wire.job_frame(job) + len(body).to_bytes(wire.LENGTH, "big"))
        pipe.write(body)
        await pipe.drain()

    async def _head(self) -> wire.Head:
        try:
            return wire.read_head(await self._receive())
        except PollError as error:
            self._busy = error.kind is FailureKind.PARSE_CRASHED
            raise

    async def _entry(self) -> Entry:
        entry = wire.read_entry(await self._receive())
        await asyncio.sleep(0)  # a large feed is unpacked in steps, between which the loop does other work
        return entry

    async def _receive(self) -> bytes:
        pipe = self._process.stdout
        assert pipe is not None  # noqa: S101 - it was asked for
        length = int.from_bytes(await pipe.readexactly(wire.LENGTH), "big")
        if length > wire.LARGEST:
            raise wire.NotUnderstood("a frame is too long")
        return await pipe.readexactly(length)

    def _fallen(self) -> PollError:
        status = self._process.returncode
        if status == wire.OUT_OF_MEMORY:
            return PollError(FailureKind.PARSE_MEMORY)
        if status == -signal.SIGALRM:
            return PollError(FailureKind.PARSE_TIMEOUT)
        return self._crashed("ended early")

    def _crashed(self, what: str) -> PollError:
        status = self._process.returncode
        if status is None:
            return PollError(FailureKind.PARSE_CRASHED, f"the worker {what}")
        how = f"status {status}" if status >= 0 else f"signal {signal.Signals(-status).name}"
        return PollError(FailureKind.PARSE_CRASHED, f"the worker {what} ({how})")
