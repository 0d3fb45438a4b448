"""Adds values to the lists of a rule file, and leaves every other character of it as it stands."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import yaml
from yaml import MappingNode, SequenceNode

from monitor.edges.rulefiles.folder import LARGEST
from monitor.edges.rulefiles.layout import BOM, end_of, with_lines
from monitor.edges.rulefiles.parsing import parse
from monitor.model.errors import EditError, RulebookError
from monitor.rulebook import Node

Value = str | Mapping[str, str]
"""What is added: a text, or a mapping of texts."""
Step = str | int
_PLAIN = re.compile(r"[^\W\d_][\w '.-]*(?<![ .])")
"""A text that needs no quotes, in brackets or without them."""
_WORDS = re.compile(r"true|false|null|yes|no|on|off|y|n", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Addition:
    """Values for the end of the list at a path of keys and numbers; what is missing of the path is made."""

    path: tuple[Step, ...]
    values: tuple[Value, ...]


def grown(content: bytes, additions: Sequence[Addition], name: str) -> bytes:
    """Return the content of a rule file with values added.

    Raises EditError where it is laid out in a way that cannot be added to, RulebookError where it is no YAML.
    """
    return reduce(lambda before, addition: _grown(before, addition, name), additions, content)


def _grown(content: bytes, addition: Addition, name: str) -> bytes:
    wanted = _with(_parsed(content, name).data(), addition.path, addition.values)
    text = content.decode("utf-8-sig")
    after = content[: len(content) - len(content.removeprefix(BOM))] + _added(text, addition, name).encode()
    if len(after) > LARGEST:
        raise EditError(f"{name} would be larger than 1 MB, which is more than pactwatch reads")
    tree, _ = parse(after, name)
    if tree is None or tree.data() != wanted:
        raise _unfit(name, addition)
    return after


def _parsed(content: bytes, name: str) -> Node:
    tree, faults = parse(content, name)
    if tree is None:
        raise RulebookError(faults)
    return tree


def _added(text: str, addition: Addition, name: str) -> str:
    """Add to the node that the path leads to, or to the last one on the way, which then gets a new key."""
    node, rest = _reached(yaml.compose(text, Loader=yaml.CBaseLoader), addition.path)
    if isinstance(node, SequenceNode) and not rest:
        return _to_list(text, node, [_flow(value) for value in addition.values])
    if isinstance(node, MappingNode) and rest and all(isinstance(step, str) for step in rest):
        key, *below = (str(step) for step in rest)
        value = f"[{', '.join(map(_flow, addition.values))}]"
        return _to_mapping(text, node, f"{key}: {reduce(lambda inner, at: f'{{{at}: {inner}}}', below[::-1], value)}")
    raise _unfit(name, addition)


def _reached(node: yaml.Node | None, path: Sequence[Step]) -> tuple[yaml.Node | None, Sequence[Step]]:
    for number, step in enumerate(path):
        below: yaml.Node | None = None
        if isinstance(node, MappingNode):
            below = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            below = node.value[step]
        if below is None:
            return node, path[number:]
        node = below
    return node, ()


def _to_list(text: str, node: SequenceNode, values: Sequence[str]) -> str:
    if node.flow_style:
        return _in_brackets(text, node, node.value[-1] if node.value else None, ", ".join(values))
    return with_lines(text, end_of(node), node.start_mark.column, [f"- {value}" for value in values])


def _to_mapping(text: str, node: MappingNode, entry: str) -> str:
    if node.flow_style:
        return _in_brackets(text, node, node.value[-1][1] if node.value else None, entry)
    return with_lines(text, end_of(node), node.value[0][0].start_mark.column, [entry])


def _in_brackets(text: str, node: yaml.Node, last: yaml.Node | None, entry: str) -> str:
    """Put an entry after the last one in brackets, or before the closing one where there is none."""
    at = node.end_mark.index - 1 if last is None else last.end_mark.index
    return f"{text[:at]}{'' if last is None else ', '}{entry}{text[at:]}"


def _flow(value: Value) -> str:
    if isinstance(value, str):
        bare = _DAY.fullmatch(value) or (_PLAIN.fullmatch(value) and not _WORDS.fullmatch(value))
        return value if bare else json.dumps(value, ensure_ascii=False)
    return f"{{{', '.join(f'{key}: {_flow(each)}' for key, each in value.items())}}}"


def _with(data: object, path: Sequence[Step], values: Sequence[Value]) -> object:
    """Return what a file must hold after the addition: its data with the values at the end of the list."""
    if not path:
        return [*(data if isinstance(data, list) else []), *(v if isinstance(v, str) else dict(v) for v in values)]
    step, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return [_with(each, rest, values) if at == step else each for at, each in enumerate(data)]
    known = data if isinstance(data, dict) else {}
    return {**known, step: _with(known.get(step), rest, values)}


def _unfit(name: str, addition: Addition) -> EditError:
    where = " > ".join(map(str, addition.path))
    added = ", ".join(map(_flow, addition.values))
    return EditError(f"{name} is laid out in a way that cannot be added to; write {added} under {where} by hand")
