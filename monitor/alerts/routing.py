"""Decides who is told: the routing tree of `alerts.yaml`, walked as Alertmanager walks its own."""

from monitor.model.alert import Route
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


def receivers(route: Route, labels: Labels) -> tuple[ReceiverId, ...]:
    """Return each receiver once, in the order in which the tree names them."""
    return tuple(dict.fromkeys(_walk(route, labels, ())))


def _walk(route: Route, labels: Labels, inherited: tuple[ReceiverId, ...]) -> list[ReceiverId]:
    found: list[ReceiverId] = []
    own = route.receivers or inherited
    taken = False
    for child in route.routes:
        if not child.match.take(labels):
            continue
        taken = True
        found += _walk(child, labels, own)
        if not child.continue_:
            break
    return found if taken else list(own)
