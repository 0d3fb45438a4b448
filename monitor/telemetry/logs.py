"""The log: readable lines on a terminal, JSON otherwise, and no secret in either."""

import logging
import re
import sys
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from typing import Any, TextIO

import structlog

USERINFO = re.compile(r"(?<=://)[^/\s@]+@")
QUIET = ("httpx", "httpcore", "apscheduler", "apprise", "asyncio", "watchfiles", "urllib3", "uvicorn")
"""Libraries that are heard only when something is wrong."""

_secrets: set[str] = set()


def hide(secrets: Iterable[str]) -> None:
    """Mask these values in every line from now on; values under four characters would blot out ordinary words."""
    _secrets.update(secret for secret in secrets if len(secret) >= 4)  # noqa: PLR2004


def masked(text: str) -> str:
    """Return the text without known secrets and without the user part of addresses."""
    for secret in _secrets:
        text = text.replace(secret, "***")
    return USERINFO.sub("***@", text)


def hiding(secret: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """Return the same look-up of secrets; what it finds is masked in the log from then on."""

    def found(name: str) -> str | None:
        value = secret(name)
        hide([value] if value else [])
        return value

    return found


def without_secrets(value: object) -> Any:
    """Return data with every text in it masked."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Mapping):
        return {key: without_secrets(each) for key, each in value.items()}
    return [without_secrets(each) for each in value] if isinstance(value, list) else value


def configure(*, json: bool, level: str, stream: TextIO | None = None) -> None:
    """Send the log to a stream: stderr, if not given, where it does not mix with what commands print."""
    to = stream or sys.stderr
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _mask,
    ]
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json
        else structlog.dev.ConsoleRenderer(colors=to.isatty())
    )
    handler = logging.StreamHandler(to)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def quiet() -> None:
    """Log nowhere any more: the stream that `configure` was given is about to be closed."""
    logging.getLogger().handlers[:] = [logging.NullHandler()]


def _mask(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = masked(value)
    return event
