"""The console as a receiver: letters are printed to a stream."""

from typing import TextIO

from monitor.model.alert import Receiver
from monitor.model.delivery import Outcome, SendResult
from monitor.model.notice import Letter


class ConsoleSender:
    """Prints the letter's subject and text, parted by a blank line from the next. Implements the port `Sender`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    async def send(self, receiver: Receiver, letter: Letter) -> SendResult:  # noqa: ARG002 - there is one console
        """Print it. What the stream's encoding lacks is shown as a question mark."""
        encoding = self._stream.encoding or "utf-8"
        text = f"{letter.subject}\n{letter.text}\n\n".encode(encoding, "replace").decode(encoding)
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError) as error:  # the reader of a pipe has gone; the stream is closed
            return SendResult(outcome=Outcome.RETRY, detail=f"the console cannot be written: {type(error).__name__}")
        return SendResult(outcome=Outcome.SENT, detail="printed")
