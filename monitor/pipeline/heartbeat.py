"""The sign of life to an address of the operator's, while the daemon is well enough to give it."""

import asyncio
import logging
import re
from collections.abc import Callable

from monitor.model.alert import Heartbeat
from monitor.model.errors import PollError, SettingsError
from monitor.model.failure import FailureKind
from monitor.model.feed import Validators
from monitor.pipeline.rounds import Tasks
from monitor.ports import Fetcher

log = logging.getLogger(__name__)

_SECRET = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


class Pulse:
    """Asks for the operator's address when a beat is due; whatever comes of it stops nothing.

    `secret` gives a secret by name. The address is never logged, nor what a server says of it.
    """

    def __init__(self, fetcher: Fetcher, secret: Callable[[str], str | None]) -> None:
        self._fetcher, self._secret = fetcher, secret
        self._beat_at: float | None = None
        self.tasks = Tasks()

    async def round(self, beat: Heartbeat | None) -> None:
        """Start a beat if one is due; the first is due at once. To be called only while the daemon is well."""
        now = asyncio.get_running_loop().time()
        due = self._beat_at is None or beat is None or now - self._beat_at >= beat.every.total_seconds()
        if beat is None or not due or "beat" in self.tasks:
            return
        self._beat_at = now
        self.tasks.start("beat", asyncio.create_task(self._ask(beat)))

    async def _ask(self, beat: Heartbeat) -> None:
        try:
            await self._fetcher.fetch(self._address(beat), Validators())
        except PollError as error:
            if error.kind is not FailureKind.EMPTY:  # an answer without a body is an answer
                log.warning("the heartbeat did not arrive", extra={"kind": error.kind, "hint": _hint(error.kind)})
                return
        except SettingsError as error:
            log.warning("the heartbeat cannot be sent", extra={"error": str(error)})
            return
        log.debug("heartbeat")

    def _address(self, beat: Heartbeat) -> str:
        """Return the address with its secrets in it. Raises SettingsError that names what is missing."""

        def fill(found: re.Match[str]) -> str:
            if value := self._secret(found[1]):
                return value.strip()
            raise SettingsError(f"the secret {found[1]} in the heartbeat's address is not set")

        return _SECRET.sub(fill, beat.address)


def _hint(kind: FailureKind) -> str:
    if kind in (FailureKind.BAD_ADDRESS, FailureKind.FORBIDDEN_ADDRESS):
        return "Check the heartbeat's address; one in a private network must be in PACTWATCH_ALLOW_NETWORKS."
    return "The service at the heartbeat's address does not answer as it should; it is asked again in time."
