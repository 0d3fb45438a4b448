"""The example rulebook, and what stands at each key of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from monitor.rulebook.fields import Form, spoken

FOLDER = Path(__file__).parent / "example"
LONGEST = 70
"""A longer example is not repeated in a table; it stands in the whole file."""


@dataclass(frozen=True, slots=True)
class Example:
    """A file of the example rulebook."""

    text: str

    def of(self, form: type[Form], path: str, key: str) -> str | None:
        """Return the first value of a key at a path, with its key, as it stands there; None when it stands nowhere."""
        for mapping in _at(yaml.compose(self.text), path.split(".") if path else []):
            names = [name.value for name, _ in mapping.value]
            if key in names and _fits(form, names):
                value = mapping.value[names.index(key)][1]
                written = self.text[value.start_mark.index : value.end_mark.index].strip()
                return f"{key}: {written}" if "\n" not in written and len(written) <= LONGEST else ""
        return None


@cache
def example(name: str) -> Example:
    """Return a file by its path within the example rulebook."""
    return Example((FOLDER / name).read_text(encoding="utf-8"))


def flow(value: Any) -> str:
    """Return a value as YAML on one line."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1000)
    return text.removesuffix("...\n").strip()


def _at(node: Any, path: Sequence[str]) -> Iterator[Any]:
    """Yield the mappings that a path leads to: `NAME` is any key, `[]` after a key any member of its list."""
    if not path:
        yield from [node] if isinstance(node, yaml.MappingNode) else []
        return
    step, of_list = path[0].removesuffix("[]"), path[0].endswith("[]")
    for key, value in node.value if isinstance(node, yaml.MappingNode) else []:
        if step in ("NAME", key.value):
            for each in value.value if of_list else [value]:
                yield from _at(each, path[1:])


def _fits(form: type[Form], names: list[str]) -> bool:
    """Return whether a mapping with these keys can be of the form: it has what is required, and nothing unknown."""
    fields = form.model_fields
    known = {spoken(name) for name in fields}
    required = {spoken(name) for name, field in fields.items() if field.is_required()}
    return required <= set(names) and (form.model_config.get("extra") == "allow" or set(names) <= known)
