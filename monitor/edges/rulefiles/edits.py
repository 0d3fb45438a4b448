"""Edits of a rules folder: made ready, tried as a whole rulebook, and only then written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from monitor.alerts.addresses import address_fault
from monitor.edges.rulefiles.folder import read_sources, shown
from monitor.edges.rulefiles.growing import Addition, grown
from monitor.edges.rulefiles.parsing import parse
from monitor.edges.rulefiles.replacing import content, replace_file
from monitor.model.errors import NotFound
from monitor.model.ids import Lang, ListId, RuleId
from monitor.model.rulebook import Rulebook
from monitor.rulebook import Node, Sources, build

_KINDS = {"": "lists", "actor": "actors", "place": "places"}


@dataclass(frozen=True, slots=True)
class Edit:
    """A rule file as it stands and as it is to be."""

    path: Path
    before: bytes
    after: bytes

    def write(self) -> None:
        """Put the new content in place. Raises EditError, and changes nothing, when the file was changed meanwhile."""
        replace_file(self.path, self.before, self.after)


def word_edits(folder: Path, words: Mapping[ListId, Sequence[str]], lang: Lang) -> list[Edit]:
    """Return the edits that add phrases of a language to lists. Raises NotFound where no file has one of the lists."""
    trees = read_sources(folder).vocabulary
    additions: dict[Path, list[Addition]] = {}
    for to, phrases in words.items():
        path = folder / "vocabulary" / Path(_defining(trees, to, folder).file).name
        additions.setdefault(path, []).append(Addition((*_steps(to), lang), tuple(phrases)))
    return [_edit(path, of_file) for path, of_file in additions.items()]


def _steps(of: ListId) -> tuple[str, str]:
    space, _, name = of.rpartition(":")
    return _KINDS.get(space, ""), name


def _defining(trees: Sequence[Node], wanted: ListId, folder: Path) -> Node:
    kind, name = _steps(wanted)
    for tree in trees:
        if any(entry == name for entry, _ in tree.entries(kind)):
            return tree
    raise NotFound(f'no file of {shown(folder / "vocabulary")} has a list "{wanted}"')


def example_edits(folder: Path, examples: Sequence[tuple[RuleId, str, dict[str, str]]]) -> list[Edit]:
    """Return the edits that add examples to rules: each with the rule, what is expected, and the example's own keys."""
    additions: dict[Path, list[Addition]] = {}
    trees = read_sources(folder).commitments
    for rule, expected, example in examples:
        tree, number = _place(trees, rule)
        path = folder / "commitments" / Path(tree.file).name
        additions.setdefault(path, []).append(Addition(("rules", number, "examples", expected), (example,)))
    return [_edit(path, of_file) for path, of_file in additions.items()]


def with_edits(folder: Path, edits: Sequence[Edit]) -> Rulebook:
    """Return the rulebook that a folder would hold after these edits. Raises RulebookError with all its faults."""
    sources = read_sources(folder)
    trees: dict[str, Node] = {}
    for edit in edits:
        tree, _ = parse(edit.after, shown(edit.path))
        if tree is not None:
            trees[tree.file] = tree
    return build(_changed(sources, trees), address_fault)


def _changed(sources: Sources, trees: dict[str, Node]) -> Sources:
    return replace(
        sources,
        vocabulary=tuple(trees.get(tree.file, tree) for tree in sources.vocabulary),
        commitments=tuple(trees.get(tree.file, tree) for tree in sources.commitments),
    )


def _edit(path: Path, additions: Sequence[Addition]) -> Edit:
    before = content(path)
    return Edit(path, before, grown(before, additions, shown(path)))


def _place(trees: Sequence[Node], rule: RuleId) -> tuple[Node, int]:
    for tree in trees:
        for number, node in enumerate(tree.members("rules")):
            if node.text("id") == rule:
                return tree, number
    raise NotFound(f'no file has a rule "{rule}"')
