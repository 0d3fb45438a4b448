"""Which keys a form knows at a place, asked of its JSON Schema."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import DictSchema

from monitor.rulebook.fields import Form
from monitor.rulebook.nodes import Path, Step

Schema = dict[str, Any]


class _Generator(GenerateJsonSchema):
    """Says of a mapping whose keys are names that it has no other keys, as the forms do."""

    def dict_schema(self, schema: DictSchema) -> Schema:
        """Return the schema of a mapping."""
        found = super().dict_schema(schema)
        return found | {"additionalProperties": False} if "patternProperties" in found else found


@cache
def schema_of(form: type[Form]) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a form, with the keys as they stand in a file."""
    return form.model_json_schema(by_alias=True, schema_generator=_Generator)


def known_keys(form: type[Form], path: Path) -> frozenset[str]:
    """Return the keys that the form knows in the mapping at a path; of a union, those of all its branches."""
    whole = schema_of(form)
    found = list(_branches(whole, whole))
    for step in path:
        found = [branch for schema in found for branch in _branches(_below(schema, step), whole)]
    return frozenset(key for schema in found for key in schema.get("properties", {}))


def _below(schema: Schema, step: Step) -> Schema:
    if isinstance(step, int):
        return dict(schema.get("items", {}))
    by_name = schema.get("properties", {}).get(step)
    of_all = (schema.get("additionalProperties"), *schema.get("patternProperties", {}).values())
    return next((below for below in (by_name, *of_all) if isinstance(below, dict)), {})


def _branches(schema: Schema, whole: Schema) -> Iterator[Schema]:
    if "$ref" in schema:
        yield from _branches(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
        return
    for branch in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _branches(branch, whole)
    yield schema
