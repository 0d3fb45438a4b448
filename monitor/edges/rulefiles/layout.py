"""Where the lines of a rule file end and what belongs to them, so that files are added to and stay as they are."""

import re
from collections.abc import Sequence

import yaml
from yaml import MappingNode, ScalarNode, SequenceNode

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
LINE_END = re.compile(r"(?:\r\n|\r|\n)\Z")
BOM = b"\xef\xbb\xbf"


def with_lines(text: str, at: int, column: int, new: Sequence[str]) -> str:
    """Return a text with lines before its line `at`, counted from 0, and past the comments that belong to the former.

    They are indented to the column, and end as the lines of the text do.
    """
    lines = LINE.findall(text)
    end = next((found[0] for line in lines if (found := LINE_END.search(line))), "\n")
    at = past_comments(lines, at, column)
    if at and not LINE_END.search(lines[at - 1]):
        lines[at - 1] += end
    return "".join([*lines[:at], *(" " * column + line + end for line in new), *lines[at:]])


def end_of(node: yaml.Node) -> int:
    """Return the line after the last one that a node stands on; a block's own end mark lies further down."""
    while isinstance(node, MappingNode | SequenceNode) and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    mark = node.end_mark
    whole_lines = isinstance(node, ScalarNode) and node.style in ("|", ">") and mark.column == 0
    return mark.line if whole_lines else mark.line + 1


def past_comments(lines: Sequence[str], at: int, column: int) -> int:
    """Return the line after the comments that belong to what ends at a line: right below it, and indented as it is."""
    at = min(at, len(lines))
    least = max(column, 1)
    while (
        at < len(lines)
        and lines[at].lstrip(" ").startswith("#")
        and len(lines[at]) - len(lines[at].lstrip(" ")) >= least
    ):
        at += 1
    return at
