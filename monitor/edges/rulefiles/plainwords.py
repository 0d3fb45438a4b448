"""What the YAML parser complains of, in plain words."""

import yaml

from monitor.model.fault import Fault, Place
from monitor.rulebook.wording import short

_SAID = {
    "mapping values are not allowed in this context": 'a ": " stands inside a value, or the line is indented wrongly; '
    "put such a value in quotes",
    "block sequence entries are not allowed in this context": "a list cannot begin here; put each - on its own line",
    "could not find expected ':'": 'a ":" is missing after the key',
    "did not find expected key": "the line does not fit the ones above: its indentation differs, or a quote, "
    "bracket or comma is missing",
    "did not find expected '-' indicator": "the line does not fit the list above: its indentation differs, "
    "or its - is missing",
    "did not find expected ',' or ']'": 'a list that was begun with "[" has no "]", or a comma is missing',
    "did not find expected ',' or '}'": 'a mapping that was begun with "{" has no "}", or a comma is missing',
    "found unexpected end of stream": "a quote is opened and never closed",
    "found unexpected document indicator": "a quote is opened and never closed before the ---",
    "found unknown escape character": 'in double quotes a "\\" begins an escape, and YAML has none like this; '
    "use single quotes",
    "did not find expected hexdecimal number": 'in double quotes "\\x" and "\\u" need hexadecimal digits after them',
    "found invalid Unicode character escape code": "the escape stands for no character",
    "did not find expected <document start>": "the line does not fit the ones above: its indentation differs, "
    'or a ":" is missing',
    "found a tab character where an indentation space is expected": "a tab cannot indent; use blanks",
    "found a tab character that violates indentation": "a tab cannot indent; use blanks",
    "did not find expected alphabetic or numeric character": 'a value cannot begin with "*" or "&"; put it in quotes',
    "did not find the expected node content": "a value is missing here",
    "did not find expected node content": "a value is missing here",
}
_OPENED = ("while scanning a quoted scalar", "while parsing a flow")


def in_plain_words(error: yaml.MarkedYAMLError, text: str, file: str) -> Fault:
    """Return a parser's error as a fault at the place that it names."""
    mark = error.problem_mark or error.context_mark
    problem = error.problem or "the file cannot be read"
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    if problem == "found character that cannot start any token":
        return Fault(place, _odd_start(text, place))
    opened = error.context_mark
    since = ""
    if opened and opened.line + 1 != place.line and (error.context or "").startswith(_OPENED):
        since = f" (it began on line {opened.line + 1})"
    return Fault(place, _SAID.get(problem, f"this is not YAML: {short(problem, 120)}") + since)


def _odd_start(text: str, place: Place) -> str:
    line = text.split("\n")[place.line - 1] if place.line <= text.count("\n") + 1 else ""
    odd = line[place.column - 1 : place.column]
    if odd == "\t":
        return "a tab cannot indent; use blanks"
    return f'a value cannot begin with "{odd}"; put it in quotes'
