"""Secrets go into an address when it is used, and never come out again in words."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from monitor.messages.cleaning import title

Resolve = Callable[[str], str | None]
"""Gives a secret by its name, or None when nobody set it."""

_NAME = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_EMAIL = re.compile(r"(?<![^\s<>()@,;:\"])[^\s<>()@,;:\"]++@[^\s<>()@,;:\"]++")
"""Begins where a word begins, so that a long answer without an @ is read once and not once from each letter."""
_PARTS = re.compile(r"[/:@#,+\s]+")
_SHORTEST = 4
"""Shorter parts of an address are ports and the like: masking them would make every sentence unreadable."""
_DETAIL_LIMIT = 300


class MissingSecret(Exception):
    """An address names a secret that nobody set."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


@dataclass(frozen=True, slots=True, repr=False)
class Destination:
    """An address with its secrets in it. It does not show itself; `mask` takes what is secret out of a text."""

    address: str
    hidden: tuple[str, ...]

    def mask(self, text: str) -> str:
        """Return the text, cleaned and bounded, without secrets, parts of the address and e-mail addresses."""
        for part in self.hidden:
            text = text.replace(part, "***")
        return title(_EMAIL.sub("***@***", text), _DETAIL_LIMIT)


def destination(address: str, resolve: Resolve) -> Destination:
    """Put the secrets into an address. Raises MissingSecret.

    A secret is written as its provider gave it: it is percent-encoded here. A slash stays a slash outside of the
    user name and password, so that `slack://${HOOK}` takes the three parts of a webhook as one secret.
    """
    secrets = {name: _secret(name, resolve) for name in dict.fromkeys(_NAME.findall(address))}
    login_end = _login_end(address)

    def fill(found: re.Match[str]) -> str:
        return quote(secrets[found[1]], safe="" if found.start() < login_end else "/")

    filled = _NAME.sub(fill, address)
    return Destination(filled, _hidden(filled, secrets.values()))


def _secret(name: str, resolve: Resolve) -> str:
    value = resolve(name)
    if not value:
        raise MissingSecret(name)
    return value


def _login_end(address: str) -> int:
    """Where the user name and password end: at the last @ before the path; 0 when there are none."""
    start = address.find("://") + 3
    end = re.search(r"[/?#]|$", address[start:])
    return max(address.rfind("@", start, start + (end.start() if end else 0)), 0)


def _hidden(filled: str, secrets: Iterable[str]) -> tuple[str, ...]:
    """List what no text may show, the longest first, so that no part of a longer secret is left standing."""
    place, _, query = filled.partition("://")[2].partition("?")
    settings = [setting.partition("=")[2] for setting in query.split("&")]
    parts = [part for text in (place, *settings) for part in _PARTS.split(text)]
    known = {form for secret in secrets for form in (secret, quote(secret, safe=""), quote(secret, safe="/"))}
    known.update(form for part in parts for form in (part, unquote(part)))
    return tuple(sorted((part for part in known if len(part) >= _SHORTEST), key=len, reverse=True))
