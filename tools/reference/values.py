"""What may stand at a key of a rule file, in words for people."""

import builtins
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le
from pydantic import BeforeValidator
from pydantic.fields import FieldInfo
from pydantic_core import to_jsonable_python

from monitor.rulebook import fields, plain_fields
from monitor.rulebook.fields import Form, spoken
from tools.reference.examples import flow
from tools.reference.markdown import code, codes


@dataclass(frozen=True, slots=True)
class Value:
    """A kind of value that has a name of its own, and how it is written."""

    wanted: tuple[Any, ...]
    name: str
    form: str


VALUES = (
    Value((fields.Version,), "`1`", "The number 1."),
    Value((fields.Flag,), "flag", "`true` or `false`."),
    Value((fields.Name,), "name", "Small letters, digits and single hyphens, 64 at most: `energy-site`."),
    Value((fields.Line,), "line", "Text on one line, 500 characters at most."),
    Value((fields.Prose,), "text", "Text of 5,000 characters at most."),
    Value((fields.Texts,), "phrases", "A list of phrases, each on one line and 200 characters at most."),
    Value((fields.Day,), "day", "`2025-03-18`."),
    Value(
        (fields.Moment,),
        "day or time",
        "`2025-03-18`, `2025-03-18T18:00` on the clocks of the file's zone, or `2025-03-18T18:00+02:00`.",
    ),
    Value((fields.Interval,), "length of time", "`90s`, `15m`, `1h` or `1d`; from one minute to seven days."),
    Value((fields.Gap,), "gap", "`15m`, `1h` or `2d`; from one minute to thirty days."),
    Value((fields.Pause,), "wait", "`30s`, `5m` or `1h`; a day at most."),
    Value((fields.TimeOfDay,), "time of day", "`22:00`; midnight is `00:00`."),
    Value((fields.Cron,), "cron expression", "Minute, hour, day, month, day of the week: `0 8 * * mon-fri`."),
    Value((fields.Zone,), "zone", "A time zone by its IANA name: `Europe/Kyiv`."),
    Value((fields.LanguageKey, fields.LanguageCode), "language", "Two or three small letters: `en`, `uk`."),
    Value((fields.WebAddress,), "web address", "It begins with `http://` or `https://`."),
    Value((fields.ReceiverAddress,), "receiver's address", "`console://`, or an address as Apprise has it."),
    Value(
        (fields.Vocabulary,),
        "word list",
        "The name of a word list; of an actor as `actor:NAME`, of a place as `place:NAME`.",
    ),
    Value(
        (plain_fields.QueryText,),
        "query",
        "Words, phrases in quotes and stems as in `refiner*`, joined by `AND`, `OR`, `NOT` and `NEAR/5`, with "
        "parentheses; `title:` before what must stand in the title; `list:NAME` for a word list. At most 2,000 "
        "characters. See [queries](../how-to/queries.md).",
    ),
    Value(
        (plain_fields.RegexText,),
        "regular expression",
        "As RE2 reads it, 1,000 characters at most; best in single quotes.",
    ),
    Value((fields.ActorName,), "actor", "The name of an actor in the vocabulary."),
    Value((fields.PlaceName,), "place", "The name of a place in the vocabulary."),
    Value((fields.PartyName, fields.BoundParty), "party", "The name of a party of a commitment."),
    Value((fields.PatternName,), "pattern", "The name of a pattern in the vocabulary."),
    Value((fields.CommitmentName,), "commitment", "The id of a commitment."),
    Value((fields.RuleName,), "rule", "The id of a rule."),
    Value((fields.ReceiverName,), "receiver", "The name of a receiver in `alerts.yaml`."),
)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a form: its name as it stands in a file, its value as a type and in words."""

    name: str
    wanted: Any
    kind: str
    default: str
    description: str


def keys(form: type[Form]) -> Iterator[Key]:
    """Yield the keys of a form in its order; those that are language codes come last, as one."""
    hints = get_type_hints(form, include_extras=True)
    for name, field in form.model_fields.items():
        kind = _bounded(kind_of(hints[name]), field)
        yield Key(spoken(name), hints[name], kind, _default(field), field.description or "")
    if form.model_config.get("extra") == "allow":
        yield Key("en", fields.Texts, kind_of(fields.Texts), "", "Phrases in a language; any language code is a key.")


def title_of(form: type[Form]) -> str:
    """Return how the page calls a form."""
    return form.__name__.removesuffix("Form")


def kind_of(wanted: Any) -> str:
    """Return what a value may be."""
    if found := next((value.name for value in VALUES if wanted in value.wanted), None):
        return found
    inner = [each for each in get_args(wanted) if each is not NoneType]
    match get_origin(wanted):
        case None:
            found = _plain(wanted)
        case builtins.list:
            found = f"list of: {kind_of(inner[0])}"
        case builtins.dict:
            found = f"mapping from {kind_of(inner[0])} to: {kind_of(inner[1])}"
        case typing.Literal:
            found = codes(map(str, inner))
        case typing.Union | types.UnionType:
            found = " or ".join(kind_of(each) for each in inner)
        case _:  # Annotated[what, checks]
            found = _annotated(*inner)
    return found


def _annotated(wanted: Any, *checks: Any) -> str:
    takes_one = get_origin(wanted) is list and any(isinstance(check, BeforeValidator) for check in checks)
    return f"one or a {kind_of(wanted)}" if takes_one else kind_of(wanted)


def _plain(wanted: Any) -> str:
    if isinstance(wanted, type) and issubclass(wanted, Form):
        return f"[{title_of(wanted)}](#{title_of(wanted).lower()})"
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return codes(wanted)
    return {int: "whole number", str: "text", bool: "flag"}.get(wanted, "text")


def _bounded(kind: str, field: FieldInfo) -> str:
    limits = {type(limit): limit for limit in field.metadata}
    if Ge in limits and Le in limits:
        return f"{kind} from {limits[Ge].ge} to {limits[Le].le}"
    return kind


def forms_below(wanted: Any, step: str = "") -> Iterator[tuple[type[Form], str]]:
    """Yield the forms that a value may hold, each with the step that leads to it: `[]` in a list, `.NAME` by name."""
    if isinstance(wanted, type) and issubclass(wanted, Form):
        yield wanted, step
        return
    further = {list: "[]", dict: ".NAME"}.get(get_origin(wanted), "")
    for each in get_args(wanted):
        yield from forms_below(each, step + further)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, timedelta):
        return code(_length(value))
    plain = to_jsonable_python(value, by_alias=True)
    if isinstance(plain, dict):
        plain = {key: each for key, each in plain.items() if each}
    return "" if plain in (None, {}, []) else code(flow(plain))


def _length(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    size, unit = next(
        (size, unit) for size, unit in ((86400, "d"), (3600, "h"), (60, "m"), (1, "s")) if not seconds % size
    )
    return f"{seconds // size}{unit}"
