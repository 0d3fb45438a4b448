"""Puts a rulebook in force, or keeps the last good one and makes the fault known."""

from collections.abc import Sequence

from monitor.pipeline.desk import Book, Desk

FAULT = "rulebook-fault"
"""The note that `status` shows while the files on disk are not the rulebook in force."""


UNUSABLE = "unusable-receivers"
"""The note that names, a line each, the receivers of the rulebook in force to whom nothing can be sent."""


def accept(desk: Desk, book: Book, unusable: Sequence[str] = ()) -> None:
    """Put a book in force. Items already stored are not judged again, save by `retry_errors`.

    `unusable` says which of its receivers cannot be sent to, and why; the book is in force all the same.
    """
    with desk.store.transaction():
        desk.store.save_note(FAULT, None)
        desk.store.save_note(UNUSABLE, "\n".join(unusable) or None)
    desk.book = book


def refuse(desk: Desk, faults: str) -> None:
    """Keep the book in force and note what is wrong with the files."""
    with desk.store.transaction():
        desk.store.save_note(FAULT, faults)
