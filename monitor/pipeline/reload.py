"""Puts a rulebook in force, or keeps the last good one and makes the fault known."""

from monitor.pipeline.desk import Book, Desk

FAULT = "rulebook-fault"
"""The note that `status` shows while the files on disk are not the rulebook in force."""


def accept(desk: Desk, book: Book) -> None:
    """Put a book in force. Items already stored are not judged again, save by `retry_errors`."""
    with desk.store.transaction():
        desk.store.save_note(FAULT, None)
    desk.book = book


def refuse(desk: Desk, faults: str) -> None:
    """Keep the book in force and note what is wrong with the files."""
    with desk.store.transaction():
        desk.store.save_note(FAULT, faults)
