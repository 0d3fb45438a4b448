"""The way out: routes a notice, decides for each receiver what becomes of it, and writes the row of the ledger."""

from collections.abc import Iterable
from datetime import datetime

from monitor.alerts.muting import LIMIT, Case, Situation, decide
from monitor.alerts.routing import Destination, destinations, labels_of
from monitor.model.alert import AlertPlan, Channel, Receiver
from monitor.model.delivery import Fate, NewDelivery
from monitor.model.ids import IncidentId, ReceiverId
from monitor.model.notice import IncidentNotice, Notice
from monitor.pipeline.desk import Desk


def route(desk: Desk, notice: Notice) -> tuple[Destination, ...]:
    """Return where a notice goes, by the routing tree in force."""
    return destinations(desk.book.rulebook.alerts.route, labels_of(notice))


def enqueue(desk: Desk, notice: Notice, to: Iterable[Destination]) -> None:
    """Write one row per receiver, with what becomes of the notice there. Needs an open transaction."""
    plan = desk.book.rulebook.alerts
    for destination in to:
        case = Case(
            labels=labels_of(notice),
            dedup_key=notice.dedup_key,
            receiver=receiver_of(plan, destination.receiver),
            group=destination.group,
            path=destination.path,
        )
        fate = decide(case, plan, situation(desk, case, notice.decided_at), notice.decided_at)
        desk.store.enqueue(_row(notice, destination.receiver, fate))


def enqueue_at_once(desk: Desk, notice: Notice, to: Iterable[ReceiverId]) -> None:
    """Write one row per receiver, to be sent whatever mutes say: what ails the daemon, and what was held till now."""
    for receiver in to:
        desk.store.enqueue(_row(notice, receiver, Fate()))


def situation(desk: Desk, case: Case, now: datetime) -> Situation:
    """Look up what the decision on a case needs, and no more than that."""
    store, plan, receiver = desk.store, desk.book.rulebook.alerts, case.receiver
    lasting = [each.lasts for each in plan.inhibitions if each.target.take(case.labels)]
    group = store.batch_times(receiver.id, case.group_batch) if case.group else (None, None)
    return Situation(
        silences=store.silences(now),
        heard=store.heard(receiver.id, now - max(lasting)) if lasting else (),
        letters=store.letters(receiver.id, now - receiver.limit.per) if receiver.limit else (),
        limit_due_at=store.batch_times(receiver.id, LIMIT)[0] if receiver.limit else None,
        group_due_at=group[0],
        group_told_at=group[1],
    )


def receiver_of(plan: AlertPlan, name: ReceiverId) -> Receiver:
    """Return a receiver of the plan; of one that is not in it any more, as much as its rows say."""
    found = (receiver for receiver in plan.receivers if receiver.id == name)
    return next(found, Receiver(id=name, channel=Channel.OTHER, address=""))


def _row(notice: Notice, receiver: ReceiverId, fate: Fate) -> NewDelivery:
    incident: IncidentId | None = notice.incident if isinstance(notice, IncidentNotice) else None
    return NewDelivery(
        receiver=receiver,
        incident=incident,
        reason=notice.reason,
        dedup_key=notice.dedup_key,
        notice=notice,
        created_at=notice.decided_at,
        fate=fate,
    )
