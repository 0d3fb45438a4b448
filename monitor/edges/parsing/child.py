"""The worker process: reads jobs from its standard input until that ends, and answers on its standard output.

Before its first job it gives up what reading needs no more: it can open no file and no socket, write to no file and
start no process. It ends when its parent does, and when a job takes too long, by signals that need no help of Python's.
"""

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from typing import BinaryIO

from monitor.edges.parsing import wire
from monitor.edges.parsing.decoding import CODECS
from monitor.edges.parsing.documents import read_document
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind

_PR_SET_PDEATHSIG = 1
"""From linux/prctl.h: the signal that a process gets when its parent ends."""

_WARM_UP = (
    b"<rss version='2.0'><channel><item><title>a &lt;b&gt;c</title><description>d</description></item></channel></rss>",
    b"<rss><channel><item><pubDate>Wed, 19 Mar 2025 06:00:00 GMT</pubDate></item></channel></rss>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title><content type='xhtml'><div>b",
    b"<rss><channel><item><title>a & b<dc:date>2025-03-19T06:00Z</dc:date>",
    b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1}]}',
    "{\u0436".encode("cp1251"),
)
"""Documents that make Python import all that reading needs, while it still can."""


def main(memory_mb: int, parent: int) -> None:
    """Answer jobs until the parent closes the pipe or ends."""
    _end_with(parent)
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    _warm_up()
    _lock_down(memory_mb)
    _say(answers, wire.framed(wire.READY))
    while (job := _next(jobs)) is not None:
        body = _next(jobs)
        if body is None:
            return
        _answer(wire.read_job(job), body, answers)


def _answer(job: wire.Job, body: bytes, answers: BinaryIO) -> None:
    signal.alarm(job.seconds)
    try:
        feed = read_document(body, job.content_type, job.address, job.most)
        frames = wire.answer_frames(feed)
    except PollError as error:
        frames = [wire.failure_frame(error)]
    except MemoryError:
        os._exit(wire.OUT_OF_MEMORY)  # needs no memory, as every other way of saying it might
    except Exception as error:  # noqa: BLE001 - whatever a hostile document brings about is told, not printed
        frames = [wire.failure_frame(PollError(FailureKind.PARSE_CRASHED, f"{type(error).__name__}: {error}"[:200]))]
    signal.alarm(0)
    for frame in frames:
        answers.write(frame)
    answers.flush()


def _next(jobs: BinaryIO) -> bytes | None:
    """Return the content of the next frame, or None at the end."""
    length = jobs.read(wire.LENGTH)
    size = int.from_bytes(length, "big")
    content = jobs.read(size) if len(length) == wire.LENGTH else b""
    return content if len(content) == size and length else None


def _say(answers: BinaryIO, frame: bytes) -> None:
    answers.write(frame)
    answers.flush()


def _end_with(parent: int) -> None:
    """End when the parent ends, however it ends. Where the system cannot tell, the closed pipe and the alarm do."""
    for each in (signal.SIGINT, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(0)


def _warm_up() -> None:
    for codec in CODECS:
        "".encode(codec)
    for document in _WARM_UP:
        try:
            wire.answer_frames(read_document(document, "", "https://example.org/", 1))
        except PollError as error:
            wire.failure_frame(error)


def _lock_down(memory_mb: int) -> None:
    limits = {
        resource.RLIMIT_AS: memory_mb * 1024 * 1024,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: 3,
    }
    for limit, most in limits.items():
        with suppress(ValueError, OSError):  # macOS does not have all of them
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
