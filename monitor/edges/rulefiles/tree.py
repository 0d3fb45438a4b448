"""Builds a tree of nodes from the events of a YAML parser, without recursion."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from monitor.model.fault import Fault, Place
from monitor.rulebook.nodes import Node, Scalar
from monitor.rulebook.wording import short

DEEPEST = 32
"""How deep lists and mappings may lie in each other."""
MOST_VALUES = 100_000
"""Keys and values of a file."""
MOST_FAULTS = 100
"""Faults told of a file's notation."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z", re.ASCII)
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?\Z", re.ASCII)
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


class TooMuch(Exception):
    """The file is too deep or holds too much to go on."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.message)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come. In a mapping, `key` is the place of the key that waits for its value.

    `name` is None where that key is at fault; then its value is dropped.
    """

    node: Node
    key: tuple[int, int] | None = None
    name: str | None = None


class TreeBuilder:
    """Takes events in order; `root` is the tree once all came, `faults` what the notation may not hold."""

    def __init__(self, file: str, text: str) -> None:
        self.root: Node | None = None
        self.faults: list[Fault] = []
        self._file = file
        self._text = text
        self._open: list[_Open] = []
        self._values = 0
        self._handlers: dict[type, Callable[[Any], None]] = {
            yaml.DocumentStartEvent: self._document,
            yaml.MappingStartEvent: self._begin,
            yaml.SequenceStartEvent: self._begin,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
        }

    def take(self, event: yaml.Event) -> None:
        """Take the next event. Raises TooMuch when the file should not be read on."""
        if handler := self._handlers.get(type(event)):
            handler(event)

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        place = _begin_of(event)
        if event.version or event.tags:
            self._fault(place, "a line that begins with % is not read here; remove it")
        if self.root is not None:
            raise self._too_much(place, "a second document begins here; a rule file holds one, so remove the ---")

    def _begin(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        place = _begin_of(event)
        self._refuse_marks(event, place)
        if len(self._open) >= DEEPEST:
            raise self._too_much(place, f"lists and mappings lie more than {DEEPEST} deep in each other here")
        value: list[Node] | dict[str, Node] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        if self._awaits_key():
            self._fault(place, "a key must be a word or a phrase, not a list or a mapping")
            self._take_key(place, None)
            node = Node(self._file, *place, value)
        else:
            node = self._put(place, value)
        self._open.append(_Open(node))

    def _end(self, event: yaml.Event) -> None:  # noqa: ARG002 - handlers are alike
        self._open.pop()

    def _alias(self, event: yaml.AliasEvent) -> None:
        place = _begin_of(event)
        self._fault(place, f'"*{event.anchor}" refers to an anchor, which is not read here; write the value out')
        if self._awaits_key():
            self._take_key(place, None)
        else:
            self._put(place, "")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        place = _begin_of(event)
        self._refuse_marks(event, place)
        if event.style == '"' and (found := _CONTROL.search(event.value)):
            self._fault(place, f"the invisible character U+{ord(found.group()):04X} cannot stand in a text")
        if self._awaits_key():
            self._take_key(place, self._key_name(event, place))
        else:
            self._put(place, _resolved(event), self._written(event))

    def _key_name(self, event: yaml.ScalarEvent, place: tuple[int, int]) -> str | None:
        name = event.value
        mapping = self._open[-1].node
        if not name:
            self._fault(place, 'a key is missing before ":"')
        elif name == "<<" and event.implicit[0]:
            self._fault(place, '"<<" would merge another mapping in, which is not read here; write its keys out')
        elif earlier := mapping.get(name):
            self._fault(place, f'"{short(name)}" stands twice here; the first is on line {earlier.key_place.line}')
        else:
            return name
        return None

    def _awaits_key(self) -> bool:
        return bool(self._open) and self._open[-1].key is None and isinstance(self._open[-1].node.value, dict)

    def _take_key(self, place: tuple[int, int], name: str | None) -> None:
        self._count(place)
        self._open[-1].key, self._open[-1].name = place, name

    def _written(self, event: yaml.ScalarEvent) -> str | None:
        if not event.start_mark or not event.end_mark:
            return None
        written = self._text[event.start_mark.index : event.end_mark.index]
        return None if written == event.value else written

    def _put(
        self, place: tuple[int, int], value: Scalar | list[Node] | dict[str, Node], written: str | None = None
    ) -> Node:
        """Place a value under the key that waits for it, at the end of the open list, or as the root."""
        self._count(place)
        if not self._open:
            self.root = Node(self._file, *place, value, written=written)
            return self.root
        top = self._open[-1]
        node = Node(self._file, *place, value, top.key, written)
        if isinstance(top.node.value, list):
            top.node.value.append(node)
        elif isinstance(top.node.value, dict) and top.name is not None:
            top.node.value[top.name] = node
        top.key = top.name = None
        return node

    def _count(self, place: tuple[int, int]) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            raise self._too_much(place, f"the file holds more than {MOST_VALUES:,} keys and values; split it")

    def _refuse_marks(self, event: Any, place: tuple[int, int]) -> None:
        if event.anchor is not None:
            self._fault(place, f'"&{event.anchor}" sets an anchor, which is not read here; remove it')
        if event.tag is not None:
            self._fault(place, "a tag, which begins with !, is not read here; remove it, or put quotes round the text")

    def _fault(self, place: tuple[int, int], message: str) -> None:
        if len(self.faults) >= MOST_FAULTS:
            raise self._too_much(place, "there are more faults from here on")
        self.faults.append(Fault(Place(self._file, *place), message))

    def _too_much(self, place: tuple[int, int], message: str) -> TooMuch:
        return TooMuch(Fault(Place(self._file, *place), message))


def _begin_of(event: yaml.Event) -> tuple[int, int]:
    """Return the line and column at which an event begins, counted from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _resolved(event: yaml.ScalarEvent) -> Scalar:
    """Return what a scalar stands for: quoted ones and blocks are text, plain ones what the core schema says."""
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _DECIMAL.match(text) else text
