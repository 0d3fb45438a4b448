"""The page of rule files: every key of every file, asked of the forms that check them."""

from collections.abc import Iterator

from monitor.model.rule import Kind, Severity
from monitor.rulebook import event_form
from monitor.rulebook.fields import Form
from monitor.rulebook.schema import FORMS, FileKind
from tools.reference.examples import Example, example
from tools.reference.markdown import block, code, page, paragraph, table
from tools.reference.values import VALUES, Key, forms_below, keys, title_of

FILES = {
    FileKind.FEEDS: ("feeds.yaml", "feeds.yaml"),
    FileKind.VOCABULARY: ("vocabulary/*.yaml", "vocabulary/coast.yaml"),
    FileKind.COMMITMENT: ("commitments/*.yaml", "commitments/fares-2026.yaml"),
    FileKind.ALERTS: ("alerts.yaml", "alerts.yaml"),
}
"""How the files of a kind are called, and the one that is shown."""
HEAD = ("key", "what it may be", "default", "what it is", "example")


def rules_page() -> str:
    """Return the page."""
    return page(
        "Rule files",
        "A rulebook is a folder with these files. They are YAML 1.2, and text stays text: `no` and `on` are words. "
        "A key that is not listed here is refused, and so is a key that stands twice. `pactwatch check` names every "
        "fault with its file, line and column; `pactwatch schema` prints the same forms as JSON Schema for editors.",
        f"Kinds of event ({_names(Kind)}) and severities ({_names(Severity)}) are explained in [reasons](reasons.md).",
        *(part for kind in FileKind for part in _file(kind)),
        "## What stands for a value",
        table(("value", "how it is written"), ((value.name, value.form) for value in VALUES)),
    )


def _names(words: type[Kind] | type[Severity]) -> str:
    return ", ".join(map(code, words))


def _file(kind: FileKind) -> Iterator[str]:
    name, shown = FILES[kind]
    found = example(shown)
    yield f"## {name}"
    yield f"An example with every key, `{shown}` of an invented rulebook:"
    yield block(found.text, "yaml")
    yield from _form(FORMS[kind], [""], found)
    for form, paths in sections(kind).items():
        yield f"### {title_of(form)}"
        yield from _form(form, paths, found)


def sections(kind: FileKind) -> dict[type[Form], list[str]]:
    """Return the forms within a kind of file, each with the paths that lead to it, in the order of the file.

    A step of a path is a key; `[]` after it means each member of its list, `NAME` each entry of a mapping. The forms of
    an event are those of a rule, wherever they stand, and told of there.
    """
    found: dict[type[Form], list[str]] = {}
    ahead = [*_steps(FORMS[kind], "")]
    while ahead:
        form, path = ahead.pop(0)
        if form.__module__ == event_form.__name__ and kind is not FileKind.COMMITMENT:
            continue
        paths = found.setdefault(form, [])
        paths.append(path)
        if len(paths) == 1:
            ahead = [*_steps(form, path), *ahead]
    return found


def _steps(form: type[Form], path: str) -> Iterator[tuple[type[Form], str]]:
    for key in keys(form):
        for below, step in forms_below(key.wanted):
            yield below, f"{path}.{key.name}{step}".lstrip(".")


def _form(form: type[Form], paths: list[str], found: Example) -> Iterator[str]:
    where = ", ".join(map(code, paths)) if all(paths) else "the top of the file"
    yield f"At {where}. {paragraph(form.__doc__)}"
    yield table(HEAD, (_row(key, written(key, form, paths, found)) for key in keys(form)))


def written(key: Key, form: type[Form], paths: list[str], found: Example) -> str | None:
    """Return how the example writes a key of a form: empty when that is long, None when it lacks the key."""
    return next((text for path in paths if (text := found.of(form, path, key.name)) is not None), None)


def _row(key: Key, shown: str | None) -> tuple[str, str, str, str, str]:
    return code(key.name), key.kind, key.default, key.description, code(shown) if shown else ""
