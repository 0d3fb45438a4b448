"""Turns what a form refuses into faults: each at its line and column, in words for people."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from monitor.model.fault import Fault
from monitor.rulebook.fields import Context
from monitor.rulebook.nodes import Node, Path
from monitor.rulebook.wording import nearest, sentence, short

T = TypeVar("T")

MOST = 100
"""Faults told of one file; further ones are counted."""
_MEMBERS = {"rules": "rule", "windows": "window", "deadlines": "deadline", "feeds": "feed"}
_ENTRIES = {"lists": "list", "actors": "actor", "places": "place", "parties": "party", "receivers": "receiver"}


def validated(adapter: TypeAdapter[T], tree: Node, context: Context) -> tuple[T | None, tuple[Fault, ...]]:
    """Return what the form makes of a file, or None with the faults."""
    empty = [_empty(tree, path) for path in _empty_paths(tree)]
    try:
        form = adapter.validate_python(tree.data(), context=context)
    except ValidationError as error:
        return None, _capped([*empty, *_faults(tree, error)], tree)
    return (None, _capped(empty, tree)) if empty else (form, ())


def _empty_paths(node: Node, path: Path = ()) -> Iterator[Path]:
    if node.value is None:
        yield path
    elif isinstance(node.value, dict):
        for key, below in node.value.items():
            yield from _empty_paths(below, (*path, key))
    elif isinstance(node.value, list):
        for index, below in enumerate(node.value):
            yield from _empty_paths(below, (*path, index))


def _empty(tree: Node, path: Path) -> Fault:
    if not path:
        return Fault(tree.place, 'the file is empty; it begins with "version: 1"')
    node = tree.at(path)
    if isinstance(path[-1], int):
        return Fault(node.place, f"{label(tree, path)}nothing stands after this dash")
    return Fault(node.key_place, f'{label(tree, path)}"{short(path[-1])}" has no value; give one or remove the key')


def _faults(tree: Node, error: ValidationError) -> Iterator[Fault]:
    details = error.errors(include_url=False, include_input=False)
    for detail in details[: MOST + 1]:
        fault = _fault(tree, detail, details)
        if fault:
            yield fault
    if len(details) > MOST + 1:
        yield from (Fault(tree.place, "") for _ in range(len(details) - MOST - 1))


def _fault(tree: Node, detail: Mapping[str, Any], details: list[Any]) -> Fault | None:
    path = real_path(tree, detail["loc"])
    node = tree.at(path)
    if node.value is None:
        return None
    return Fault(node.place, label(tree, path) + sentence(detail, path, node))
