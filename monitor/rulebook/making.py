"""Makes feeds, commitments with their rules, and the alert plan of forms that have no faults."""

from monitor.model.alert import AlertPlan, Channel, Heartbeat, Matchers, Receiver, Route, channel_of
from monitor.model.commitment import Commitment, Deadline, Party, StatusNote, Window
from monitor.model.feed import Feed
from monitor.model.ids import CommitmentId, FeedId, Lang, ListId, PartyId, Publisher, ReceiverId, RuleId
from monitor.model.rule import Corroborate, Example, Expectation, Rule
from monitor.rulebook.alerts_form import AlertsForm, MatchForm, RouteForm
from monitor.rulebook.commitment_form import CommitmentForm, ExamplesForm, RuleForm, StatusForm
from monitor.rulebook.events import Patterns, events, used
from monitor.rulebook.feeds_form import FeedForm
from monitor.rulebook.nodes import Node
from monitor.rulebook.wordlists import actor_id, place_id


def feed(form: FeedForm) -> Feed:
    """Return a feed."""
    return Feed(
        id=FeedId(form.address),
        title=form.title,
        publisher=Publisher(form.publisher),
        languages=tuple(dict.fromkeys(map(Lang, form.languages))),
        side=PartyId(form.side) if form.side else None,
        interval=form.interval,
        enabled=form.enabled,
        aggregator=form.aggregator,
        family=Publisher(form.family) if form.family else None,
    )


def commitment(form: CommitmentForm, tree: Node, patterns: Patterns) -> Commitment:
    """Return a commitment, the patterns that it uses written out; the tree tells where its examples stand."""
    return Commitment(
        id=CommitmentId(form.id),
        title=form.title,
        pledge=form.pledge,
        zone=form.zone,
        parties=tuple(Party(id=PartyId(name), actor=actor_id(each.actor)) for name, each in form.parties.items()),
        places=tuple(dict.fromkeys(map(place_id, form.places))),
        exceptions=tuple(dict.fromkeys(map(ListId, form.except_))),
        windows=tuple(Window(id=each.id, from_on_or_at=each.from_, until_on_or_at=each.until) for each in form.windows),
        status=tuple(map(_status, form.status)),
        deadlines=tuple(Deadline(id=each.id, on_or_at=each.at, what=each.what) for each in form.deadlines),
        rules=tuple(_rule(each, node, patterns) for each, node in zip(form.rules, tree.members("rules"), strict=True)),
    )


def _status(form: StatusForm) -> StatusNote:
    return StatusNote(on=form.at, state=form.is_, by=PartyId(form.by) if form.by else None, source=form.source)


def _rule(form: RuleForm, node: Node, patterns: Patterns) -> Rule:
    shared = used(form.event, patterns)
    unless = (*map(ListId, form.unless), *(name for each in shared for name in each.unless))
    outweighed_by = (*map(ListId, form.outweighed_by), *(name for each in shared for name in each.outweighed_by))
    return Rule(
        id=RuleId(form.id),
        kind=form.kind,
        severity=form.severity,
        any_of=events(form.event, patterns),
        unless=tuple(dict.fromkeys(unless)),
        outweighed_by=tuple(dict.fromkeys(outweighed_by)),
        stances=tuple(dict.fromkeys(form.stance)),
        corroborate=Corroborate(tell=form.corroborate.tell, confirm=form.corroborate.confirm),
        examples=_examples(form.examples, node.at(("examples",))),
    )


def _examples(form: ExamplesForm, node: Node) -> tuple[Example, ...]:
    return tuple(
        Example(
            expect=expect,
            on=each.at,
            text=each.text,
            lang=Lang(each.lang),
            place=str(node.at((expect.value, index)).place),
        )
        for expect, examples in (
            (Expectation.FIRE, form.fire),
            (Expectation.IGNORE, form.ignore),
            (Expectation.DENIED, form.denied),
        )
        for index, each in enumerate(examples)
    )


def alert_plan(form: AlertsForm) -> AlertPlan:
    """Return the receivers, the routing tree, the operators and the heartbeat."""
    receivers = tuple(
        Receiver(
            id=ReceiverId(name), channel=channel_of(each.address) or Channel.OTHER, address=each.address, base=each.base
        )
        for name, each in form.receivers.items()
    )
    trunk = Route(receivers=_receivers(form.route.receivers), routes=tuple(map(_route, form.route.routes)))
    heartbeat = Heartbeat(address=form.heartbeat.address, every=form.heartbeat.every) if form.heartbeat else None
    return AlertPlan(receivers=receivers, route=trunk, operators=_receivers(form.operator), heartbeat=heartbeat)


def _route(form: RouteForm) -> Route:
    return Route(
        receivers=_receivers(form.receivers),
        match=_matchers(form.match),
        continue_=form.continue_,
        routes=tuple(map(_route, form.routes)),
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
        reason=tuple(reason.value for reason in form.reason),
    )
