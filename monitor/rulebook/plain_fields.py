"""The values that are languages of their own, queries and regular expressions: faults are told at their characters."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from monitor.model.query import Query
from monitor.rulebook.fields import context_of
from monitor.rulebook.queries import LONGEST as LONGEST_QUERY
from monitor.rulebook.queries import read_query
from monitor.rulebook.query_faults import QueryFault
from monitor.rulebook.wording import unknown_name
from monitor.text.regex import LONGEST as LONGEST_PATTERN
from monitor.text.regex import pattern_fault


def within(faults: Sequence[tuple[int, str]]) -> PydanticCustomError:
    """Return the error for faults within a text, each with the offset of its character and its sentence."""
    return PydanticCustomError("within", "faults within a text", {"faults": tuple(faults)})


def _query(value: object, info: ValidationInfo) -> Query:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text needed")
    try:
        query, lists = read_query(value)
    except QueryFault as fault:
        raise within([(fault.at, fault.sentence)]) from None
    names = context_of(info).names
    if missing := [(at, name) for at, name in lists if not names.knows("vocabulary", name)]:
        known = names.of("vocabulary")
        raise within([(at, unknown_name("vocabulary", name, known)) for at, name in missing])
    return query


def _regex(value: str) -> str:
    if fault := pattern_fault(value):
        raise within([fault])
    return value


QueryText = Annotated[
    Query, PlainValidator(_query), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY})
]
RegexText = Annotated[
    str, AfterValidator(_regex), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST_PATTERN})
]
