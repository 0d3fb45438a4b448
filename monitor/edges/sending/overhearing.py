"""Apprise says what went wrong only in its log: here it is overheard, send by send, and kept out of our own log.

Its messages name tokens ("An invalid Slack (first) Token (...) was specified"), and urllib3 logs the path of a webhook
at debug level. So Apprise's log goes nowhere but to the send that caused it, and urllib3 speaks from warnings up.
"""

import logging
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_LINES = 40
_LINE_LIMIT = 500

_hearing: ContextVar[deque[str] | None] = ContextVar("pactwatch_hearing", default=None)


class _Overhearer(logging.Handler):
    """Gives each line to the send in whose context it was written, if there is one."""

    def emit(self, record: logging.LogRecord) -> None:
        if (heard := _hearing.get()) is not None:
            heard.append(record.getMessage()[:_LINE_LIMIT])


_overhearer = _Overhearer()


def keep_quiet() -> None:
    """Take Apprise's log away from ours, for the whole process. Doing so twice changes nothing."""
    log = logging.getLogger("apprise")
    log.propagate = False
    log.setLevel(logging.DEBUG)
    log.addHandler(_overhearer)
    logging.getLogger("urllib3").setLevel(logging.WARNING)


@contextmanager
def overheard() -> Iterator[deque[str]]:
    """Collect the last lines that Apprise logs in this context; they may hold secrets."""
    lines: deque[str] = deque(maxlen=_LINES)
    token = _hearing.set(lines)
    try:
        yield lines
    finally:
        _hearing.reset(token)
