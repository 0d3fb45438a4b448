"""What is allowed in rule files and yet probably not meant."""

from collections.abc import Iterator
from datetime import date

from monitor.model.alert import Route
from monitor.model.commitment import Commitment
from monitor.model.fault import Fault, Place
from monitor.model.feed import Feed
from monitor.model.ids import ListId
from monitor.model.query import Listed, leaves
from monitor.model.rule import ActionOn, AllOf, BreachOf, Event, Expectation, Named, OutcomeOf, Rule
from monitor.model.rulebook import Rulebook
from monitor.model.vocabulary import ListKind
from monitor.rulebook.literals import shows_a_login, shows_a_secret
from monitor.rulebook.nodes import Node
from monitor.rulebook.sources import Sources

FIRE, IGNORE = 3, 5
"""How many examples show what a rule does: that it fires, and that it keeps quiet."""


def cautions(sources: Sources, rulebook: Rulebook, today: date) -> tuple[Fault, ...]:
    """Return what is doubtful in the sources of a rulebook, sorted by place. `today` is a day in UTC."""
    found = [*_of_vocabulary(sources, rulebook)]
    for tree, commitment in zip(sources.commitments, rulebook.commitments, strict=True):
        found += _of_windows(tree, commitment, today)
        for node, rule in zip(tree.members("rules"), commitment.rules, strict=True):
            found += _of_rule(node, rule)
    if sources.feeds:
        for node, feed in zip(sources.feeds.members("feeds"), rulebook.feeds, strict=True):
            found += _of_feed(node, feed, rulebook)
    if sources.alerts:
        found += _of_receivers(sources.alerts, rulebook)
        found += _of_heartbeat(sources.alerts, rulebook)
    return tuple(sorted(found))


def _of_windows(tree: Node, commitment: Commitment, today: date) -> Iterator[Fault]:
    said = max(commitment.status, key=lambda note: note.on, default=None)
    if said is None or said.state != "in-force":
        return
    ends = [window.last_on(commitment.zone) for window in commitment.windows]
    if any(end is None or end >= today for end in ends):
        return
    last = max(end for end in ends if end is not None)
    text = f'the last window ended on {last}, yet "status" still says in-force; add what was said of it since'
    yield Fault(tree.at(("status", commitment.status.index(said))).place, text)


def _of_rule(node: Node, rule: Rule) -> Iterator[Fault]:
    for expect, least in ((Expectation.FIRE, FIRE), (Expectation.IGNORE, IGNORE)):
        count = sum(example.expect is expect for example in rule.examples)
        if count < least:
            shown = {0: f"no example says {expect}", 1: f"one example says {expect}"}
            said = shown.get(count, f"{count} examples say {expect}")
            text = f'rule "{rule.id}": {said}; it takes {least} to trust it'
            yield Fault(node.at(("examples", expect.value)).place, text)


def _of_vocabulary(sources: Sources, rulebook: Rulebook) -> Iterator[Fault]:
    used = {name for commitment in rulebook.commitments for name in _lists(commitment)}
    shared = {node.text("pattern") for tree in sources.commitments for _, node in tree.walk()}
    for tree in sources.vocabulary:
        for name, node in tree.entries("patterns"):
            used |= {str(each.value) for _, each in node.walk()}
            if name not in shared:
                yield Fault(node.key_place, f'pattern "{name}": no rule uses it')
    for tree in sources.vocabulary:
        for name, node in tree.entries("lists"):
            if name not in used and not node.text("kind-of"):  # kinds are for incidents, not for rules
                yield Fault(node.key_place, f'list "{name}": no rule uses it')
    for kind, section in ((ListKind.WORDS, "lists"), (ListKind.ACTOR, "actors"), (ListKind.PLACE, "places")):
        yield from _in_two_lists(sources, rulebook, kind, section)


