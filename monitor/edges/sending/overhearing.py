"""Apprise says what went wrong only in its log: here it is overheard, send by send, and kept out of our own log.

Its messages name tokens ("An invalid Slack (first) Token (...) was specified"), and urllib3 logs the path of a webhook
at debug level. So what Apprise logs goes to the send that caused it and to no one else, and urllib3 speaks from
warnings up.
"""

import logging
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Line = tuple[int, str]
"""A level of `logging` and what was said."""

_LINES = 40
_LINE_LIMIT = 500

_hearing: ContextVar[deque[Line] | None] = ContextVar("pactwatch_hearing", default=None)


class _Overhearer(logging.Filter):
    """Takes every line out of the log, and gives it to the send in whose context it was written, if there is one."""

    def filter(self, record: logging.LogRecord) -> bool:
        if (heard := _hearing.get()) is not None:
            heard.append((record.levelno, record.getMessage()[:_LINE_LIMIT]))
        return False


_overhearer = _Overhearer()


def keep_quiet() -> None:
    """Take Apprise's lines out of the log, for the whole process. Doing so twice changes nothing."""
    log = logging.getLogger("apprise")
    log.setLevel(logging.DEBUG)
    log.addFilter(_overhearer)
    logging.getLogger("urllib3").setLevel(logging.WARNING)


@contextmanager
def overheard() -> Iterator[deque[Line]]:
    """Collect the last lines that Apprise logs in this context; they may hold secrets."""
    lines: deque[Line] = deque(maxlen=_LINES)
    token = _hearing.set(lines)
    try:
        yield lines
    finally:
        _hearing.reset(token)
