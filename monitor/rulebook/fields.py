"""The kinds of value that stand in rule files, each with its check and its JSON Schema.

Checks that need names of other files find them in the validation context. A check fails with an error that
`locating` turns into a sentence.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Annotated, Any, LiteralString
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from cronsim import CronSim, CronSimError
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    Strict,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from monitor.rulebook.moments import (
    DAY_PATTERN,
    DURATION_PATTERN,
    MOMENT_PATTERN,
    TIME_PATTERN,
    read_day,
    read_duration,
    read_moment,
    read_time,
)
from monitor.rulebook.names import Names
from monitor.rulebook.wording import short

_LONGEST_NAME = 64
SHORTEST_INTERVAL, LONGEST_INTERVAL = timedelta(minutes=1), timedelta(days=7)
NAME_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}$"
REFERENCE_PATTERN = r"^((actor|place):)?[a-z0-9]+(-[a-z0-9]+)*$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a check may look up: the names that are defined, the file's zone and parties, and who judges addresses.

    `parties` is None where they cannot be told.
    """

    names: Names
    address_fault: Callable[[str], str | None]
    zone: ZoneInfo | None = None
    parties: frozenset[str] | None = None


def context_of(info: ValidationInfo) -> Context:
    """Return the context in which a form is checked; every form is checked in one."""
    context = info.context
    if not isinstance(context, Context):
        raise TypeError("a form is checked within a Context")
    return context


def spoken(field: str) -> str:
    """Return a field's name as it stands in a file: `held_by` is `held-by`, `from_` is `from`."""
    return field.rstrip("_").replace("_", "-")


class Form(BaseModel):
    """What a mapping in a rule file may hold; anything else is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=spoken, hide_input_in_errors=True)


def wrong(sentence: str, *, at: str | None = None) -> PydanticCustomError:
    """Return an error whose sentence stands as it is; `at` names the field of a form that it is about."""
    return PydanticCustomError("wrong", "{sentence}", {"sentence": sentence, "at": at})


def unknown(what: str, name: str, known: frozenset[str]) -> PydanticCustomError:
    """Return the error for a name that nothing has."""
    return PydanticCustomError("unknown", "unknown name", {"what": what, "name": name, "known": known})


def known(what: str, kind: str) -> AfterValidator:
    """Return the check that a text is one of the names of a kind; `what` is how people call it."""

    def check(value: str, info: ValidationInfo) -> str:
        names = context_of(info).names
        if not names.knows(kind, value):
            raise unknown(what, value, names.of(kind))
        return value

    return AfterValidator(check)


def _bound_party(value: str, info: ValidationInfo) -> str:
    parties = context_of(info).parties
    if parties is not None and value not in parties:
        raise unknown("party", value, parties)
    return value


def _as_name(value: str) -> str:
    if len(value) > _LONGEST_NAME or not re.match(NAME_PATTERN[:-1] + r"\Z", value):
        raise wrong(f'"{short(value)}" is not a name; use small letters, digits and single hyphens, as in energy-site')
    return value


def _as_line(value: str) -> str:
    if "\n" in value or "\t" in value:
        raise PydanticCustomError("not_one_line", "one line needed")
    return " ".join(value.split())


def _read(reader: Callable[[str], Any]) -> Callable[[object], Any]:
    """Return a check that reads a text and tells what is wrong with it in the reader's words."""

    def check(value: object) -> Any:
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            raise PydanticCustomError("string_type", "text needed")
        try:
            return reader(str(value))
        except ValueError as error:
            raise wrong(short(str(error), 300)) from None

    return check


def _moment(value: object, info: ValidationInfo) -> date | datetime:
    moment: date | datetime = _read(lambda text: read_moment(text, context_of(info).zone))(value)
    return moment


def _interval(text: str) -> timedelta:
    length = read_duration(text)
    if not SHORTEST_INTERVAL <= length <= LONGEST_INTERVAL:
        raise ValueError(f"an interval of {text} is out of reach; give one from 1m to 7d")
    return length


_GAPS = (timedelta(minutes=1), timedelta(days=30))


def _gap(text: str) -> timedelta:
    length = read_duration(text)
    if not _GAPS[0] <= length <= _GAPS[1]:
        raise ValueError(f"a length of {text} is out of reach; give one from 1m to 30d")
    return length


def _pause(text: str) -> timedelta:
    length = read_duration(text)
    if length > timedelta(days=1):
        raise ValueError(f"a wait of {text} is out of reach; give one from 1s to 1d")
    return length


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_named(name: object) -> ZoneInfo | None:
    """Return the IANA zone of this name, or None when there is none."""
    return ZoneInfo(name) if isinstance(name, str) and name in _zones() else None


def _zone(value: object) -> ZoneInfo:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text needed")
    if zone := zone_named(value):
        return zone
    raise unknown("zone", value, _zones())


def _web_address(value: str) -> str:
    fault = web_address_fault(value)
    if fault:
        raise wrong(fault)
    return value


