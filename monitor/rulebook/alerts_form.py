"""The form of `alerts.yaml`: receivers, and the tree of routes that leads to them."""

from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from monitor.model.labels import Mark
from monitor.model.notice import Reason
from monitor.model.rule import Kind, Severity
from monitor.rulebook.fields import (
    CommitmentName,
    Flag,
    Form,
    HeartbeatAddress,
    Interval,
    Name,
    PartyName,
    PlaceName,
    ReceiverAddress,
    ReceiverName,
    RuleName,
    Version,
    WebAddress,
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


class ReceiverForm(Form):
    """A destination."""

    address: ReceiverAddress = Field(
        description="An Apprise address, or console://. Write secrets as ${NAME}: from the environment or a file."
    )
    base: WebAddress | None = Field(None, description="A base address in place of the service's own: a gateway.")


class MatchForm(Form):
    """What a route takes: each field one value or several, any of which will do; what is not given takes all."""

    commitment: Annotated[list[CommitmentName], _OneOrMore] = _match("Ids of commitments.")
    rule: Annotated[list[RuleName], _OneOrMore] = _match("Ids of rules.")
    kind: Annotated[list[Kind], _OneOrMore] = _match("What the event means for the commitment.")
    severity: Annotated[list[Severity], _OneOrMore] = _match("How urgent it is.")
    party: Annotated[list[PartyName], _OneOrMore] = _match("Ids of parties who are accused.")
    place: Annotated[list[PlaceName], _OneOrMore] = _match("Names of places.")
    state: Annotated[list[Mark], _OneOrMore] = _match("How the incident stands.")
    reason: Annotated[list[Reason], _OneOrMore] = _match("Why it is told.")


class RouteForm(Form):
    """A branch of the tree: what it takes goes to its first child that takes it, else to its own receivers."""

    match: MatchForm = Field(default_factory=MatchForm, description="What it takes; without it, all.")
    receivers: list[ReceiverName] = Field(
        default_factory=list, description="Who is told, by name; without it, those of the branch above."
    )
    continue_: Flag = Field(False, description="true to offer what it takes to the next routes as well.")
    routes: list["RouteForm"] = Field(default_factory=list, description="Its children, in order.")


class TrunkForm(Form):
    """The root of the tree, which takes everything."""

    receivers: list[ReceiverName] = Field(min_length=1, description="Who is told what no child takes, by name.")
    routes: list[RouteForm] = Field(default_factory=list, description="Its children, in order.")


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
