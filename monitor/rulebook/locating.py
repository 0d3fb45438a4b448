"""Turns what a form refuses into faults: each at its line and column, in words for people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any, TypeVar

from pydantic import ValidationError

from monitor.model.fault import Fault, Place
from monitor.rulebook.fields import Context, Form
from monitor.rulebook.keys import known_keys
from monitor.rulebook.nodes import Node, Path
from monitor.rulebook.within import place_within
from monitor.rulebook.wording import nearest, sentence, short, unknown_key

F = TypeVar("F", bound=Form)

MOST = 100
"""Faults told of one file. More are not even looked for, since to find what was meant takes time."""
_OF_KEYS = frozenset({"extra_forbidden", "unexpected_keyword_argument", "language_key"})
_MEMBERS = {"rules": "rule", "windows": "window", "deadlines": "deadline", "feeds": "feed"}
_ENTRIES = {
    "lists": "list",
    "actors": "actor",
    "places": "place",
    "patterns": "pattern",
    "parties": "party",
    "receivers": "receiver",
}


def validated(form: type[F], tree: Node, context: Context, data: object = None) -> tuple[F | None, tuple[Fault, ...]]:
    """Return what the form makes of a file, or None and the faults. `data` replaces the tree's own, wrapped."""
    faults = [*islice(_empty_values(tree), MOST + 1)]
    made = None
    try:
        made = form.model_validate(tree.data() if data is None else data, context=context)
    except ValidationError as error:
        faults += islice(_refusals(form, tree, error), MOST + 1)
    return (None if faults else made), tuple(faults)


def capped(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return the faults sorted by place, those of each file up to `MOST`."""
    told: list[Fault] = []
    for _, each in groupby(sorted(faults), key=lambda fault: fault.place.file):
        of_file = [*each]
        told += of_file[:MOST]
        told += (Fault(fault.place, "there are more faults from here on") for fault in of_file[MOST : MOST + 1])
    return tuple(told)


def _empty_values(tree: Node) -> Iterator[Fault]:
    if tree.value is None:
        yield Fault(tree.place, 'the file is empty; it begins with "version: 1"')
        return
    for path, node in tree.walk():
        if node.value is None:
            what = f'"{short(path[-1])}" has no value; give one or remove the key'
            what = "nothing stands after this dash" if isinstance(path[-1], int) else what
            yield Fault(node.key_place, label(tree, path) + what)


def _refusals(form: type[Form], tree: Node, error: ValidationError) -> Iterator[Fault]:
    """Tell what the form refuses in the order of the file, save what is told already by a fault of a key."""
    details = [(_real_path(tree, detail), detail) for detail in error.errors(include_url=False, include_input=False)]
    wrong_keys: defaultdict[Path, list[str]] = defaultdict(list)
    for path, detail in details:
        if _is_of_key(detail):
            wrong_keys[path[:-1]].append(str(path[-1]))
    for path, detail in sorted(details, key=lambda found: _place(tree, *found)):
        if _is_of_key(detail):
            yield _of_key(form, tree, path, detail)
        elif detail["type"] == "missing":
            if not _misspelt(str(detail["loc"][-1]), wrong_keys.get(path, [])):
                yield _of_missing(tree, path, str(detail["loc"][-1]))
        elif tree.at(path).value is not None and not _below(path, wrong_keys):
            yield from _of_text(tree, path, detail) if detail["type"] == "within" else [_of_value(tree, path, detail)]


def _place(tree: Node, path: Path, detail: Any) -> Place:
    return tree.at(path).key_place if _is_of_key(detail) else tree.at(path).place


def _below(path: Path, wrong_keys: Mapping[Path, list[str]]) -> bool:
    """Return whether a path leads to or through a key that is wrong."""
    return any(step in wrong_keys.get(path[:depth], ()) for depth, step in enumerate(path))


def _of_value(tree: Node, path: Path, detail: Any) -> Fault:
    if not path:
        return Fault(tree.place, 'the file must be a mapping that begins with "version: 1"')
    node = tree.at(path)
    return Fault(node.place, label(tree, path) + sentence(detail, path, node))


def _of_text(tree: Node, path: Path, detail: Any) -> Iterator[Fault]:
    """Tell what is wrong at characters within a text."""
    for offset, said in detail["ctx"]["faults"]:
        yield Fault(place_within(tree.at(path), offset), label(tree, path) + said)


def _of_missing(tree: Node, path: Path, key: str) -> Fault:
    hint = '; write "version: 1" on top' if key == "version" else ""
    return Fault(tree.at(path).place, f'{label(tree, path)}"{key}" is missing{hint}')


def _of_key(form: type[Form], tree: Node, path: Path, detail: Any) -> Fault:
    place, key = tree.at(path).key_place, str(path[-1])
    if detail["type"] == "wrong":
        return Fault(place, label(tree, path[:-1]) + detail["ctx"]["sentence"])
    languages = detail["type"] == "language_key"
    known = known_keys(form, _form_path(tree, path, detail))
    return Fault(place, label(tree, path[:-1]) + unknown_key(key, known, languages=languages))


def _form_path(tree: Node, path: Path, detail: Any) -> Path:
    """Return where the form has the mapping of a wrong key: a form may put a whole file under a name of its own."""
    outer = detail["loc"][:1]
    return path[:-1] if not outer or tree.get(outer[0]) is not None else (*outer, *path[:-1])


def _is_of_key(detail: Any) -> bool:
    """Return whether an error is about a key: one that the form lacks, is no name, or is no language."""
    return detail["loc"][-1:] == ("[key]",) or detail["type"] in _OF_KEYS


def _misspelt(key: str, wrong: Sequence[str]) -> bool:
    """Return whether a key is missing only because it stands there misspelt, which is told already."""
    return any(nearest(each, [key]) for each in wrong[:MOST])


def _real_path(tree: Node, detail: Any) -> Path:
    """Return the steps of an error's path that exist in the file; those of unions and of keys do not."""
    node, path = tree, []
    about = detail.get("ctx", {}).get("at")
    for step in (*detail["loc"], *([about] if about else [])):
        below = node.get(step)
        if below is not None:
            node = below
            path.append(step)
    return tuple(path)


def label(tree: Node, path: Path) -> str:
    """Return what a path stands in, as people call it: `rule "energy-strike": `; nothing at the top of a file."""
    node, found = tree, ""
    for before, step in zip(("", *path), path, strict=False):
        node = node.at((step,))
        if isinstance(step, int) and before in _MEMBERS and isinstance(node.value, dict):
            name = node.text("id") or node.text("title")
            found = f"{_MEMBERS[str(before)]} " + (f'"{short(name)}": ' if name else f"{step + 1}: ")
        elif isinstance(step, str) and before in _ENTRIES:
            found = f'{_ENTRIES[str(before)]} "{short(step)}": '
    return found
