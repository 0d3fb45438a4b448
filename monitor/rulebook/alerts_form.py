"""The form of `alerts.yaml`: receivers, the tree of routes that leads to them, and what keeps it quiet."""

from datetime import time, timedelta
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, Strict

from monitor.model.labels import Mark
from monitor.model.mute import Act
from monitor.model.notice import Reason
from monitor.model.rule import Kind, Severity
from monitor.rulebook.fields import (
    CommitmentName,
    Cron,
    Flag,
    Form,
    Gap,
    HeartbeatAddress,
    Interval,
    Name,
    PartyName,
    Pause,
    PlaceName,
    ReceiverAddress,
    ReceiverName,
    RuleName,
    TimeOfDay,
    Version,
    WebAddress,
    Zone,
)


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _single(schema: dict[str, Any]) -> None:
    items = schema.pop("items")
    schema.pop("type")
    schema["anyOf"] = [items, {"type": "array", "items": items}]


def _match(description: str) -> Any:
    return Field(default_factory=list, description=description, json_schema_extra=_single)


_OneOrMore = BeforeValidator(_listed)
Asked = Literal["commitment", "rule", "kind", "severity", "party", "place", "state", "reason"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class MatchForm(Form):
    """What is taken: each field one value or several, any of which will do; what is not given takes all."""

    commitment: Annotated[list[CommitmentName], _OneOrMore] = _match("Ids of commitments.")
    rule: Annotated[list[RuleName], _OneOrMore] = _match("Ids of rules.")
    kind: Annotated[list[Kind], _OneOrMore] = _match("What the event means for the commitment.")
    severity: Annotated[list[Severity], _OneOrMore] = _match("How urgent it is.")
    party: Annotated[list[PartyName], _OneOrMore] = _match("Ids of parties who are accused.")
    place: Annotated[list[PlaceName], _OneOrMore] = _match("Names of places.")
    state: Annotated[list[Mark], _OneOrMore] = _match("How the incident stands.")
    reason: Annotated[list[Reason], _OneOrMore] = _match("Why it is told.")


class DigestForm(Form):
    """One letter at set times in place of many."""

    at: Cron = Field(description="When, in five fields as cron has them: `0 8 * * *` is every day at eight.")
    zone: Zone = Field(description="The IANA time zone of these times.")
    match: MatchForm = Field(default_factory=MatchForm, description="What goes into it; without it, all.")


class LimitForm(Form):
    """How many letters a receiver may have; the rest is told in one digest as soon as there is room."""

    letters: Annotated[int, Strict(), Field(ge=1, le=10_000)] = Field(description="How many letters.")
    per: Gap = Field(description="Within which length of time.")


class ReceiverForm(Form):
    """A destination."""

    address: ReceiverAddress = Field(
        description="An Apprise address, or console://. Write secrets as ${NAME}: from the environment or a file."
    )
    base: WebAddress | None = Field(None, description="A base address in place of the service's own: a gateway.")
    digest: DigestForm | None = Field(None, description="What it gets in one letter at set times.")
    limit: LimitForm | None = Field(None, description="How many letters it may have.")


class GroupForm(Form):
    """Notices that are alike are told together."""

    by: list[Asked] = Field(min_length=1, description="The fields that must be alike.")
    wait: Pause = Field(
        timedelta(seconds=30),
        description="How long the first one waits for others.",
        json_schema_extra={"default": "30s"},
    )
    interval: Pause = Field(
        timedelta(minutes=5),
        description="How long after a letter the next one of the group may come.",
        json_schema_extra={"default": "5m"},
    )


class RouteForm(Form):
    """A branch of the tree: what it takes goes to its first child that takes it, else to its own receivers."""

    match: MatchForm = Field(default_factory=MatchForm, description="What it takes; without it, all.")
    receivers: list[ReceiverName] = Field(
        default_factory=list, description="Who is told, by name; without it, those of the branch above."
    )
    continue_: Flag = Field(False, description="true to offer what it takes to the next routes as well.")
    group: GroupForm | None = Field(None, description="What is told together; without it, that of the branch above.")
    remind: list[Gap] | None = Field(
        None,
        description="Gaps after which people are reminded of an open incident that nobody acknowledged; "
        "without it, those of the branch above.",
    )
    routes: list["RouteForm"] = Field(default_factory=list, description="Its children, in order.")


class TrunkForm(Form):
    """The root of the tree, which takes everything."""

    receivers: list[ReceiverName] = Field(min_length=1, description="Who is told what no child takes, by name.")
    group: GroupForm | None = Field(None, description="What is told together.")
    remind: list[Gap] = Field(
        default_factory=list,
        description="Gaps after which people are reminded of an open incident that nobody acknowledged.",
    )
    routes: list[RouteForm] = Field(default_factory=list, description="Its children, in order.")


class MuteWindowForm(Form):
    """A time of the day in which notices are held or dropped. The first window that runs and takes a notice decides."""

    id: Name = Field(description="Its name.")
    do: Act = Field(description="What becomes of a notice.")
    days: list[Weekday] = Field(
        default_factory=lambda: list(get_args(Weekday)),
        min_length=1,
        description="On which days it begins; all of them.",
    )
    from_: TimeOfDay = Field(
        time(0), description="When it begins, on the clocks of `zone`.", json_schema_extra={"default": "00:00"}
    )
    until: TimeOfDay = Field(
        time(0),
        description="When it ends; on the next day where that is not after `from`.",
        json_schema_extra={"default": "00:00"},
    )
    zone: Zone = Field(description="The IANA time zone of its times.")
    break_through: Severity | Literal["none"] = Field(
        Severity.CRITICAL, description="The least severity that is told at once all the same."
    )
    receivers: list[ReceiverName] = Field(default_factory=list, description="For whom, by name; without it, for all.")
    match: MatchForm = Field(default_factory=MatchForm, description="What it takes; without it, all.")


def _commitment() -> list[Asked]:
    return ["commitment"]


class InhibitForm(Form):
    """What a receiver was told makes other notices needless for it."""

    source: MatchForm = Field(description="What was told.")
    target: MatchForm = Field(description="What is needless then.")
    equal: list[Asked] = Field(
        default_factory=_commitment, description="The fields in which both must have a value in common."
    )
    lasts: Gap = Field(
        timedelta(hours=24), description="For how long after it was told.", json_schema_extra={"default": "24h"}
    )


class HeartbeatForm(Form):
    """A sign of life to a service that raises the alarm when it stays away."""

    address: HeartbeatAddress = Field(
        description="The address that is asked for by GET. It is a secret: write it as ${NAME}."
    )
    every: Interval = Field(
        timedelta(minutes=5),
        description="How often: 5m. Set the service's own patience higher.",
        json_schema_extra={"default": "5m"},
    )


class AlertsForm(Form):
    """Receivers and routes, and who hears of what ails the daemon itself."""

    version: Version = Field(description="The version of this file's form: 1.")
    receivers: dict[Name, ReceiverForm] = Field(min_length=1, description="Destinations by name.")
    route: TrunkForm = Field(description="The tree of routes.")
    operator: list[ReceiverName] = Field(
        default_factory=list,
        description="Who hears of what ails the daemon itself, by name: two that do not fail together are best.",
    )
    heartbeat: HeartbeatForm | None = Field(None, description="A sign of life to an address of yours.")
    mute_windows: list[MuteWindowForm] = Field(default_factory=list, description="Times at which it is quiet.")
    inhibit: list[InhibitForm] = Field(default_factory=list, description="What makes what needless.")
