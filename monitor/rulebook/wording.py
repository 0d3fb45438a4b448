"""The words in which faults are told."""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from monitor.rulebook.nodes import Node, Path

_LONGEST_NAME = 64
_LISTABLE = 12
_CALLED = {"is": "status", "match": "field"}
_QUOTED = re.compile(r"'([^']*)'")
_OF_ADDRESS = re.compile(r"(?<=://)\S+")


def short(text: object, most: int = 60) -> str:
    """Return a text as it may stand in a fault: on one line, not too long, and of an address the scheme alone.

    An address may hold a secret, and may stand by mistake where a name should.
    """
    line = _OF_ADDRESS.sub("…", " ".join(str(text).split()))
    return line if len(line) <= most else line[: most - 1] + "…"


def nearest(name: str, known: Collection[str]) -> str | None:
    """Return the known name that was probably meant, or None."""
    if len(name) > _LONGEST_NAME:
        return None
    plain = name.lower().replace("_", "-").replace(" ", "-")
    in_a_space = sorted(each for each in known if each.rpartition(":")[2] == plain)
    close = in_a_space or get_close_matches(plain, sorted(known), n=1, cutoff=0.6)
    return close[0] if close else None


def unknown_name(what: str, name: str, known: Collection[str]) -> str:
    """Return the sentence for a name that nothing has, with the one that was probably meant."""
    start = f'unknown {what} "{short(name)}"'
    if near := nearest(name, known) or _ending_so(name, known):
        return f'{start}; did you mean "{short(near)}"?'
    if not known:
        return f"{start}; none is defined"
    return f"{start}; known: {', '.join(map(short, sorted(known)))}" if len(known) <= _LISTABLE else start


def _ending_so(name: str, known: Collection[str]) -> str | None:
    """Return the first name whose last part is this one: who writes London as a zone means Europe/London."""
    return min((one for one in known if one.endswith(f"/{name}")), default=None)


def unknown_key(key: str, known: Collection[str], *, languages: bool) -> str:
    """Return the sentence for a key that a form lacks; `languages` tells that it takes language codes as well."""
    if languages and not nearest(key, known):
        return f'"{short(key)}" is no key here and no language code; write two or three small letters, as in en'
    return unknown_name("key", key, known)


def sentence(detail: Mapping[str, Any], path: Path, node: Node) -> str:
    """Return what is wrong with the value at a path as a sentence; `detail` is an error of pydantic's."""
    field = next((step for step in reversed(path) if isinstance(step, str)), "")
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "wrong":
        return str(context["sentence"])
    if kind == "unknown":
        return unknown_name(context["what"], context["name"], context["known"])
    if kind == "language_code":
        return f'"{short(node.value)}" is not a language code; write two or three small letters, as in en'
    if kind in ("enum", "literal_error") and isinstance(node.value, str):
        return unknown_name(_CALLED.get(field, field), node.value, _QUOTED.findall(context["expected"]))
    subject = f'a value in "{short(field)}"' if isinstance(path[-1], int) else f'"{short(field)}"'
    if kind == "event_form":
        return f"{subject} must be {detail['msg']}"
    return f"{subject} {_MUST.get(kind, _other)(context, node)}"


def _other(context: Mapping[str, Any], node: Node) -> str:  # noqa: ARG001 - one of several alike
    return f"cannot be {_said(node)} here"


def _text_needed(context: Mapping[str, Any], node: Node) -> str:  # noqa: ARG001 - one of several alike
    hint = "; put it in quotes" if isinstance(node.value, bool | int | float) else ""
    return f"must be text, not {_said(node)}{hint}"


def _too_few(context: Mapping[str, Any], node: Node) -> str:  # noqa: ARG001 - one of several alike
    if not context["actual_length"]:
        return "is empty; it needs at least one"
    return f"holds {context['actual_length']}; it needs at least {context['min_length']}"


def _said(node: Node) -> str:
    match node.value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return "text"


def _must_be(what: str) -> Any:
    return lambda context, node: f"must be {what}, not {_said(node)}"  # noqa: ARG005 - one of several alike


def _limit(form: str) -> Any:
    return lambda context, node: form.format(**context)  # noqa: ARG005 - one of several alike


_MUST: dict[str, Any] = {
    "string_type": _text_needed,
    "enum": _text_needed,
    "literal_error": _text_needed,
    "list_type": _must_be("a list, as in [one, two]"),
    "tuple_type": _must_be("a list, as in [one, two]"),
    "dict_type": _must_be("names with values, as in {name: value}"),
    "model_type": _must_be("names with values, as in {name: value}"),
    "model_attributes_type": _must_be("names with values, as in {name: value}"),
    "dataclass_type": _must_be("names with values, as in {name: value}"),
    "bool_type": _must_be("true or false"),
    "int_type": _limit("must be a whole number"),
    "greater_than_equal": _limit("must be at least {ge}"),
    "less_than_equal": _limit("must be at most {le}"),
    "too_short": _too_few,
    "not_one_line": _limit("must stand on one line, without tabs"),
    "string_too_short": _limit("is empty"),
    "string_too_long": _limit("is longer than {max_length} characters"),
}
