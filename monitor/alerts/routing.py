"""Decides who is told: the routing tree of `alerts.yaml`, walked as Alertmanager walks its own."""

from collections.abc import Collection
from dataclasses import dataclass

from monitor.model.alert import Matchers, Route
from monitor.model.ids import CommitmentId, PartyId, ReceiverId, RuleId
from monitor.model.notice import Reason
from monitor.model.rule import Kind, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What routes can ask of an alert. What a plain notice lacks is empty: only routes that do not ask take it."""

    reason: Reason
    severity: Severity
    commitment: CommitmentId | None = None
    rule: RuleId | None = None
    kind: Kind | None = None
    parties: tuple[PartyId, ...] = ()
    places: tuple[str, ...] = ()


def receivers(route: Route, labels: Labels) -> tuple[ReceiverId, ...]:
    """Return each receiver once, in the order in which the tree names them."""
    return tuple(dict.fromkeys(_walk(route, labels, ())))


def _walk(route: Route, labels: Labels, inherited: tuple[ReceiverId, ...]) -> list[ReceiverId]:
    found: list[ReceiverId] = []
    own = route.receivers or inherited
    taken = False
    for child in route.routes:
        if not takes(child.match, labels):
            continue
        taken = True
        found += _walk(child, labels, own)
        if not child.continue_:
            break
    return found if taken else list(own)


def takes(match: Matchers, labels: Labels) -> bool:
    """Return whether every field that the route names holds one of the alert's values."""
    return all(
        (
            _any(match.commitment, (labels.commitment,)),
            _any(match.rule, (labels.rule,)),
            _any(match.kind, (labels.kind,)),
            _any(match.severity, (labels.severity,)),
            _any(match.party, labels.parties),
            _any(match.place, labels.places),
            _any(match.reason, (labels.reason,)),
        )
    )


def _any(wanted: Collection[object], have: Collection[object]) -> bool:
    return not wanted or any(value in wanted for value in have)
