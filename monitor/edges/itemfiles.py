"""Files of items: JSON Lines, gzipped or plain."""

import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Any, BinaryIO, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from monitor.model.errors import ItemsFileError
from monitor.model.feed import Entry
from monitor.model.ids import Lang
from monitor.pipeline.reports import Report

LONGEST_LINE = 10_000_000
"""A line of more characters is no item; it is not kept in memory."""
DAY = len("2025-03-18")


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line that is no item: its number, from 1, and what is wrong with it."""

    number: int
    fault: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as people write it: aware UTC; of a bare day its noon, and `day_only`."""

    at: datetime
    day_only: bool


def moment(text: str) -> Moment:
    """Read RFC 3339, with a T or a space, or a bare day. A time without zone is UTC. Raises ValueError."""
    if len(text) == DAY:
        return Moment(datetime.combine(date.fromisoformat(text), time(12), UTC), day_only=True)
    at = datetime.fromisoformat(text)
    return Moment((at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC), day_only=False)


def _moment(value: object) -> object:
    return moment(value) if isinstance(value, str) else value


class _Line(BaseModel):
    """One item as a file has it; other keys are somebody else's."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str = Field(min_length=1)
    title: str
    summary: str | None = None
    url: str | None = None
    source: str | None = None
    published: Annotated[Moment, BeforeValidator(_moment)]
    lang: str | None = None


def read_items(path: Path) -> Iterator[Report | Malformed]:
    """Yield the items of a file in its order, and its malformed lines; empty lines count for nothing.

    Raises ItemsFileError when the file cannot be opened, or breaks off.
    """
    try:
        with closing(_opened(path)) as lines:
            for number, line in enumerate(_lines(lines), start=1):
                if line.strip():
                    yield _read(number, line)
    except (OSError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ItemsFileError(f"{path} cannot be read: {reason}") from error


def _opened(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield lines; of one that is too long, as much as shows that it is."""
    while line := stream.readline(LONGEST_LINE + 1):
        yield line
        while not line.endswith(b"\n") and len(line) > LONGEST_LINE:
            line = stream.readline(LONGEST_LINE + 1)


def _read(number: int, line: bytes) -> Report | Malformed:
    if len(line) > LONGEST_LINE:
        return Malformed(number, f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        found: Any = json.loads(line)
        if not isinstance(found, dict):
            return Malformed(number, "it is not a JSON object")
        item = _Line.model_validate(found)
    except UnicodeDecodeError:
        return Malformed(number, "it is not UTF-8")
    except ValidationError as error:
        return Malformed(number, "; ".join(f"{e['loc'][0]}: {e['msg']}" for e in error.errors(include_url=False)))
    except (ValueError, RecursionError) as error:
        return Malformed(number, f"it is not JSON: {error}")
    return _report(item)


def _report(item: _Line) -> Report:
    entry = Entry(
        entry_id=item.id,
        link=item.url,
        title=item.title,
        summary=item.summary or "",
        published_at=item.published.at,
        published_day_only=item.published.day_only,
        lang=Lang(item.lang.lower().partition("-")[0]) if item.lang else None,
    )
    return Report(source=item.source or "", at=item.published.at, entry=entry)
