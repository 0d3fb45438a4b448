"""Faults of a receiver's address that can be told without sending anything."""

import re
from difflib import get_close_matches
from urllib.parse import parse_qsl

from monitor.model.alert import SCHEMES, Channel, channel_of

_OURS = {
    "retry": "pactwatch keeps its own retries",
    "wait": "pactwatch keeps its own retries",
    "optional": "a failure would pass for a success",
    "redirect": "a redirect would carry the alert, and the secret, elsewhere",
    "template": "it would read a file",
    "pgp": "it would read a file",
    "pgppub": "it would read a file",
    "pgpprv": "it would read a file",
    "format": "pactwatch knows the format",
    "overflow": "pactwatch decides what is cut",
    "tag": "routes decide who is told what",
    "cc": "each recipient is a receiver of its own",
    "bcc": "each recipient is a receiver of its own",
}
"""Settings of Apprise that an address may not have, each with the reason."""
_UNFIT = re.compile(r"[\x00-\x20\x7f]")
_BAD_NAME = re.compile(r"\$\{(?![A-Za-z_][A-Za-z0-9_]*\})")


def address_fault(address: str) -> str | None:
    """Return what is wrong with an address as a sentence that never shows the address; None when nothing is.

    Secrets may stand in it as `${NAME}`, everywhere but in the scheme.
    """
    channel = channel_of(address)
    if channel is None:
        return _scheme_fault(address)
    if channel is Channel.CONSOLE:
        return None if address.lower() == "console://" else "the console's address is console:// and nothing more"
    return _spelling_fault(address) or _content_fault(channel, address)


def _spelling_fault(address: str) -> str | None:
    if _UNFIT.search(address):
        return "it has a blank or a control character; write %20 for a blank"
    if _BAD_NAME.search(address):
        return "a secret is named by letters, digits and underscores, as in ${SLACK_TOKEN}"
    return None


def _content_fault(channel: Channel, address: str) -> str | None:
    path, _, query = address.partition("?")
    settings = parse_qsl(query, keep_blank_values=True)
    for name, _ in settings:
        if reason := _OURS.get(name.lower()):
            return f"it may not set {name.lower()!r}: {reason}"
    if _recipients(channel, path, [value for name, value in settings if name.lower() == "to"]) > 1:
        return "it names several recipients; give each a receiver of its own, so that each is told once"
    return None


def _scheme_fault(address: str) -> str:
    scheme, separator, _ = address.partition("://")
    if not separator or "$" in scheme:
        return "it does not begin with a scheme such as slack:// or mailtos://; only what is secret goes into ${NAME}"
    near = get_close_matches(scheme.lower(), SCHEMES, n=1)
    hint = f" (did you mean {near[0]}://?)" if near else ""
    return f"its scheme is not one that pactwatch sends to{hint}; the schemes are {', '.join(sorted(SCHEMES))}"


def _recipients(channel: Channel, path: str, named: list[str]) -> int:
    """Count the recipients of a Slack or mail address, as far as they stand outside of secrets; else none."""
    parts = [part for part in path.partition("://")[2].split("/")[1:] if part]
    listed = [name for value in named for name in re.split(r"[,;\s]+", value) if name]
    if channel is Channel.EMAIL:
        return len([part for part in parts if "@" in part or "${" in part]) + len(listed)
    if channel is Channel.SLACK:
        return _channels(path, parts) + len(listed)
    return 0


def _channels(path: str, parts: list[str]) -> int:
    """Count a bot's channels: all parts of the path; those of a webhook come after its three tokens."""
    host = path.partition("://")[2].partition("/")[0].rpartition("@")[2]
    if host.startswith("xo"):
        return len(parts)
    return len([part for part in parts if part.startswith(("#", "@", "+", "%23"))])
