"""Notices: what is told to people, as typed fields; nothing in them is escaped or rendered."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from monitor.model.alert import Channel
from monitor.model.ids import CommitmentId, IncidentId, ItemId, Lang, PartyId, Publisher, RuleId
from monitor.model.incident import BASELINE, Attribution
from monitor.model.item import Certainty
from monitor.model.labels import Mark
from monitor.model.match import CueWords, Words
from monitor.model.rule import Kind, Severity, Stance


class Reason(StrEnum):
    """Why people are told."""

    FIRST_REPORT = "first-report"
    """An incident is new to those who are told."""
    CORROBORATED = "corroborated"
    """A further independent newsroom tells of it."""
    DISPUTED = "disputed"
    """The accused denies it."""
    GROWN = "grown"
    """A further place is told of."""
    MOVED = "moved"
    """Its day or its place was corrected."""
    RETRACTED = "retracted"
    """No item tells of it any more: all were corrected, or sorted out by hand."""
    REPORTED_AGAIN = "reported-again"
    """It is told again after it was retracted."""
    BASELINE = BASELINE
    """What stood in a feed when it was read for the first time, in one line."""
    OUTAGE = "outage"
    """Old news of a feed that could not be read for a while, all of it in one digest."""
    FLOOD = "flood"
    """So much of one poll that it is told in one digest."""
    DEADLINE_PASSED = "deadline-passed"
    """Nothing was heard of a commitment by one of its deadlines."""
    WINDOW_STARTED = "window-started"
    """A window of a commitment began."""
    WINDOW_ENDING = "window-ending"
    """A window of a commitment ends within 24 hours."""
    WINDOW_ENDED = "window-ended"
    """A window of a commitment has ended; a summary tells what was reported in it."""
    BLIND = "blind"
    """No feed that could report on a commitment has brought anything fresh for long."""
    SEEN_AGAIN = "seen-again"
    """Feeds that can report on a commitment bring fresh news again."""
    REMINDER = "reminder"
    """An incident is still open, and nobody has acknowledged it."""
    GROUP = "group"
    """Several notices of a group, told together."""
    HELD = "held"
    """What a mute window held back, at its end."""
    DIGEST = "digest"
    """What a receiver gets in one letter at the times that it has for that; an empty one says what was watched."""
    LIMITED = "limited"
    """What went beyond the letters that a receiver may have."""
    RULEBOOK_BROKEN = "rulebook-broken"
    """The rule files on disk have faults; the last good rulebook stays in force."""
    DEAD_LETTERS = "dead-letters"
    """Letters to a receiver were given up."""
    STORE_UNWRITABLE = "store-unwritable"
    """The state cannot be written: the disk is full, say."""
    ALL_FEEDS_FAILING = "all-feeds-failing"
    """No feed can be read: pactwatch is blind."""
    FEED_STOPPED = "feed-stopped"
    """A publisher has ended a feed; it is polled no more."""
    ITEMS_IN_ERROR = "items-in-error"
    """Items could not be judged."""
    RECOVERED = "recovered"
    """Something that ailed the daemon itself is over."""
    TEST = "test"
    """`pactwatch send-test` tries a receiver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowDay:
    """Where an event stands in a window: "day 2, until 17 April by Moscow's count" (`window` is `moscow`)."""

    window: str
    day: int
    last_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What one item says, with the words that matched; offsets count code points of `text`."""

    item: ItemId
    publisher: Publisher
    url: str | None
    lang: Lang
    published_at: datetime | None
    certainty: Certainty
    stance: Stance
    text: str
    words: tuple[Words, ...]
    cue: CueWords | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentNotice:
    """A change of an incident. `update` counts from 1; `zone` is the IANA name for local times.

    `dedup_key` is the same in every message of one update, so that a repeat after a crash can be told. `unlisted` are
    origins that no feed of the operator names; `heard` says which sides tell of the event, or nothing.
    """

    type: Literal["incident"] = "incident"
    reason: Reason
    dedup_key: str
    incident: IncidentId
    update: int
    commitment: CommitmentId
    commitment_title: str
    pledge: str
    zone: str
    rule: RuleId
    kind: Kind
    severity: Severity
    event_on: date
    boundary: bool
    windows: tuple[WindowDay, ...]
    places: tuple[str, ...]
    attributions: tuple[Attribution, ...]
    origins: tuple[Publisher, ...]
    outlets: tuple[Publisher, ...]
    unlisted: tuple[Publisher, ...] = ()
    heard: str = ""
    quotes: tuple[Quote, ...]
    late: bool
    states: tuple[Mark, ...] = ()
    drill: bool = False
    """Nothing of it happened: every letter says so first."""
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainNotice:
    """A few sentences: a baseline summary, a digest, a passed deadline, a test, what ails the daemon itself."""

    type: Literal["plain"] = "plain"
    reason: Reason
    dedup_key: str
    subject: str
    lines: tuple[str, ...]
    severity: Severity
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCount:
    """How many breaches a party is accused of; None where nobody is accused."""

    party: PartyId | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """The breaches of one day by the accused."""

    on: date
    parties: tuple[PartyCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputedIncident:
    """A breach that the accused denies."""

    incident: IncidentId
    on: date
    accused: PartyId | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSummary:
    """What was reported in a window from its first day to its last.

    `quiet_days` had no breach and passed unseen in no part, of which `longest_quiet` followed each other; `blind_days`
    are further days without a breach that cannot be called quiet. `others` counts incidents of other kinds.
    """

    first_on: date
    last_on: date
    breaches: int
    corroborated: int
    parties: tuple[PartyCount, ...]
    days: tuple[DayCount, ...]
    disputed: tuple[DisputedIncident, ...]
    quiet_days: int
    longest_quiet: int
    blind_days: int
    others: tuple[tuple[Kind, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentNotice:
    """What a commitment tells of itself by the clock.

    `window` is the one that started, ends or ended; `at` is when it did, when a deadline passed, or since when nothing
    fresh came. `until` is when the window is over, or when fresh news came again. `what` was to be heard by a deadline.
    """

    type: Literal["commitment"] = "commitment"
    reason: Reason
    dedup_key: str
    commitment: CommitmentId
    commitment_title: str
    pledge: str
    zone: str
    severity: Severity
    window: str | None = None
    at: datetime
    until: datetime | None = None
    what: str = ""
    summary: WindowSummary | None = None
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEntry:
    """A notice within a digest: its subject, and the key of the row that it has in the ledger."""

    reason: Reason
    severity: Severity
    at: datetime
    subject: str
    commitment_title: str = ""
    incident: IncidentId | None = None
    dedup_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What was watched between two digests: feeds and those of them that brought something, items, commitments."""

    feeds: int
    fresh: int
    items: int
    commitments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestNotice:
    """Several notices in one letter: a group, what was held, a digest, or what went beyond a limit.

    `about` is the group, the mute window or the receiver; `since` is when it began to gather. `muted` says how many
    others were not told, by what kept them from it.
    """

    type: Literal["digest"] = "digest"
    reason: Reason
    dedup_key: str
    about: str
    severity: Severity
    zone: str
    since: datetime
    entries: tuple[DigestEntry, ...]
    more: int = 0
    muted: tuple[tuple[str, int], ...] = ()
    watched: Watched | None = None
    decided_at: datetime


Notice = IncidentNotice | CommitmentNotice | DigestNotice | PlainNotice


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice rendered for one channel, escaped for where it goes.

    `text` is always there. `html` is set for e-mail, `blocks` (Block Kit, JSON text) for Slack. `follows` names the
    messages on the same incident that the receiver has, the first one first, by what the service calls them.
    """

    channel: Channel
    subject: str
    text: str
    html: str | None = None
    blocks: str | None = None
    dedup_key: str = field(default="")
    follows: tuple[str, ...] = ()
