"""What parent and worker say to each other: frames of JSON, so that a worker that was taken over can only lie in data.

A frame is its length in four bytes, big-endian, and its content. The parent sends a job (JSON) and the body (bytes);
the worker answers with a head, and with a frame for each entry when the head announces them.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from monitor.model.errors import PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Entry, ParsedFeed
from monitor.model.ids import Lang

LENGTH = 4
LARGEST = 8 * 1024 * 1024
"""No frame of an answer is longer: the bounds on an entry's texts keep it under three megabytes."""

LONGEST_DETAIL = 1_000
"""How many characters of a failure's detail are handed on."""

READY = b"ready"
OUT_OF_MEMORY = 71
"""The exit status of a worker whose memory limit was reached (EX_OSERR of sysexits.h)."""

T = TypeVar("T")


class NotUnderstood(Exception):
    """An answer is not what a worker of this program says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What comes before a body: the feed's address, its content type, the most entries, and the seconds it may take."""

    address: str
    content_type: str
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Head:
    """The first frame of an answer: the feed without its entries, and how many of them follow."""

    feed: ParsedFeed
    entries: int


def framed(content: bytes) -> bytes:
    """Return a content with its length before it."""
    return len(content).to_bytes(LENGTH, "big") + content


def job_frame(job: Job) -> bytes:
    """Return a job as a frame."""
    return framed(_dump(asdict(job)))


def read_job(content: bytes) -> Job:
    """Return the job that a frame of the parent holds."""
    return Job(**json.loads(content))


def answer_frames(feed: ParsedFeed) -> list[bytes]:
    """Return a feed as frames, a head and one for each entry."""
    head = asdict(replace(feed, entries=())) | {"entries": len(feed.entries)}
    return [framed(_dump(head)), *(framed(_dump(asdict(entry))) for entry in feed.entries)]


def failure_frame(error: PollError) -> bytes:
    """Return a failure as the only frame of an answer."""
    return framed(_dump({"failure": error.kind, "detail": error.detail}))


def read_head(content: bytes) -> Head:
    """Return what a head announces. Raises the PollError that it holds, or NotUnderstood."""
    found = _load(content)
    if "failure" in found:
        raise _understood(lambda: PollError(FailureKind(found["failure"]), _shown(_str(found["detail"]))))
    return _understood(lambda: _head(found))


def read_entry(content: bytes) -> Entry:
    """Return the entry that a frame holds. Raises NotUnderstood."""
    found = _load(content)
    return _understood(lambda: _entry(found))


def _head(found: dict[str, Any]) -> Head:
    feed = ParsedFeed(
        dialect=_str(found["dialect"]),
        title=_str(found["title"]),
        lang=_lang(found["lang"]),
        faults=tuple(_str(fault) for fault in found["faults"]),
        ttl=None if found["ttl"] is None else timedelta(seconds=float(found["ttl"])),
    )
    return Head(feed, int(found["entries"]))


def _entry(found: dict[str, Any]) -> Entry:
    return Entry(
        entry_id=_optional(found["entry_id"]),
        link=_optional(found["link"]),
        title=_str(found["title"]),
        summary=_str(found["summary"]),
        body=_str(found["body"]),
        published_at=_instant(found["published_at"]),
        published_day_only=found["published_day_only"] is True,
        updated_at=_instant(found["updated_at"]),
        lang=_lang(found["lang"]),
        faults=tuple(_str(fault) for fault in found["faults"]),
    )


def _dump(found: dict[str, Any]) -> bytes:
    # "replace": the half of a surrogate pair, which JSON can name and UTF-8 cannot write, becomes a question mark.
    return json.dumps(found, ensure_ascii=False, default=_written).encode("utf-8", "replace")


def _written(value: datetime | timedelta) -> str | float:
    return value.isoformat() if isinstance(value, datetime) else value.total_seconds()


def _load(content: bytes) -> dict[str, Any]:
    found = _understood(lambda: json.loads(content))
    if not isinstance(found, dict):
        raise NotUnderstood
    return found


def _understood(read: Callable[[], T]) -> T:
    try:
        return read()
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise NotUnderstood(f"{type(error).__name__}: {error}"[:200]) from None


def _str(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _shown(detail: str) -> str:
    """Return what people may read of a failure: a document's words in it steer no terminal and fill no screen."""
    return "".join(char if char.isprintable() else " " for char in detail[:LONGEST_DETAIL])


def _optional(value: object) -> str | None:
    return None if value is None else _str(value)


def _lang(value: object) -> Lang | None:
    return None if value is None else Lang(_str(value))


def _instant(value: object) -> datetime | None:
    return None if value is None else datetime.fromisoformat(_str(value)).astimezone(UTC)
