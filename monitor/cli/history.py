"""Writes the history of deliveries for programs and for sheets, a page at a time: it may be long."""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import TextIO

from pydantic import TypeAdapter

from monitor.messages import subject
from monitor.model.delivery import Attempt, Delivery
from monitor.model.ids import DeliveryId
from monitor.ports import Store

PAGE = 500
SHOWN = TypeAdapter(dict[str, Delivery | tuple[Attempt, ...]])
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet takes for a formula (https://owasp.org/www-community/attacks/CSV_Injection)."""

Told = tuple[Delivery, tuple[Attempt, ...]]


class Format(StrEnum):
    """How the history is written."""

    JSONL = "jsonl"
    CSV = "csv"


def deliveries_since(store: Store, since: datetime) -> Iterator[Told]:
    """Return the deliveries that were decided since an instant with their tries, the oldest first."""
    after = DeliveryId(0)
    while page := store.deliveries_since(since, after, PAGE):
        for delivery in page:
            yield delivery, store.attempts(delivery.id)
        after = page[-1].id


def write_jsonl(found: Iterable[Told], out: TextIO) -> None:
    """Write one JSON object a line: `delivery`, with the whole notice, and `attempts`."""
    for delivery, attempts in found:
        out.write(SHOWN.dump_json({"delivery": delivery, "attempts": attempts}).decode() + "\n")


def write_csv(found: Iterable[Told], out: TextIO) -> None:
    """Write one row per try, or one for a delivery without a try; no cell can pass for a formula."""
    rows = csv.writer(out)  # its line ends are CRLF (RFC 4180): so it quotes a lone CR or LF in a cell
    rows.writerow((*_DELIVERY, *_TRY))
    for delivery, attempts in found:
        known = [read(delivery) for read in _DELIVERY.values()]
        for attempt in attempts or (None,):
            tried = [read(attempt) if attempt else "" for read in _TRY.values()]
            rows.writerow([_cell(value) for value in (*known, *tried)])


def _cell(value: object) -> str:
    text = value.isoformat() if isinstance(value, datetime) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


_DELIVERY: dict[str, Callable[[Delivery], object]] = {
    "delivery": lambda row: row.id,
    "receiver": lambda row: row.receiver,
    "incident": lambda row: row.incident,
    "reason": lambda row: row.reason,
    "key": lambda row: row.dedup_key,
    "subject": lambda row: subject(row.notice),
    "state": lambda row: row.state,
    "cause": lambda row: row.cause,
    "detail": lambda row: row.detail,
    "told_in": lambda row: row.told_in,
    "decided_at": lambda row: row.created_at,
    "due_at": lambda row: row.due_at,
    "sent_at": lambda row: row.sent_at,
}
_TRY: dict[str, Callable[[Attempt], object]] = {
    "try": lambda attempt: attempt.number,
    "began_at": lambda attempt: attempt.started_at,
    "ended_at": lambda attempt: attempt.ended_at,
    "outcome": lambda attempt: attempt.outcome,
    "answer": lambda attempt: attempt.detail,
}
