"""Decides what operators are told of what ails the daemon itself: once when it begins, once when it is over."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor.model.ids import ReceiverId
from monitor.model.notice import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """A feed that its publisher ended; `mark` names it without its address, which may hold a password."""

    mark: str
    title: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """How the daemon fares. `blind_since` is when the last of its feeds began to fail, if none can be read."""

    rulebook_fault: str | None = None
    store_fault: str | None = None
    dead: Mapping[ReceiverId, int] = field(default_factory=dict)
    blind_since: datetime | None = None
    stopped: tuple[Stopped, ...] = ()
    items_in_error: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ailment:
    """Something that is wrong. `about` parts those of one reason: a receiver, the mark of a feed, or nothing."""

    reason: Reason
    about: str = ""
    what: str
    since: datetime

    @property
    def key(self) -> tuple[Reason, str]:
        """What it is remembered by."""
        return self.reason, self.about

    @property
    def receiver(self) -> ReceiverId | None:
        """The receiver that fails, where it is one."""
        return ReceiverId(self.about) if self.reason is Reason.DEAD_LETTERS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is told: what began and what ended. `known` is to be remembered in place of what was."""

    begun: tuple[Ailment, ...]
    ended: tuple[Ailment, ...]
    known: tuple[Ailment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearers:
    """Who is told of an ailment; `console` when no operator is left who can be relied on to hear it."""

    receivers: tuple[ReceiverId, ...]
    console: bool


def compare(known: Sequence[Ailment], facts: Facts, now: datetime) -> Changes:
    """Return what began and what ended since `known` was told; what goes on is not told again."""
    ailing = {ailment.key: ailment for ailment in _ailing(facts, now)}
    before = {ailment.key: ailment for ailment in known}
    return Changes(
        begun=tuple(ailment for key, ailment in ailing.items() if key not in before),
        ended=tuple(ailment for key, ailment in before.items() if key not in ailing),
        known=tuple(before.get(key, ailment) for key, ailment in ailing.items()),
    )


def hearers(ailment: Ailment, operators: Iterable[ReceiverId], failing: Collection[ReceiverId]) -> Hearers:
    """Return who hears of it: every operator but the receiver that it is about.

    `failing` are the receivers that do not get their letters at present; they may hear of it later, never alone.
    """
    told = tuple(operator for operator in operators if operator != ailment.receiver)
    return Hearers(receivers=told, console=all(operator in failing for operator in told))


def _ailing(facts: Facts, now: datetime) -> Iterable[Ailment]:
    if facts.store_fault is not None:
        yield Ailment(reason=Reason.STORE_UNWRITABLE, what=facts.store_fault, since=now)
    if facts.blind_since is not None:
        what = "No feed can be read: pactwatch is blind and will not see what happens."
        yield Ailment(reason=Reason.ALL_FEEDS_FAILING, what=what, since=facts.blind_since)
    if facts.rulebook_fault is not None:
        what = f"The changed rule files have faults; the last good rulebook stays in force.\n{facts.rulebook_fault}"
        yield Ailment(reason=Reason.RULEBOOK_BROKEN, what=what, since=now)
    for receiver, count in facts.dead.items():
        what = f"Receiver {receiver} does not take its letters; given up so far: {count}."
        yield Ailment(reason=Reason.DEAD_LETTERS, about=receiver, what=what, since=now)
    for feed in facts.stopped:
        what = f"The publisher has ended the feed {feed.title} (410 Gone)."
        yield Ailment(reason=Reason.FEED_STOPPED, about=feed.mark, what=what, since=feed.since)
    if facts.items_in_error:
        what = f"Items that could not be judged, and may hold news: {facts.items_in_error}."
        yield Ailment(reason=Reason.ITEMS_IN_ERROR, what=what, since=now)
