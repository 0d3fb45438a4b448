"""Adds feeds to `feeds.yaml` without touching a byte of what stands there."""

import os
import re
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from yaml import MappingNode, ScalarNode, SequenceNode

from monitor.alerts.addresses import address_fault
from monitor.edges.gazetteer import survey
from monitor.edges.rulefiles.folder import LARGEST, read_sources, shown
from monitor.edges.rulefiles.parsing import parse
from monitor.model.errors import FeedListError, RulebookError
from monitor.model.feed import Feed
from monitor.model.ids import FeedId, Publisher
from monitor.rulebook import Node, build

NAME = "feeds.yaml"
EMPTY = "version: 1\nfeeds:\n"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_LINE_END = re.compile(r"(?:\r\n|\r|\n)\Z")
_BOM = b"\xef\xbb\xbf"
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

    Raises RulebookError when the file is no YAML, FeedListError when it cannot be read.
    """
    path = folder / NAME
    found = (
        (node.text("address"), node.text("title") or "", node.text("publisher") or "")
        for node in _parsed(_content(path), shown(path)).members("feeds")
    )
    return tuple(Feed(id=FeedId(a), title=title, publisher=Publisher(whose)) for a, title, whose in found if a)


def append_feeds(folder: Path, blocks: Sequence[Block], *, dry_run: bool = False) -> None:
    """Add feeds to the end of the list. Comments and layout stay byte for byte; the file is replaced at once or not.

    Raises RulebookError, and writes nothing, when the rulebook would have a fault; FeedListError when the list is
    written in a way that cannot be added to, or the file cannot be written.
    """
    path = folder / NAME
    before = _content(path)
    after = added(before, blocks, shown(path))
    _check(folder, path, after)
    if not dry_run:
        _replace(path, before, after)


def added(content: bytes, blocks: Sequence[Block], name: str = NAME) -> bytes:
    """Return the content of a feeds file with feeds at the end of its list. Raises RulebookError or FeedListError."""
    before = _feeds(_parsed(content, name))
    text = content.decode("utf-8-sig")
    spot = _spot(text, name)
    if spot.drop:
        text = text[: spot.drop.start].rstrip(" ") + text[spot.drop.stop :]
    lines = _LINE.findall(text)
    end = next((found[0] for line in lines if (found := _LINE_END.search(line))), "\n")
    at = _past_comments(lines, spot)
    if at and not _LINE_END.search(lines[at - 1]):
        lines[at - 1] += end
    new = (" " * spot.column + line + end for block in blocks for line in block)
    after = (
        content[: len(content) - len(content.removeprefix(_BOM))] + "".join([*lines[:at], *new, *lines[at:]]).encode()
    )
    if len(after) <= LARGEST and _feeds(_parsed(after, name))[: len(before)] != before:
        raise FeedListError(f"{name} is laid out in a way that cannot be added to; write the lines into it by hand")
    return after


def _content(path: Path) -> bytes:
    """Return what the file holds, or a list without a feed where there is none."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        return EMPTY.encode()
    except OSError as error:
        raise FeedListError(f"{shown(path)} cannot be read: {error.strerror}") from error


def _parsed(content: bytes, name: str) -> Node:
    tree, faults = parse(content, name)
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
        return Spot(_end(found), found.start_mark.column)
    raise FeedListError(
        f'the list of {name} cannot be added to; under "feeds:" each feed begins with - on its own line'
    )


def _end(node: yaml.Node) -> int:
    """Return the line after the last one that a node stands on; a block's own end mark lies further down."""
    while isinstance(node, MappingNode | SequenceNode) and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    mark = node.end_mark
    whole_lines = isinstance(node, ScalarNode) and node.style in ("|", ">") and mark.column == 0
    return mark.line if whole_lines else mark.line + 1


def _past_comments(lines: Sequence[str], spot: Spot) -> int:
    """Return the line after the comments that belong to the last feed: right below it, and indented as it is."""
    at = min(spot.line, len(lines))
    least = max(spot.column, 1)
    while (
        at < len(lines)
        and lines[at].lstrip(" ").startswith("#")
        and len(lines[at]) - len(lines[at].lstrip(" ")) >= least
    ):
        at += 1
    return at


def _check(folder: Path, path: Path, content: bytes) -> None:
    """Raise RulebookError where the folder would hold no whole rulebook with this feeds file."""
    name = shown(path)
    if len(content) > LARGEST:
        raise FeedListError(f"{name} would be larger than 1 MB, which is more than pactwatch reads; add fewer feeds")
    sources = read_sources(folder)
    others = tuple(fault for fault in sources.faults if fault.place.file != name)
    feeds, incomplete = _parsed(content, name), sources.incomplete - {"feeds"}
    build(replace(sources, feeds=feeds, faults=others, incomplete=incomplete), address_fault, survey)


def _replace(path: Path, before: bytes, after: bytes) -> None:
    """Put the new content in the file's place in one step; a link goes on leading to it, and its mode stays."""
    target = path.resolve()
    if _content(target) != before:
        raise FeedListError(f"{shown(path)} was changed by somebody else just now; try again")
    made: str | None = None
    try:
        handle, made = tempfile.mkstemp(prefix=f".{NAME}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            os.fchmod(file.fileno(), target.stat().st_mode & 0o7777 if target.exists() else 0o644)
            file.flush()
            os.fsync(file.fileno())
        os.replace(made, target)
    except OSError as error:
        if made:
            with suppress(OSError):
                os.unlink(made)
        raise FeedListError(f"{shown(path)} cannot be written: {error.strerror}; nothing was changed") from error
