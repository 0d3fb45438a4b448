"""Deliveries: rows of the outbox, one per receiver, and each try to send one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model.ids import DeliveryId, IncidentId, ReceiverId
from monitor.model.mute import Cause
from monitor.model.notice import Notice, Reason


class DeliveryState(StrEnum):
    """Where a notice to a receiver stands. Each stands in one of them, and none is ever forgotten."""

    PENDING = "pending"
    """It is tried when it is due."""
    SENT = "sent"
    """It was accepted by the receiver."""
    DEAD = "dead"
    """It was given up, and is shown until it is sent again by hand."""
    HELD = "held"
    """It waits: for the end of a mute window, for its group, for the next digest."""
    FOLDED = "folded"
    """It was told in another letter, together with others; the row names that letter."""
    MUTED = "muted"
    """It is not told: it was silenced, inhibited, or dropped by a mute window. The row says by what."""


class Outcome(StrEnum):
    """What came of one try."""

    STARTED = "started"
    """Begun and not yet heard of; after a crash it means that the receiver may have it."""
    SENT = "sent"
    RETRY = "retry"
    """Failed in a way that may pass: no connection, a busy or faulty server."""
    REJECTED = "rejected"
    """Failed in a way that will not pass: the receiver or its address refuses."""
    UNKNOWN = "unknown"
    """Timed out after sending: the receiver may have it; it is sent again under the same key, but not often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of a notice to a receiver: told at once, held until `due_at`, or muted; and why, in words.

    What is held in one `batch` and due together is told together. `told_in` is the dedup key of the letter into which
    it was folded.
    """

    state: DeliveryState = DeliveryState.PENDING
    cause: Cause | None = None
    why: str = ""
    batch: str = ""
    due_at: datetime | None = None
    told_in: str | None = None


AT_ONCE = Fate()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A row to be written in the transaction that decided to tell."""

    receiver: ReceiverId
    incident: IncidentId | None
    reason: Reason
    dedup_key: str
    notice: Notice
    created_at: datetime
    fate: Fate = AT_ONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The tries since a row was queued, or queued again by hand; those before count against it no more.

    `since_at` is when the first of them began; `unknown` counts those after which the receiver may have the letter.
    """

    since_at: datetime | None = None
    count: int = 0
    refused: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A row of the outbox as stored. `attempts` counts tries; `detail` is the last outcome in words, no secrets."""

    id: DeliveryId
    receiver: ReceiverId
    incident: IncidentId | None
    reason: Reason
    dedup_key: str
    notice: Notice
    state: DeliveryState
    attempts: int
    created_at: datetime
    due_at: datetime
    detail: str
    sent_at: datetime | None
    maybe_repeat: bool
    """A try was begun whose end is not known: the receiver may have it twice, under the same key."""
    tried: Tried = Tried()
    cause: Cause | None = None
    """Why it is, or was, not told at once in a letter of its own."""
    batch: str = ""
    told_in: str | None = None
    follows: tuple[str, ...] = ()
    """The service's names of what it accepted for this receiver on the same incident before, the first one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A notice that a receiver was told, or will be, and when that was decided."""

    notice: Notice
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """Who heard of an incident: when the last letter was decided, and how many reminders came since the last update."""

    receiver: ReceiverId
    last_at: datetime
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What a receiver has not got: letters that wait, the oldest since `oldest_at` and why, and dead letters."""

    receiver: ReceiverId
    pending: int
    dead: int
    oldest_at: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResult:
    """What a sender heard. `retry_after` is what the service asked for; `reference` its own name for the message."""

    outcome: Outcome
    detail: str = ""
    retry_after: timedelta | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try, as the ledger shows it."""

    delivery: DeliveryId
    number: int
    started_at: datetime
    ended_at: datetime | None
    outcome: Outcome
    detail: str
