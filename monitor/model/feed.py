"""Feeds: what the operator wrote, what a poll brings, and what is remembered between polls."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model.failure import FailureKind
from monitor.model.ids import UNDETERMINED, FeedId, Lang, PartyId, Publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as `feeds.yaml` names it.

    `side` is the party whose voice it is, if any. An `aggregator` repeats other newsrooms and is never an origin.
    `family` is the owner of several publishers, which never confirm each other. A feed that is not `listed` stands for
    the source of an item that no feed of the operator names.
    `interval` is how often the operator wants it polled; None leaves that to how often it publishes.
    """

    id: FeedId
    title: str
    publisher: Publisher
    languages: tuple[Lang, ...] = ()
    side: PartyId | None = None
    interval: timedelta | None = None
    enabled: bool = True
    aggregator: bool = False
    family: Publisher | None = None
    listed: bool = True

    @property
    def lang(self) -> Lang:
        """The language of its entries where they do not say: the only declared one, else undetermined."""
        return self.languages[0] if len(self.languages) == 1 else UNDETERMINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave so that the next request can ask for changes only (RFC 9110, section 13)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer to a conditional GET. `not_modified` has no body; `address` is where the last redirect led.

    `moved_to` is that address again when every redirect on the way was a permanent one. `fresh_for` is how long the
    server says that the answer stays good.
    """

    address: str
    moved_to: str | None = None
    not_modified: bool = False
    body: bytes = b""
    content_type: str = ""
    validators: Validators = field(default_factory=Validators)
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as the publisher wrote it: markup is untouched and hostile; times are aware UTC or absent.

    `published_at` is None when the entry has no date that can be read. `published_day_only` marks a date without a
    time of day. `faults` name what was wrong with this entry and how it was read nevertheless.
    """

    entry_id: str | None = None
    link: str | None = None
    title: str = ""
    summary: str = ""
    body: str = ""
    published_at: datetime | None = None
    published_day_only: bool = False
    updated_at: datetime | None = None
    lang: Lang | None = None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed document. `dialect` is `rss`, `atom`, `rdf` or `json`; `faults` say what was broken yet readable.

    `ttl` is how long it asks to be left alone, by `<ttl>` or `sy:updatePeriod`.
    """

    dialect: str
    title: str = ""
    lang: Lang | None = None
    entries: tuple[Entry, ...] = ()
    faults: tuple[str, ...] = ()
    ttl: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A feed that cannot be read at present: `count` failures in a row since `since_at`, the last of them `kind`."""

    kind: FailureKind
    detail: str
    since_at: datetime
    count: int


class PaceReason(StrEnum):
    """Why a feed is polled as often as it is."""

    OPERATOR = "operator"
    """`feeds.yaml` says so."""
    HABIT = "habit"
    """So that an entry is seen before the next one usually comes."""
    UNKNOWN = "unknown"
    """It has too few dates to tell its habit."""
    CACHE = "cache"
    """Its server says that an answer stays good for so long."""
    TTL = "ttl"
    """The feed itself asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often a feed is polled, before jitter, and why."""

    every: timedelta = timedelta(minutes=15)
    why: PaceReason = PaceReason.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed. `baseline_at` is its first success ever; before it nothing of it is told.

    `moved` is the address that permanent redirects led to, asked instead of the written one; `stopped_at` is when the
    publisher said that the feed is gone: it is not polled until a person resumes it. Of the last document: the number
    of its `entries` and of those without a date that can be read (`undated`), its `faults`, its usual gap between
    entries (`habit`), and how long it asks to be left alone (`ttl`). `new_item_at` is when an item was last new; at the
    first success it is the date of the newest entry, so that a feed that fell silent long ago passes for no lively one.
    """

    feed: FeedId
    due_at: datetime
    polled_at: datetime | None = None
    succeeded_at: datetime | None = None
    baseline_at: datetime | None = None
    validators: Validators = field(default_factory=Validators)
    failing: Failing | None = None
    moved: str | None = None
    stopped_at: datetime | None = None
    pace: Pace = field(default_factory=Pace)
    entries: int = 0
    undated: int = 0
    faults: tuple[str, ...] = ()
    habit: timedelta | None = None
    ttl: timedelta | None = None
    new_item_at: datetime | None = None
