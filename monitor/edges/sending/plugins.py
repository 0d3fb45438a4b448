"""How every Apprise plugin is made: by our rules, whatever its defaults are."""

import os
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from apprise import Apprise, AppriseAsset
from apprise.plugins import NotifyBase, url_to_dict

from monitor.edges.sending.secrecy import Destination

_ASSET = AppriseAsset(
    app_id="pactwatch",
    app_desc="pactwatch",
    app_url="",
    image_url_mask="",
    image_url_logo="",
    http_redirects=False,
    storage_mode="memory",
    pgp_autogen=False,
    pem_autogen=False,
    default_service_retry=0,
)
"""Named as ourselves; no image, no redirects, nothing written to disk, no repeats of its own."""

_ANSWERS_BEFORE_TEXT = 9
"""To connecting, EHLO, STARTTLS, EHLO, two lines of login, MAIL, RCPT and DATA."""


class BadAddress(Exception):
    """Apprise cannot use an address; the text says why and may hold secrets until it is masked."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one send may take: `connect` to be let in, `answer` for each answer, `total` for all of it.

    Mail servers are given more: `total` for each answer that comes before the text's, `text` for that one.
    """

    total: timedelta
    text: timedelta

    @property
    def connect(self) -> float:
        """Seconds to be connected."""
        return min(10.0, self.total.total_seconds() / 2)

    @property
    def answer(self) -> float:
        """Seconds to wait for an answer: what is left, so that a socket gives up before we stop waiting for it."""
        return (self.total.total_seconds() - self.connect) * 0.9

    @property
    def mail(self) -> float:
        """Seconds for all of a mail."""
        return (self.total * _ANSWERS_BEFORE_TEXT + self.text).total_seconds()


def keep_from_proxies() -> None:
    """Let `requests`, which Apprise's plugins call as it comes, use no proxy and no login file, for the whole process.

    It obeys `http_proxy` and sends what `.netrc` says in place of a token. Certificates that the environment names stay
    in force. Doing so twice changes nothing.
    """
    os.environ["no_proxy"] = "*"
    os.environ["NETRC"] = os.devnull


def make(kind: "type[NotifyBase] | None", destination: Destination, patience: Patience) -> Any:
    """Make a plugin for one recipient, of `kind` or of the kind that the scheme names. Raises BadAddress.

    Its throttle is off: the pace is ours, one letter at a time for each receiver and what a service asks for.
    """
    parsed = url_to_dict(destination.address)
    if not parsed:
        raise BadAddress("it is not of the form that this service has")
    try:
        plugin = kind(asset=_ASSET, **parsed) if kind else Apprise.instantiate(parsed, _ASSET, None, False)
    except (TypeError, ValueError) as error:  # what Apprise raises for an address that it cannot use
        raise BadAddress(str(error)) from None
    if plugin is None:
        raise BadAddress("the service needs a package that is not installed")
    if len(plugin) != 1:
        raise BadAddress(f"it names {len(plugin)} recipients that can be used, and must name one")
    plugin.retry = 0
    plugin.request_rate_per_sec = 0
    plugin.socket_connect_timeout = patience.connect
    plugin.socket_read_timeout = patience.answer
    return plugin
