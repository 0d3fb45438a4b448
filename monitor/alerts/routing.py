"""Decides who is told: the routing tree of `alerts.yaml`, walked as Alertmanager walks its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from monitor.model.alert import Grouping, Route
from monitor.model.ids import ReceiverId
from monitor.model.labels import Labels
from monitor.model.notice import CommitmentNotice, IncidentNotice, Notice
from monitor.model.rule import Kind


def labels_of(notice: Notice) -> Labels:
    """Return what can be asked of a notice. What a commitment tells of itself is a statement on it, by the clock."""
    if isinstance(notice, IncidentNotice):
        return Labels(
            reason=notice.reason,
            severity=notice.severity,
            commitment=notice.commitment,
            rule=notice.rule,
            kind=notice.kind,
            parties=tuple(dict.fromkeys(a.accused for a in notice.attributions if a.accused is not None)),
            places=notice.places,
            states=notice.states,
        )
    if isinstance(notice, CommitmentNotice):
        return Labels(reason=notice.reason, severity=notice.severity, commitment=notice.commitment, kind=Kind.STATEMENT)
    return Labels(reason=notice.reason, severity=notice.severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A receiver, and the branch of the tree that led to it: `path` counts children from 1, the root has none.

    `group` and `remind` are those of the branch.
    """

    receiver: ReceiverId
    path: tuple[int, ...] = ()
    group: Grouping | None = None
    remind: tuple[timedelta, ...] = ()


def direct(receivers: Iterable[ReceiverId]) -> tuple[Destination, ...]:
    """Return receivers as destinations to which no branch leads."""
    return tuple(Destination(receiver=receiver) for receiver in receivers)


def destinations(route: Route, labels: Labels) -> tuple[Destination, ...]:
    """Return where a notice goes, each receiver once, in the order in which the tree names them."""
    first: dict[ReceiverId, Destination] = {}
    for found in _walk(route, labels, Route(), ()):
        first.setdefault(found.receiver, found)
    return tuple(first.values())


def receivers(route: Route, labels: Labels) -> tuple[ReceiverId, ...]:
    """Return each receiver once, in the order in which the tree names them."""
    return tuple(each.receiver for each in destinations(route, labels))


def _walk(route: Route, labels: Labels, above: Route, path: tuple[int, ...]) -> Iterator[Destination]:
    own = replace(
        route,
        receivers=route.receivers or above.receivers,
        group=route.group or above.group,
        remind=above.remind if route.remind is None else route.remind,
    )
    taken = False
    for number, child in enumerate(route.routes, start=1):
        if not child.match.take(labels):
            continue
        taken = True
        yield from _walk(child, labels, own, (*path, number))
        if not child.continue_:
            break
    if not taken:
        for receiver in own.receivers:
            yield Destination(receiver=receiver, path=path, group=own.group, remind=own.remind or ())
