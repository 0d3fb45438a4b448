"""Every other service: its own Apprise plugin, as plain text, and what its log tells of the answer."""

import logging
import re
from collections.abc import Iterable
from typing import Any

from apprise import NotifyFormat, NotifyType
from apprise.common import OverflowMode

from monitor.edges.sending.answers import refusal
from monitor.edges.sending.overhearing import Line, overheard
from monitor.edges.sending.secrecy import Destination
from monitor.model.delivery import Outcome, SendResult
from monitor.model.notice import Letter

_STATUS = re.compile(r"\berror=(\d{3})\b")
_SILENCES = ("Read timed out", "Connection aborted", "Connection broken")
"""How urllib3 says that a connection was made and no whole answer came."""
_NO_CONNECTION = "Socket Exception: "
"""How every plugin that is allowed says that `requests` raised."""


def send_by_plugin(plugin: Any, destination: Destination, letter: Letter) -> SendResult:
    """Send a letter by a plugin as it is. A text too long for the service is cut, so that it stays one message."""
    with overheard() as heard:
        accepted = plugin.notify(
            title=letter.subject,
            body=letter.text,
            body_format=NotifyFormat.TEXT,
            notify_type=NotifyType.WARNING,
            overflow=OverflowMode.TRUNCATE,
        )
    service = str(plugin.service_name)
    if accepted:
        return SendResult(outcome=Outcome.SENT, detail=f"accepted by {service}")
    return _failed(service, heard, destination)


def _failed(service: str, heard: Iterable[Line], destination: Destination) -> SendResult:
    """Read the log: a status, a silence, no connection; else it is a refusal.

    A plugin that says no and was neither cut off nor answered with an error does not like the letter or the address.
    Waiting helps neither, and the letters behind it shall get their turn.
    """
    lines = list(heard)
    if found := [status for _, line in lines for status in _STATUS.findall(line)]:
        return refusal(service, int(found[-1]), {})
    if any(silence in line for _, line in lines for silence in _SILENCES):
        return SendResult(outcome=Outcome.UNKNOWN, detail=f"no answer from {service}; it may have the letter")
    complaints = [line for level, line in lines if level >= logging.WARNING] or ["it did not say why"]
    unreachable = any(line.startswith(_NO_CONNECTION) for _, line in lines)
    outcome = Outcome.RETRY if unreachable else Outcome.REJECTED
    return SendResult(outcome=outcome, detail=f"{service}: {destination.mask(complaints[-1])}")
