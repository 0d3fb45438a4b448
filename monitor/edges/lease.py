"""The daemon's hold on its state folder: one daemon at a time."""

import errno
import fcntl
import os
import socket
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from monitor.edges.clock import SystemClock
from monitor.model.errors import StateHeld, StoreError
from monitor.ports import Clock

NAME = "daemon.lock"


class Lease:
    """Holds `daemon.lock` in the state folder while it is entered; the file says which process does.

    The hold is flock(2): the kernel ends it with the process, however that dies, and what a killed daemon left in the
    file means nothing. The file is never removed: a lock on a removed file would keep nobody out. Raises StateHeld when
    another daemon holds the folder, StoreError when the folder cannot be used.
    """

    def __init__(self, state: Path, clock: Clock | None = None) -> None:
        self._path = state / NAME
        self._clock = clock or SystemClock()
        self._file: int | None = None

    def __enter__(self) -> Self:
        """Take hold of the folder, or raise at once."""
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(
                f"{self._path} cannot be opened ({error.strerror}). Check that the state folder exists and belongs to "
                "the user that pactwatch runs as."
            ) from error
        try:
            self._take(file)
        except BaseException:
            os.close(file)
            raise
        self._file = file
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Let go; another daemon may start."""
        if self._file is not None:
            file, self._file = self._file, None
            with suppress(OSError):
                os.ftruncate(file, 0)
            os.close(file)

    def _take(self, file: int) -> None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
                raise StateHeld(self._held_by(os.pread(file, 200, 0))) from None
            raise StoreError(
                f"{self._path} cannot be locked ({error.strerror}). Put the state folder on a disk that allows locks."
            ) from error
        holder = (
            f"process {os.getpid()} on {socket.gethostname()}, since {self._clock.now().isoformat(timespec='seconds')}"
        )
        with suppress(OSError):  # the words are for people only: a full disk is no reason not to start
            os.ftruncate(file, 0)
            os.pwrite(file, holder.encode(), 0)

    def _held_by(self, text: bytes) -> str:
        holder = "".join(c for c in text.decode(errors="replace") if c.isprintable())
        return (
            f"another pactwatch daemon holds {self._path.parent}/ ({holder or 'it does not say which'}). "
            "Stop it first, or give this one a state folder of its own."
        )
