"""Feeds: what the operator wrote, what a poll brings, and what is remembered between polls."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.model.failure import FailureKind
from monitor.model.ids import UNDETERMINED, FeedId, Lang, PartyId, Publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as `feeds.yaml` names it.

    `side` is the party whose voice it is, if any. An `aggregator` repeats other newsrooms and is never an origin.
    """

    id: FeedId
    title: str
    publisher: Publisher
    languages: tuple[Lang, ...] = ()
    side: PartyId | None = None
    interval: timedelta = timedelta(minutes=15)
    enabled: bool = True
    aggregator: bool = False

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
    """An answer to a conditional GET. `not_modified` has no body; `address` is where the last redirect led."""

    address: str
    not_modified: bool = False
    body: bytes = b""
    content_type: str = ""
    validators: Validators = field(default_factory=Validators)


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
    """A feed document. `dialect` is `rss`, `atom`, `rdf` or `json`; `faults` say what was broken yet readable."""

    dialect: str
    title: str = ""
    lang: Lang | None = None
    entries: tuple[Entry, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A feed that cannot be read at present: `count` failures in a row since `since_at`, the last of them `kind`."""

    kind: FailureKind
    detail: str
    since_at: datetime
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed. `baseline_at` is its first success ever; before it nothing of it is told."""

    feed: FeedId
    due_at: datetime
    polled_at: datetime | None = None
    succeeded_at: datetime | None = None
    baseline_at: datetime | None = None
    validators: Validators = field(default_factory=Validators)
    failing: Failing | None = None
    entries: int = 0
    """How many entries the last document held."""
    new_item_at: datetime | None = None
    """When an item was last new."""