def web_address_fault(address: str) -> str | None:
    """Return what is wrong with an http or https address, as a sentence that never shows it; None if nothing is."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "this is not a web address; its host or port is malformed"
    if parts.scheme not in ("http", "https") or not host:
        return "a web address must begin with http:// or https:// and a host"
    if re.search(r"[\x00-\x20\x7f]", address):
        return "a web address cannot hold blanks; write %20 for one"
    return None


_SECRET = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*\}")


def _heartbeat_address(value: str) -> str:
    if _SECRET.fullmatch(value):
        return value
    plain = _SECRET.sub("x", value)
    fault = "a secret is named as in ${HEARTBEAT_URL}" if "${" in plain else web_address_fault(plain)
    if fault:
        raise wrong(f"{fault}; or name the whole address as a secret: ${{HEARTBEAT_URL}}")
    return value


def _receiver_address(value: str, info: ValidationInfo) -> str:
    if fault := context_of(info).address_fault(value):
        raise wrong(f'"address" cannot be used: {fault}')
    return value


def _cron(value: str) -> str:
    try:
        next(CronSim(value, datetime(2026, 1, 1, tzinfo=UTC)))
    except CronSimError as error:
        raise wrong(
            f'"{short(value)}" is no cron expression ({str(error).lower()}); every day at eight is 0 8 * * *'
        ) from None
    except StopIteration:
        raise wrong(f'"{short(value)}" names a day that never comes') from None
    if len(value.split()) != 5:  # noqa: PLR2004 - minute, hour, day of the month, month, day of the week
        raise wrong(f'"{short(value)}" has not five fields; every day at eight is 0 8 * * *')
    return value


def _version(value: int) -> int:
    if value != 1:
        raise wrong(f"version {value} is not known; this pactwatch reads version 1")
    return value


def _language(error: LiteralString) -> AfterValidator:
    """Return the check that a text is a language code; as a key and as a value it is told in different words."""

    def check(value: str) -> str:
        if not re.match(LANGUAGE_PATTERN[:-1] + r"\Z", value):
            raise PydanticCustomError(error, "language code needed")
        return value

    return AfterValidator(check)


Flag = Annotated[bool, Strict()]
Version = Annotated[int, Strict(), AfterValidator(_version), WithJsonSchema({"const": 1})]
Name = Annotated[str, AfterValidator(_as_name), WithJsonSchema({"type": "string", "pattern": NAME_PATTERN})]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(_as_line)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]
Phrase = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_as_line)
]
Day = Annotated[date, PlainValidator(_read(read_day)), WithJsonSchema({"type": "string", "pattern": DAY_PATTERN})]
Moment = Annotated[
    date | datetime, PlainValidator(_moment), WithJsonSchema({"type": "string", "pattern": MOMENT_PATTERN})
]
Interval = Annotated[
    timedelta, PlainValidator(_read(_interval)), WithJsonSchema({"type": "string", "pattern": DURATION_PATTERN})
]
Gap = Annotated[timedelta, PlainValidator(_read(_gap)), WithJsonSchema({"type": "string", "pattern": DURATION_PATTERN})]
Pause = Annotated[
    timedelta, PlainValidator(_read(_pause)), WithJsonSchema({"type": "string", "pattern": DURATION_PATTERN})
]
TimeOfDay = Annotated[
    time, PlainValidator(_read(read_time)), WithJsonSchema({"type": "string", "pattern": TIME_PATTERN})
]
Cron = Annotated[str, AfterValidator(_cron), WithJsonSchema({"type": "string"})]
Zone = Annotated[ZoneInfo, PlainValidator(_zone), WithJsonSchema({"type": "string"})]
WebAddress = Annotated[
    str, AfterValidator(_web_address), WithJsonSchema({"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"})
]
HeartbeatAddress = Annotated[
    str,
    AfterValidator(_heartbeat_address),
    WithJsonSchema({"type": "string", "pattern": r"^(\$\{|[Hh][Tt][Tt][Pp][Ss]?://)"}),
]
ReceiverAddress = Annotated[str, AfterValidator(_receiver_address)]
_LANGUAGE_SCHEMA = WithJsonSchema({"type": "string", "pattern": LANGUAGE_PATTERN})
LanguageKey = Annotated[str, _language("language_key"), _LANGUAGE_SCHEMA]
LanguageCode = Annotated[str, _language("language_code"), _LANGUAGE_SCHEMA]
Vocabulary = Annotated[
    str, known("vocabulary", "vocabulary"), WithJsonSchema({"type": "string", "pattern": REFERENCE_PATTERN})
]
ActorName = Annotated[str, known("actor", "actor")]
PlaceName = Annotated[str, known("place", "place")]
PartyName = Annotated[str, known("party", "party")]
BoundParty = Annotated[str, AfterValidator(_bound_party)]
PatternName = Annotated[str, known("pattern", "pattern")]
CommitmentName = Annotated[str, known("commitment", "commitment")]
RuleName = Annotated[str, known("rule", "rule")]
ReceiverName = Annotated[str, known("receiver", "receiver")]
Texts = Annotated[list[Phrase], Field(min_length=1)]
