"""Names that the rule files define, gathered before any file is checked, so that every file may refer to every other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from monitor.model.fault import Fault
from monitor.rulebook.nodes import Node
from monitor.rulebook.sources import Sources

Definition = tuple[str, str, Node]
"""What is defined (as people call it), its name, and the node that defines it."""

_DEFINED_IN = {
    "vocabulary": "vocabulary",
    "actor": "vocabulary",
    "place": "vocabulary",
    "commitment": "commitments",
    "rule": "commitments",
    "party": "commitments",
    "receiver": "alerts",
    "language": "languages",
}


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
        return name in self.of(kind) or kind in self.open


def gather(sources: Sources) -> Names:
    """Return the names that the sources define, faulty entries included."""
    found: dict[str, set[str]] = {}
    for what, name, _ in _definitions(sources):
        found.setdefault(what, set()).add(name)
    lists, actors, places = (found.get(what, set()) for what in ("list", "actor", "place"))
    found["vocabulary"] = lists | {f"actor:{name}" for name in actors} | {f"place:{name}" for name in places}
    unread = frozenset(what for what, kind in _DEFINED_IN.items() if kind in sources.incomplete)
    return Names(defined={what: frozenset(names) for what, names in found.items()}, open=unread)


def repeated(sources: Sources) -> tuple[Fault, ...]:
    """Return a fault for each name that is defined a second time where it must be the only one."""
    first: dict[tuple[str, str], Node] = {}
    faults = []
    for what, name, node in _unique(sources):
        earlier = first.setdefault((what, name), node)
        if earlier is not node:
            called = f"{what} {name!r}" if what != "feed address" else what
            text = f"{called} is defined twice; the first stands at {earlier.place}".replace("'", '"')
            faults.append(Fault(node.place, text))
    return tuple(faults)


def _definitions(sources: Sources) -> Iterator[Definition]:
    for tree in sources.vocabulary:
        yield from _vocabulary(tree)
    for tree in sources.commitments:
        yield from _commitment(tree)
        yield from (("party", name, node) for name, node in tree.entries("parties"))
    if sources.alerts:
        yield from (("receiver", name, node) for name, node in sources.alerts.entries("receivers"))
    yield from (("language", name, tree) for tree in sources.languages if (name := tree.text("code")))


def _unique(sources: Sources) -> Iterator[Definition]:
    for tree in sources.vocabulary:
        yield from _vocabulary(tree)
    for tree in sources.commitments:
        yield from _commitment(tree)
        for what, section in (("window", "windows"), ("deadline", "deadlines")):
            for member in tree.members(section):
                if name := member.text("id"):
                    yield f"{what} of {tree.file}", name, member.at(("id",))
    for feed in sources.feeds.members("feeds") if sources.feeds else ():
        if address := feed.text("address"):
            yield "feed address", _same_address(address), feed.at(("address",))
    yield from (("language", name, tree.at(("code",))) for tree in sources.languages if (name := tree.text("code")))


def _vocabulary(tree: Node) -> Iterator[Definition]:
    for what in ("list", "actor", "place"):
        for name, node in tree.entries(f"{what}s"):
            yield what, name, node


def _commitment(tree: Node) -> Iterator[Definition]:
    if name := tree.text("id"):
        yield "commitment", name, tree.at(("id",))
    for rule in tree.members("rules"):
        if name := rule.text("id"):
            yield "rule", name, rule.at(("id",))


def _same_address(address: str) -> str:
    """Return an address so that two spellings of one are equal: scheme and host in small letters, no fragment."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), fragment="").geturl()
