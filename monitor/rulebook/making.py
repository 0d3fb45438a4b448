"""Makes feeds, and commitments with their rules, of forms that have no faults."""

from monitor.model.commitment import Commitment, Deadline, Party, StatusNote, Window
from monitor.model.feed import Feed
from monitor.model.ids import CommitmentId, FeedId, Lang, ListId, PartyId, Publisher, RuleId
from monitor.model.rule import Corroborate, Example, Expectation, Rule
from monitor.rulebook.commitment_form import CommitmentForm, CorroborateForm, ExamplesForm, RuleForm, StatusForm
from monitor.rulebook.events import Patterns, bound, events, used
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
        blind_after=form.blind_after,
        rules=tuple(_rule(each, node, patterns) for each, node in zip(form.rules, tree.members("rules"), strict=True)),
    )


def _status(form: StatusForm) -> StatusNote:
    return StatusNote(on=form.at, state=form.is_, by=PartyId(form.by) if form.by else None, source=form.source)


def _rule(form: RuleForm, node: Node, patterns: Patterns) -> Rule:
    shared = used(form.event, patterns) if form.event else ()
    binds = tuple(map(PartyId, form.binds))
    unless = (*map(ListId, form.unless), *(name for each in shared for name in each.unless))
    outweighed_by = (*map(ListId, form.outweighed_by), *(name for each in shared for name in each.outweighed_by))
    return Rule(
        id=RuleId(form.id),
        kind=form.kind,
        severity=form.severity,
        any_of=bound(events(form.event, patterns), binds) if form.event else (),
        query=form.query,
        regex=form.regex,
        unless=tuple(dict.fromkeys(unless)),
        outweighed_by=tuple(dict.fromkeys(outweighed_by)),
        stances=tuple(dict.fromkeys(form.stance)),
        corroborate=_corroborate(form.corroborate),
        examples=_examples(form.examples, node.at(("examples",))),
    )


def _corroborate(form: CorroborateForm) -> Corroborate:
    return Corroborate(tell=form.tell, confirm=form.confirm, wait=form.wait)


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
