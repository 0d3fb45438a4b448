"""Decides what becomes of a notice to a receiver: told at once, held for later, or muted; each with a named cause.

The checks stand in this order, and the first that applies decides: silence, inhibition, mute window, digest, group,
limit. When what was held is due it is decided anew, so that a silence that was added meanwhile counts; what it has
waited for is not waited for again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from monitor.alerts.digesting import next_digest
from monitor.alerts.routing import labels_of
from monitor.model.alert import AlertPlan, Grouping, Receiver
from monitor.model.delivery import AT_ONCE, DeliveryState, Fate, Heard
from monitor.model.labels import Labels
from monitor.model.mute import Act, Cause, MuteWindow, Silence
from monitor.model.rule import Severity

DIGEST, LIMIT = "digest", "limit"
"""The batches of what goes into a receiver's digest, and of what went beyond its limit."""
_GRAVITY = {severity: number for number, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A notice that is to go to a receiver. `waited` is what it was held for until now, if it was."""

    labels: Labels
    dedup_key: str
    receiver: Receiver
    group: Grouping | None = None
    path: tuple[int, ...] = ()
    waited: Cause | None = None

    @property
    def group_batch(self) -> str:
        """The batch of its group: the branch of the tree, and its values in the fields of the group."""
        by = self.group.by if self.group else ()
        values = (f"{field}={'+'.join(sorted(self.labels.values(field))) or '-'}" for field in by)
        return "/".join(("group", ".".join(map(str, self.path)) or "root", *values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known when it is decided.

    `heard` is what the receiver was told for as long as an inhibition lasts; `letters` are the times of its letters
    for as long as its limit counts, oldest first. Of the batches of the limit and of the group: until when rows are
    held already; of the group also when its last letter was due.
    """

    silences: tuple[Silence, ...] = ()
    heard: tuple[Heard, ...] = ()
    letters: tuple[datetime, ...] = ()
    limit_due_at: datetime | None = None
    group_due_at: datetime | None = None
    group_told_at: datetime | None = None


def decide(case: Case, plan: AlertPlan, situation: Situation, now: datetime) -> Fate:
    """Decide what becomes of the notice at `now`."""
    for check, after in _CHECKS:
        if case.waited in after and (fate := check(case, plan, situation, now)) is not None:
            return fate
    return AT_ONCE


def _silenced(case: Case, _plan: AlertPlan, situation: Situation, now: datetime) -> Fate | None:
    found = next((silence for silence in situation.silences if silence.mutes(case.labels, now)), None)
    if found is None:
        return None
    until = f"until {found.expires_at:%Y-%m-%d %H:%M} UTC"
    return _muted(Cause.SILENCED, f"by silence {found.id} of {found.author}, {until}: {found.comment}")


def _inhibited(case: Case, plan: AlertPlan, situation: Situation, now: datetime) -> Fate | None:
    for inhibition in plan.inhibitions:
        for heard in situation.heard:
            recent = now - heard.at < inhibition.lasts and heard.notice.dedup_key != case.dedup_key
            if recent and inhibition.mutes(case.labels, labels_of(heard.notice)):
                return _muted(Cause.INHIBITED, f"the receiver was told {heard.notice.dedup_key}")
    return None


def _in_window(case: Case, plan: AlertPlan, _situation: Situation, now: datetime) -> Fate | None:
    for window in plan.mute_windows:
        end = window.end(now)
        if end is None or not _concerns(window, case):
            continue
        if window.act is Act.ALLOW or _breaks_through(window, case.labels.severity):
            return None
        if window.act is Act.DROP:
            return _muted(Cause.WINDOW_DROP, f"by mute window {window.id}")
        return _held(Cause.WINDOW_HOLD, f"by mute window {window.id}", f"window/{window.id}", end)
    return None


def _concerns(window: MuteWindow, case: Case) -> bool:
    return (not window.receivers or case.receiver.id in window.receivers) and window.match.take(case.labels)


def _breaks_through(window: MuteWindow, severity: Severity) -> bool:
    return window.through is not None and _GRAVITY[severity] >= _GRAVITY[window.through]


def _in_digest(case: Case, _plan: AlertPlan, _situation: Situation, now: datetime) -> Fate | None:
    digest = case.receiver.digest
    if digest is None or not digest.match.take(case.labels):
        return None
    return _held(Cause.DIGEST, f"goes into the digest of {case.receiver.id}", DIGEST, next_digest(digest, now))


def _in_group(case: Case, _plan: AlertPlan, situation: Situation, now: datetime) -> Fate | None:
    if case.group is None:
        return None
    due_at = situation.group_due_at
    if due_at is None or due_at <= now:
        rested = situation.group_told_at + case.group.interval if situation.group_told_at else now
        due_at = max(now + case.group.wait, rested)
    return _held(Cause.GROUP, "waits for others of its group", case.group_batch, due_at)


def _beyond_limit(case: Case, _plan: AlertPlan, situation: Situation, now: datetime) -> Fate | None:
    limit = case.receiver.limit
    if limit is None:
        return None
    recent = [at for at in situation.letters if at > now - limit.per]
    due_at = situation.limit_due_at
    if due_at is None or due_at <= now:
        due_at = recent[-limit.letters] + limit.per if len(recent) >= limit.letters else None
    if due_at is None:
        return None
    hours = f"{limit.letters} letters in {limit.per}"
    return _held(Cause.LIMIT, f"{case.receiver.id} had its {hours}", LIMIT, due_at)


_Check = Callable[[Case, AlertPlan, Situation, datetime], Fate | None]
_ALWAYS = frozenset({None, Cause.WINDOW_HOLD, Cause.DIGEST, Cause.GROUP, Cause.LIMIT})
_CHECKS: tuple[tuple[_Check, frozenset[Cause | None]], ...] = (
    (_silenced, _ALWAYS),
    (_inhibited, _ALWAYS),
    (_in_window, _ALWAYS - {Cause.DIGEST}),
    (_in_digest, frozenset({None})),
    (_in_group, frozenset({None})),
    (_beyond_limit, frozenset({None, Cause.GROUP})),
)
"""Each check with what a notice may have waited for before; a digest has a time of its own, which is meant."""


def _held(cause: Cause, why: str, batch: str, due_at: datetime) -> Fate:
    return Fate(state=DeliveryState.HELD, cause=cause, why=why, batch=batch, due_at=due_at)


def _muted(cause: Cause, why: str) -> Fate:
    return Fate(state=DeliveryState.MUTED, cause=cause, why=why)
