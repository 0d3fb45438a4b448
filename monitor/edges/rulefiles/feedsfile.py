"""Adds feeds to `feeds.yaml` without touching a byte of what stands there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from yaml import MappingNode, ScalarNode, SequenceNode

from monitor.alerts.addresses import address_fault
from monitor.edges.rulefiles.folder import LARGEST, read_sources, shown
from monitor.edges.rulefiles.layout import BOM, end_of, with_lines
from monitor.edges.rulefiles.parsing import parse
from monitor.edges.rulefiles.replacing import content, replace_file
from monitor.model.errors import FeedListError, RulebookError
from monitor.model.feed import Feed
from monitor.model.ids import FeedId, Publisher
from monitor.rulebook import Node, build

NAME = "feeds.yaml"
EMPTY = "version: 1\nfeeds:\n"
Block = Sequence[str]
"""The lines of one feed, without line ends, indented as if its dash stood in the first column."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where new feeds go: before this line, counted from 0, with their dashes in this column.

    `drop` is where an empty list in brackets stands, which they replace.
    """

    line: int
    column: int = 2
    drop: slice | None = None


def listed_feeds(folder: Path) -> tuple[Feed, ...]:
    """Return the feeds of the list by address, title and publisher alone, also where the rulebook has faults.

    Raises RulebookError when the file is no YAML, EditError when it cannot be read.
    """
    path = folder / NAME
    found = (
        (node.text("address"), node.text("title") or "", node.text("publisher") or "")
        for node in _parsed(content(path, EMPTY.encode()), shown(path)).members("feeds")
    )
    return tuple(Feed(id=FeedId(a), title=title, publisher=Publisher(whose)) for a, title, whose in found if a)


def append_feeds(folder: Path, blocks: Sequence[Block], *, dry_run: bool = False) -> None:
    """Add feeds to the end of the list. Comments and layout stay byte for byte; the file is replaced at once or not.

    Raises RulebookError, and writes nothing, when the rulebook would have a fault; EditError when the list is
    written in a way that cannot be added to, or the file cannot be written.
    """
    path = folder / NAME
    before = content(path, EMPTY.encode())
    after = added(before, blocks, shown(path))
    _check(folder, path, after)
    if not dry_run:
        replace_file(path, before, after)


def added(former: bytes, blocks: Sequence[Block], name: str = NAME) -> bytes:
    """Return the content of a feeds file with feeds at the end of its list. Raises RulebookError or FeedListError."""
    before = _feeds(_parsed(former, name))
    text = former.decode("utf-8-sig")
    spot = _spot(text, name)
    if spot.drop:
        text = text[: spot.drop.start].rstrip(" ") + text[spot.drop.stop :]
    text = with_lines(text, spot.line, spot.column, [line for block in blocks for line in block])
    after = former[: len(former) - len(former.removeprefix(BOM))] + text.encode()
    if len(after) <= LARGEST and _feeds(_parsed(after, name))[: len(before)] != before:
        raise FeedListError(f"{name} is laid out in a way that cannot be added to; write the lines into it by hand")
    return after


def _parsed(held: bytes, name: str) -> Node:
    tree, faults = parse(held, name)
    if tree is None:
        raise RulebookError(faults)
    return tree


def _feeds(tree: Node) -> list[object]:
    return [node.data() for node in tree.members("feeds")]


def _spot(text: str, name: str) -> Spot:
    """Find the end of the list of feeds. The text was parsed before, which bounds its depth and refuses aliases."""
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    pairs = root.value if isinstance(root, MappingNode) else []
    key, found = next((pair for pair in pairs if pair[0].value == "feeds"), (None, None))
    if key is None or found is None:
        raise FeedListError(f'{name} has no "feeds:"; write that line into it')
    if isinstance(found, ScalarNode) and not found.value:
        return Spot(key.end_mark.line + 1)
    if isinstance(found, SequenceNode) and not found.value:
        return Spot(found.end_mark.line + 1, drop=slice(found.start_mark.index, found.end_mark.index))
    if isinstance(found, SequenceNode) and not found.flow_style:
        return Spot(end_of(found), found.start_mark.column)
    raise FeedListError(
        f'the list of {name} cannot be added to; under "feeds:" each feed begins with - on its own line'
    )


def _check(folder: Path, path: Path, after: bytes) -> None:
    """Raise RulebookError where the folder would hold no whole rulebook with this feeds file."""
    name = shown(path)
    if len(after) > LARGEST:
        raise FeedListError(f"{name} would be larger than 1 MB, which is more than pactwatch reads; add fewer feeds")
    sources = read_sources(folder)
    others = tuple(fault for fault in sources.faults if fault.place.file != name)
    feeds, incomplete = _parsed(after, name), sources.incomplete - {"feeds"}
    build(replace(sources, feeds=feeds, faults=others, incomplete=incomplete), address_fault)
