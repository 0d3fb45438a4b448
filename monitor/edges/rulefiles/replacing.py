"""Puts a changed rule file in the place of the former one, in one step."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from monitor.edges.rulefiles.folder import LARGEST, shown
from monitor.model.errors import EditError


def content(path: Path, default: bytes | None = None) -> bytes:
    """Return what a rule file holds, one byte more than the largest at most; the default where there is none.

    Raises EditError when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        if default is not None and isinstance(error, FileNotFoundError):
            return default
        raise EditError(f"{shown(path)} cannot be read: {error.strerror}") from error


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Put the new content in the file's place in one step; a link goes on leading to it, and its mode stays."""
    target = path.resolve()
    if content(target, before) != before:
        raise EditError(f"{shown(path)} was changed by somebody else just now; try again")
    made: str | None = None
    try:
        handle, made = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            os.fchmod(file.fileno(), target.stat().st_mode & 0o7777 if target.exists() else 0o644)
            file.flush()
            os.fsync(file.fileno())
        os.replace(made, target)
    except OSError as error:
        if made:
            with suppress(OSError):
                os.unlink(made)
        raise EditError(f"{shown(path)} cannot be written: {error.strerror}; nothing was changed") from error
