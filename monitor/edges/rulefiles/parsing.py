"""YAML to nodes: a strict part of YAML 1.2, read event by event, so that hostile input costs little and ends early.

Refused: anchors, aliases, tags, merge keys, directives, several documents, duplicate keys, control characters, nesting
deeper than `DEEPEST` and more than `MOST_VALUES` values. Plain scalars follow the core schema of YAML 1.2.2
(section 10.3.2), save that octal and hexadecimal numbers, infinities and not-a-number stay text.
"""

import re

import yaml

from monitor.edges.rulefiles.plainwords import in_plain_words
from monitor.edges.rulefiles.tree import TooMuch, TreeBuilder
from monitor.model.fault import Fault, Place
from monitor.rulebook import Node

_UNFIT = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What cannot stand in a rule file: control characters, and the line breaks that editors do not count as such."""


def parse(content: bytes, file: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """Return the tree of a file, or None with every fault of its notation that can be told at once."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(content, error, file),)
    unfit = tuple(_unfit(text, found, file) for found in _UNFIT.finditer(text))[:10]
    if unfit:
        return None, unfit
    builder = TreeBuilder(file, text)
    try:
        _feed(builder, text)
    except yaml.MarkedYAMLError as error:
        builder.faults.append(in_plain_words(error, text, file))
    except TooMuch as error:
        builder.faults.append(error.fault)
    if builder.faults:
        return None, tuple(builder.faults)
    return builder.root or Node(file, 1, 1, None), ()


def _feed(builder: TreeBuilder, text: str) -> None:
    parser = yaml.CBaseLoader(text)
    try:
        while event := parser.get_event():
            builder.take(event)
    finally:
        parser.dispose()


def _not_utf8(content: bytes, error: UnicodeDecodeError, file: str) -> Fault:
    good = content[: error.start].decode("utf-8-sig", errors="replace")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Fault(Place(file), "the file is in UTF-16; save it as UTF-8")
    return Fault(_place(good, len(good), file), "the file is not in UTF-8 from here on; save it as UTF-8")


def _unfit(text: str, found: re.Match[str], file: str) -> Fault:
    return Fault(
        _place(text, found.start(), file),
        f"the invisible character U+{ord(found.group()):04X} cannot stand in a rule file; remove it",
    )


def _place(text: str, offset: int, file: str) -> Place:
    before = re.split(r"\r\n|\r|\n", text[:offset])
    return Place(file, len(before), len(before[-1]) + 1)
