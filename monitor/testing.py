"""Doubles for the doors in `ports`, shipped so that every test, and a rulebook's author, can use the same ones."""

import os
import signal
import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from monitor.model.alert import Receiver
from monitor.model.delivery import Outcome, SendResult
from monitor.model.errors import PollError
from monitor.model.feed import Fetched, ParsedFeed, Validators
from monitor.model.notice import Letter


class ManualClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """Return the time it was set to."""
        return self._now

    def advance(self, by: timedelta) -> None:
        """Move on."""
        self._now += by

    def set(self, now: datetime) -> None:
        """Move to an instant, earlier or later."""
        self._now = now


class KillAt:
    """Ends the process with SIGKILL when it passes a point for the n-th time, as a power cut would."""

    def __init__(self, point: str, times: int = 1) -> None:
        self._point, self._left = point, times

    def passed(self, point: str) -> None:
        """Count, and end."""
        if point != self._point:
            return
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class HoldUpAt:
    """Holds up whoever passes a point for the first time, the loop with it where it passes there."""

    def __init__(self, point: str, seconds: float) -> None:
        self._point: str | None = point
        self._seconds = seconds

    def passed(self, point: str) -> None:
        """Hold up, once."""
        if point == self._point:
            self._point = None
            time.sleep(self._seconds)


class StaticFeeds:
    """A Fetcher and Parser in one: each address answers with what it was given, a document or an error."""

    def __init__(self, answers: Mapping[str, ParsedFeed | PollError]) -> None:
        self.answers = dict(answers)
        self.asked: list[tuple[str, Validators]] = []

    async def fetch(self, address: str, validators: Validators) -> Fetched:
        """Return a body that `parse` recognises, or raise the error that was given."""
        self.asked.append((address, validators))
        answer = self.answers[address]
        if isinstance(answer, PollError):
            raise answer
        return Fetched(address=address, body=b"<feed/>", validators=Validators(etag=f'"{len(self.asked)}"'))

    async def parse(self, fetched: Fetched) -> ParsedFeed:
        """Return the document that was given for this address."""
        answer = self.answers[fetched.address]
        if isinstance(answer, PollError):
            raise answer
        return answer


class Letterbox:
    """A Sender that keeps letters; `results` are given out first, then everything is accepted."""

    def __init__(self, results: Iterable[SendResult] = ()) -> None:
        self._results = list(results)
        self.letters: list[tuple[Receiver, Letter]] = []

    async def send(self, receiver: Receiver, letter: Letter) -> SendResult:
        """Keep the letter and answer with the next result."""
        self.letters.append((receiver, letter))
        return self._results.pop(0) if self._results else SendResult(outcome=Outcome.SENT)
