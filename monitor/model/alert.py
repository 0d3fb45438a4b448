"""Receivers and the routing tree: where a change of an incident is told."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from monitor.model.ids import ReceiverId
from monitor.model.labels import EVERYTHING, Matchers
from monitor.model.mute import Inhibition, MuteWindow


class Channel(StrEnum):
    """How a message must look to its receiver."""

    CONSOLE = "console"
    SLACK = "slack"
    EMAIL = "email"
    OTHER = "other"
    """Any other service that Apprise knows: plain text."""


_OTHER_SCHEMES = (
    "discord form forms gchat gotify gotifys json jsons matrix matrixs mmost mmosts nctalk nctalks ntfy ntfys opsgenie "
    "pagerduty pover rocket rockets signal signals tgram webex workflows wxteams zulip"
)

SCHEMES: dict[str, Channel] = {
    "console": Channel.CONSOLE,
    "slack": Channel.SLACK,
    "mailto": Channel.EMAIL,
    "mailtos": Channel.EMAIL,
} | dict.fromkeys(_OTHER_SCHEMES.split(), Channel.OTHER)
"""The address schemes that a receiver may have.

Those of Apprise's services that reach people or on-call tools over the network. Its schemes that act on this machine
(`dbus`, `syslog`, `macosx`), that relay to a further Apprise (`apprise`) or that cost money by the letter (SMS) are
left out: an address comes from a file that many may edit.
"""


def channel_of(address: str) -> Channel | None:
    """Return how letters to this address must look, or None when its scheme is missing, unknown or not allowed."""
    scheme, separator, _ = address.partition("://")
    return SCHEMES.get(scheme.lower()) if separator else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What `match` takes goes to a receiver in one letter, at the times of a cron expression in a zone."""

    cron: str
    zone: ZoneInfo
    match: Matchers = EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many letters a receiver is sent within a length of time; the rest is folded into one digest."""

    letters: int
    per: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """A destination. `address` is an Apprise address in which `${NAME}` stands for a secret; it is never shown.

    `base` replaces the service's own base address (a gateway in front of Slack, or one's own server).
    """

    id: ReceiverId
    channel: Channel
    address: str
    base: str | None = None
    digest: Digest | None = None
    limit: Limit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Notices with the same values in the fields of `by` are told together.

    The first of a group waits for `wait` for others; between two letters of a group lies `interval` at least.
    """

    by: tuple[str, ...]
    wait: timedelta = timedelta(seconds=30)
    interval: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A node of the routing tree.

    An alert that its matchers take goes to the first child that takes it, and on to further ones only after a child
    that says `continue_`; if no child takes it, to the receivers of this node. A node without receivers has those of
    the node above it; so it is with `group`, and with `remind`: the gaps after which its receivers are reminded of an
    incident that is open and that nobody has acknowledged.
    """

    receivers: tuple[ReceiverId, ...] = ()
    match: Matchers = EVERYTHING
    continue_: bool = False
    routes: tuple["Route", ...] = ()
    group: Grouping | None = None
    remind: tuple[timedelta, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """A sign of life to an address of the operator's, this often; `${NAME}` in the address stands for a secret."""

    address: str = field(repr=False)
    every: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPlan:
    """All of `alerts.yaml`. `operators` hear of what ails the daemon itself, whatever routes and mutes say.

    Of `mute_windows` the first that runs and takes a notice decides.
    """

    receivers: tuple[Receiver, ...]
    route: Route
    operators: tuple[ReceiverId, ...] = ()
    heartbeat: Heartbeat | None = None
    mute_windows: tuple[MuteWindow, ...] = ()
    inhibitions: tuple[Inhibition, ...] = ()