def _in_two_lists(sources: Sources, rulebook: Rulebook, kind: ListKind, section: str) -> Iterator[Fault]:
    """Tell phrases of one language that stand in two lists of a kind, save in a place and the one around it."""
    first: dict[tuple[str, str], tuple[str, Place]] = {}
    what = "list" if kind is ListKind.WORDS else kind.value
    within = {each.name: rulebook.lists[each.within].name for each in rulebook.lists.values() if each.within}
    for name, lang, phrase in _phrases(sources, section):
        text = " ".join(str(phrase.value).casefold().split())
        earlier, place = first.setdefault((lang, text), (name, phrase.place))
        if name != earlier and within.get(name) != earlier and within.get(earlier) != name:
            said = f'{what} "{name}": "{text}" stands in {what} "{earlier}" as well, at {place}'
            yield Fault(phrase.place, said)


def _phrases(sources: Sources, section: str) -> Iterator[tuple[str, str, Node]]:
    for tree in sources.vocabulary:
        for name, node in tree.entries(section):
            for lang, phrases in node.value.items() if isinstance(node.value, dict) else ():
                if lang not in ("meaning", "not", "in", "held-by", "disputed", "gazetteer", "people", "without"):
                    yield from ((name, lang, phrase) for phrase in node.members(lang) if phrases)


def _lists(commitment: Commitment) -> Iterator[str]:
    """Yield every list that a commitment asks for."""
    yield from commitment.exceptions
    for rule in commitment.rules:
        yield from (*rule.unless, *rule.outweighed_by)
        yield from (leaf.list for leaf in leaves(rule.query) if isinstance(leaf, Listed)) if rule.query else ()
        for event in rule.any_of:
            yield from _of_event(event)


def _of_event(event: Event | Named) -> Iterator[ListId]:
    match event:
        case ActionOn():
            yield from (event.action, event.target)
        case OutcomeOf():
            yield from (event.outcome, event.cause, *((event.target,) if event.target else ()))
        case BreachOf():
            yield event.truce
        case Named():
            yield from event.lists
        case AllOf():
            for each in (event.first, *(other for choice in event.others for other in choice)):
                yield from _of_event(each)


def _of_feed(node: Node, feed: Feed, rulebook: Rulebook) -> Iterator[Fault]:
    start = f'feed "{feed.title}": '
    if shows_a_login(feed.id):
        yield Fault(node.at(("address",)).place, start + "its address holds a password, which logs and pages will show")
    if not feed.enabled:
        return
    if not feed.languages:
        yield Fault(node.place, start + 'without "languages" its entries are judged by the lists of every language')
    for index, lang in enumerate(feed.languages):
        place = node.at(("languages", index)).place
        if not any(lang in words.phrases for words in rulebook.lists.values() if words.kind is ListKind.WORDS):
            yield Fault(place, f'{start}no list has phrases in "{lang}", so nothing in it can match')
        elif lang not in rulebook.languages:
            text = f'{start}pactwatch has no cues for "{lang}": it tells no denial or plan from a report in it'
            yield Fault(place, text)


def _of_receivers(tree: Node, rulebook: Rulebook) -> Iterator[Fault]:
    told = set(_told(rulebook.alerts.route))
    nodes = dict(tree.entries("receivers"))
    for receiver in rulebook.alerts.receivers:
        node, start = nodes[receiver.id], f'receiver "{receiver.id}": '
        if receiver.id not in told and receiver.id not in rulebook.alerts.operators:
            yield Fault(node.key_place, start + "no route leads to it")
        if shows_a_secret(receiver.address, receiver.channel):
            text = "its address seems to hold a secret in the open; write ${NAME} and set NAME in the environment"
            yield Fault(node.at(("address",)).place, start + text)


def _of_heartbeat(tree: Node, rulebook: Rulebook) -> Iterator[Fault]:
    beat = rulebook.alerts.heartbeat
    if beat is not None and "${" not in beat.address:
        text = "the heartbeat's address is a secret; write ${NAME} and set NAME in the environment"
        yield Fault(tree.at(("heartbeat", "address")).place, text)


def _told(route: Route) -> Iterator[str]:
    yield from route.receivers
    for child in route.routes:
        yield from _told(child)
