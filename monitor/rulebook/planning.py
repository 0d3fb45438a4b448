"""Makes the alert plan of a form that has no faults."""

from typing import get_args

from monitor.model.alert import AlertPlan, Channel, Digest, Grouping, Heartbeat, Limit, Receiver, Route, channel_of
from monitor.model.ids import CommitmentId, PartyId, ReceiverId, RuleId
from monitor.model.labels import Matchers
from monitor.model.mute import Inhibition, MuteWindow
from monitor.model.rule import Severity
from monitor.rulebook.alerts_form import (
    AlertsForm,
    DigestForm,
    GroupForm,
    InhibitForm,
    LimitForm,
    MatchForm,
    MuteWindowForm,
    ReceiverForm,
    RouteForm,
    Weekday,
)

_DAYS = {day: number for number, day in enumerate(get_args(Weekday))}


def alert_plan(form: AlertsForm) -> AlertPlan:
    """Return the receivers, the routing tree, the mutes, the operators and the heartbeat."""
    trunk = Route(
        receivers=_receivers(form.route.receivers),
        routes=tuple(map(_route, form.route.routes)),
        group=_group(form.route.group),
        remind=tuple(form.route.remind),
    )
    return AlertPlan(
        receivers=tuple(_receiver(name, each) for name, each in form.receivers.items()),
        route=trunk,
        operators=_receivers(form.operator),
        heartbeat=Heartbeat(address=form.heartbeat.address, every=form.heartbeat.every) if form.heartbeat else None,
        mute_windows=tuple(map(_mute_window, form.mute_windows)),
        inhibitions=tuple(map(_inhibition, form.inhibit)),
    )


def _receiver(name: str, form: ReceiverForm) -> Receiver:
    return Receiver(
        id=ReceiverId(name),
        channel=channel_of(form.address) or Channel.OTHER,
        address=form.address,
        base=form.base,
        digest=_digest(form.digest),
        limit=_limit(form.limit),
    )


def _digest(form: DigestForm | None) -> Digest | None:
    return Digest(cron=form.at, zone=form.zone, match=_matchers(form.match)) if form else None


def _limit(form: LimitForm | None) -> Limit | None:
    return Limit(letters=form.letters, per=form.per) if form else None


def _route(form: RouteForm) -> Route:
    return Route(
        receivers=_receivers(form.receivers),
        match=_matchers(form.match),
        continue_=form.continue_,
        routes=tuple(map(_route, form.routes)),
        group=_group(form.group),
        remind=None if form.remind is None else tuple(form.remind),
    )


def _group(form: GroupForm | None) -> Grouping | None:
    return Grouping(by=tuple(dict.fromkeys(form.by)), wait=form.wait, interval=form.interval) if form else None


def _mute_window(form: MuteWindowForm) -> MuteWindow:
    return MuteWindow(
        id=form.id,
        zone=form.zone,
        days=frozenset(_DAYS[day] for day in form.days),
        from_=form.from_,
        until=form.until,
        act=form.do,
        through=None if form.break_through == "none" else Severity(form.break_through),
        receivers=_receivers(form.receivers),
        match=_matchers(form.match),
    )


def _inhibition(form: InhibitForm) -> Inhibition:
    return Inhibition(
        source=_matchers(form.source), target=_matchers(form.target), equal=tuple(form.equal), lasts=form.lasts
    )


def _receivers(names: list[str]) -> tuple[ReceiverId, ...]:
    return tuple(dict.fromkeys(map(ReceiverId, names)))


def _matchers(form: MatchForm) -> Matchers:
    return Matchers(
        commitment=tuple(map(CommitmentId, form.commitment)),
        rule=tuple(map(RuleId, form.rule)),
        kind=tuple(form.kind),
        severity=tuple(form.severity),
        party=tuple(map(PartyId, form.party)),
        place=tuple(form.place),
        state=tuple(form.state),
        reason=tuple(reason.value for reason in form.reason),
    )
