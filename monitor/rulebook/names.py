"""Names that the rule files define, gathered before any file is checked: every file may refer to every other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple
from urllib.parse import urlsplit

from monitor.model.fault import Fault, Place
from monitor.rulebook.nodes import Node
from monitor.rulebook.sources import Sources
from monitor.rulebook.wording import short

_DEFINED_IN = {
    "vocabulary": "vocabulary",
    "actor": "vocabulary",
    "place": "vocabulary",
    "pattern": "vocabulary",
    "commitment": "commitments",
    "rule": "commitments",
    "party": "commitments",
    "receiver": "alerts",
}


_LISTED = ("list", "actor", "place", "pattern")


class Definition(NamedTuple):
    """A name that a file gives to a thing. It is the only one of its kind in its `scope`: a file, or everywhere."""

    what: str
    name: str
    place: Place
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Every name that is defined, by kind; `open` are the kinds of which some may stand in a file nobody could read."""

    defined: dict[str, frozenset[str]] = field(default_factory=dict)
    open: frozenset[str] = frozenset()

    def of(self, kind: str) -> frozenset[str]:
        """Return the names of a kind."""
        return self.defined.get(kind, frozenset())

    def knows(self, kind: str, name: str) -> bool:
        """Return whether a name is defined, or may be."""
        return kind in self.open or name in self.of(kind)


def gather(sources: Sources) -> Names:
    """Return the names that the sources define, those of faulty entries included."""
    found: dict[str, set[str]] = {}
    for definition in _definitions(sources):
        found.setdefault(definition.what, set()).add(definition.name)
    lists, actors, places = (found.get(what, set()) for what in ("list", "actor", "place"))
    found["vocabulary"] = lists | {f"actor:{name}" for name in actors} | {f"place:{name}" for name in places}
    unread = frozenset(what for what, kind in _DEFINED_IN.items() if kind in sources.incomplete)
    unread |= frozenset(_misshapen(sources))
    return Names(defined={what: frozenset(names) for what, names in found.items()}, open=unread)


def repeated(sources: Sources) -> tuple[Fault, ...]:
    """Return a fault for each name that is defined a second time where it must be the only one."""
    first: dict[tuple[str, str, str], Place] = {}
    faults = []
    for what, name, place, scope in _definitions(sources):
        earlier = first.setdefault((what, name, scope), place)
        if earlier is not place:
            called = what if what == "feed address" else f'{what} "{short(name)}"'
            faults.append(Fault(place, f"{called} is defined twice; the first stands at {earlier}"))
    return tuple(faults)


def _definitions(sources: Sources) -> Iterator[Definition]:
    for tree in sources.vocabulary:
        yield from chain.from_iterable(_keys(tree, what, f"{what}s") for what in _LISTED)
    for tree in sources.commitments:
        yield from _commitment(tree)
    if sources.feeds:
        yield from _feeds(sources.feeds)
    if sources.alerts:
        yield from _keys(sources.alerts, "receiver", "receivers")
    for tree in sources.languages:
        yield from _ids((tree,), "language", "code")


def _misshapen(sources: Sources) -> Iterator[str]:
    """Tell the kinds of name whose section in some file is missing or not what it must be, which is a fault itself."""
    for tree in sources.vocabulary:
        if any(tree.get(f"{what}s") and not tree.is_mapping(f"{what}s") for what in _LISTED):
            yield from ("vocabulary", "actor", "place", "pattern")
    for tree in sources.commitments:
        if not tree.is_mapping("parties"):
            yield "party"
        if not tree.get("id") or not tree.get("rules"):
            yield from ("commitment", "rule")
    if sources.alerts and not sources.alerts.is_mapping("receivers"):
        yield "receiver"


def _commitment(tree: Node) -> Iterator[Definition]:
    yield from _ids((tree,), "commitment")
    yield from _ids(tree.members("rules"), "rule")
    yield from _ids(tree.members("windows"), "window", scope=tree.file)
    yield from _ids(tree.members("deadlines"), "deadline", scope=tree.file)
    for definition in _keys(tree, "party", "parties"):
        yield definition._replace(scope=tree.file)


def _feeds(tree: Node) -> Iterator[Definition]:
    for definition in _ids(tree.members("feeds"), "feed address", "address"):
        yield definition._replace(name=_same_address(definition.name))


def _keys(tree: Node, what: str, section: str) -> Iterator[Definition]:
    return (Definition(what, name, node.key_place) for name, node in tree.entries(section))


def _ids(nodes: Iterator[Node] | tuple[Node, ...], what: str, key: str = "id", scope: str = "") -> Iterator[Definition]:
    for node in nodes:
        if name := node.text(key):
            yield Definition(what, name, node.at((key,)).place, scope)


def _same_address(address: str) -> str:
    """Return an address so that two spellings of one are equal: scheme and host in small letters, no fragment."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), fragment="").geturl()
