"""The JSON Schema of the forms: what editors complete and check by, read here by a small reader of our own."""

import re
from pathlib import Path
from typing import Any

import pytest
from rulefolders import GOOD

from monitor.edges.rulefiles.parsing import parse
from monitor.rulebook import FileKind, schema

STARTER = Path(__file__).parent.parent.parent / "rules"
Schema = dict[str, Any]
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
READ = {
    "$ref", "$defs", "$schema", "title", "description", "default", "discriminator", "type", "anyOf", "oneOf", "const",
    "enum", "pattern", "properties", "patternProperties", "additionalProperties", "required", "items", "minItems",
    "minProperties", "minLength", "maxLength", "minimum", "maximum", "propertyNames",
}  # fmt: skip


def accepts(whole: Schema, part: Schema, value: Any) -> bool:
    """Return whether a part of a schema accepts a value."""
    assert set(part) <= READ, set(part) - READ
    if "$ref" in part and not accepts(whole, whole["$defs"][part["$ref"].rpartition("/")[2]], value):
        return False
    if "anyOf" in part and not any(accepts(whole, branch, value) for branch in part["anyOf"]):
        return False
    if "oneOf" in part and sum(accepts(whole, branch, value) for branch in part["oneOf"]) != 1:
        return False
    if not isinstance(value, TYPES.get(part.get("type", ""), object)):
        return False
    if value not in part.get("enum", [value]) or value != part.get("const", value):
        return False
    return accepts_within(whole, part, value)


def accepts_within(whole: Schema, part: Schema, value: Any) -> bool:
    if isinstance(value, str):
        return bool(re.search(part.get("pattern", ""), value)) and len(value) >= part.get("minLength", 0)
    if isinstance(value, list):
        return len(value) >= part.get("minItems", 0) and all(accepts(whole, part.get("items", {}), v) for v in value)
    if isinstance(value, dict):
        enough = len(value) >= part.get("minProperties", 0) and set(part.get("required", ())) <= set(value)
        return enough and all(accepts_entry(whole, part, key, each) for key, each in value.items())
    return True


def accepts_entry(whole: Schema, part: Schema, key: str, value: Any) -> bool:
    named = [below for name, below in part.get("properties", {}).items() if name == key]
    named += [below for pattern, below in part.get("patternProperties", {}).items() if re.search(pattern, key)]
    if not named:
        others = part.get("additionalProperties", True)
        return accepts(whole, others, value) if isinstance(others, dict) else bool(others)
    return all(accepts(whole, below, value) for below in named)


def kind_of(name: str) -> FileKind:
    folder = Path(name).parent.name
    return FileKind(folder.removesuffix("s") if folder in ("vocabulary", "commitments") else Path(name).stem)


def accepted(kind: FileKind, text: str) -> bool:
    whole = schema(kind)
    tree, _ = parse(text.encode(), "file")
    assert tree is not None
    return accepts(whole, whole, tree.data())


EXAMPLE = Path(__file__).parent.parent.parent / "tools/reference/example"
FILES = {path.relative_to(STARTER).as_posix(): path.read_text(encoding="utf-8") for path in STARTER.rglob("*.yaml")}


@pytest.mark.parametrize("name", sorted(FILES))
def test_it_accepts_every_starter_file(name: str) -> None:
    assert accepted(kind_of(name), FILES[name])


@pytest.mark.parametrize("path", sorted(EXAMPLE.rglob("*.yaml")), ids=lambda path: path.name)
def test_it_accepts_a_file_with_every_key(path: Path) -> None:
    assert accepted(kind_of(path.relative_to(EXAMPLE).as_posix()), path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(GOOD))
def test_it_accepts_what_is_read_without_a_fault(name: str) -> None:
    assert accepted(kind_of(name), GOOD[name])


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("commitments/pause.yaml", "severity: critical", "severty: critical"),
        ("commitments/pause.yaml", "severity: critical", "severity: urgent"),
        ("commitments/pause.yaml", "version: 1", "version: 2"),
        ("commitments/pause.yaml", "zone: Europe/Kyiv\n", ""),
        ("commitments/pause.yaml", "from: 2025-03-25", "from: soon"),
        ("commitments/pause.yaml", "- {breach-of: energy-truce}", "- {break-of: energy-truce}"),
        ("commitments/pause.yaml", "    event:\n", "    query: hit\n    event:\n"),
        ("commitments/pause.yaml", "    event:\n", "    events:\n"),
        ("commitments/pause.yaml", "- {breach-of: energy-truce}", "- {names: [energy-truce]}"),
        ("vocabulary/words.yaml", "en: [strike, hit, shell]", "en: strike"),
        ("vocabulary/words.yaml", "en: [strike, hit, shell]", "English: [strike]"),
        ("vocabulary/words.yaml", "not: {en:", "not: {English:"),
        ("vocabulary/words.yaml", "  attack:", "  An attack:"),
        ("alerts.yaml", "continue: true", "continue: on"),
        ("feeds.yaml", "interval: 15m", "interval: often"),
    ],
)
def test_it_refuses_what_the_daemon_refuses(name: str, old: str, new: str) -> None:
    assert old in GOOD[name]
    assert not accepted(kind_of(name), GOOD[name].replace(old, new, 1))


@pytest.mark.parametrize("kind", FileKind)
def test_every_key_is_described(kind: FileKind) -> None:
    whole = schema(kind)
    forms = [whole, *(form for form in whole["$defs"].values() if "properties" in form)]
    assert all(form["description"] for form in forms)
    below = {key: each for form in forms for key, each in form["properties"].items()}
    assert [key for key, each in below.items() if not (each.get("description") or "$ref" in each)] == []


@pytest.mark.parametrize("kind", FileKind)
def test_every_default_may_be_written_in_a_file(kind: FileKind) -> None:
    whole = schema(kind)
    for form in (whole, *whole["$defs"].values()):
        for key, below in form.get("properties", {}).items():
            assert accepts(whole, below, below.get("default", below)) or "default" not in below, key
