"""The console as a receiver: letters are printed to a stream."""

from datetime import timedelta
from typing import TextIO

from monitor.edges.threads import Threads
from monitor.model.alert import Receiver
from monitor.model.delivery import Outcome, SendResult
from monitor.model.notice import Letter


class ConsoleSender:
    """Prints the letter's subject and text, parted by a blank line from the next. Implements the port `Sender`.

    It prints in a thread: a pipe that nobody reads blocks who writes to it. After `timeout` it is not waited for.
    """

    def __init__(self, stream: TextIO, timeout: timedelta) -> None:
        self._stream = stream
        self._timeout = timeout
        self._threads = Threads()

    async def send(self, receiver: Receiver, letter: Letter) -> SendResult:
        """Print it. What the stream's encoding lacks is shown as a question mark."""
        seconds = self._timeout.total_seconds()
        return await self._threads.run(receiver.id, letter.dedup_key, lambda: self._print(letter), seconds)

    def _print(self, letter: Letter) -> SendResult:
        encoding = self._stream.encoding or "utf-8"
        text = f"{letter.subject}\n{letter.text}\n\n".encode(encoding, "replace").decode(encoding)
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError) as error:  # the reader of a pipe has gone; the stream is closed
            return SendResult(outcome=Outcome.RETRY, detail=f"the console cannot be written: {type(error).__name__}")
        return SendResult(outcome=Outcome.SENT, detail="printed")
