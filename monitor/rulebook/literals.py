"""Whether an address holds a secret as it stands, instead of naming it as `${NAME}`."""

import re
from urllib.parse import parse_qsl, urlsplit

from monitor.model.alert import Channel

_NAMED = re.compile(r"\$\{[^}]*\}")
_SETTINGS = frozenset(
    {"token", "key", "apikey", "api_key", "secret", "pass", "password", "pwd", "access_token", "auth"}
)
_TOKEN = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_:+=-]{16,}\Z", re.ASCII)


def shows_a_login(address: str) -> bool:
    """Return whether a web address holds a password."""
    try:
        return bool(urlsplit(address).password)
    except ValueError:
        return False


def shows_a_secret(address: str, channel: Channel) -> bool:
    """Return whether a receiver's address seems to hold a password or token in the open. A guess, by its shape."""
    if channel is Channel.CONSOLE:
        return False
    rest = _NAMED.sub("", address)
    if channel is Channel.SLACK and rest == address:
        return True
    path, _, query = rest.partition("?")
    place = path.partition("://")[2]
    login, where = place.split("@", 1) if "@" in place else ("", place)  # a recipient may follow: host/duty@example.org
    if login.partition(":")[2]:
        return True
    parts = [part for part in (login, *where.split("/")) if "." not in part]
    settings = parse_qsl(query)
    return any(map(_TOKEN.match, parts)) or any(name.lower() in _SETTINGS and value for name, value in settings)
