"""What an operator is told when SQLite fails: what is wrong, where, and what to do."""

from monitor.edges.sqlite.driver import sqlite3

_CONSTRAINT, _TOO_BIG, _MISMATCH, _ERROR = 19, 18, 20, 1
OF_ONE_STATEMENT = frozenset({_ERROR, _TOO_BIG, _CONSTRAINT, _MISMATCH})
"""Primary result codes that blame the statement or its values. After any other one the transaction cannot be kept."""

_BUSY = "is locked by another program, and waiting for it did not help. Find what else has it open and end that."
_FULL = "cannot grow: the disk is full. Free some space; nothing is lost, and pactwatch goes on by itself."
_UNWRITABLE = (
    "cannot be written. Check that the file and its folder belong to the user that pactwatch runs as, and that the "
    "volume is not mounted read-only."
)
_IO = "could not be read or written: the disk or its mount reports an error. Check both; pactwatch goes on by itself."
_DAMAGED = (
    "is damaged. Stop pactwatch and put a backup of the file in its place, or save what can be read with `sqlite3 {0} "
    "'.recover' | sqlite3 recovered.db`. Keep the damaged file with its -wal and -journal files until that is done."
)
_ADVICE = {
    3: _UNWRITABLE,
    5: _BUSY,
    6: _BUSY,
    8: _UNWRITABLE,
    10: _IO,
    11: _DAMAGED,
    13: _FULL,
    14: "cannot be opened. Check that its folder exists and belongs to the user that pactwatch runs as.",
    15: _BUSY,
    26: "is not a SQLite database, or is damaged beyond reading. Put a backup of the file in its place.",
}
"""Keyed by primary result code (https://sqlite.org/rescode.html)."""


Fault = sqlite3.Error | MemoryError | UnicodeDecodeError
FAULTS = (sqlite3.Error, MemoryError, UnicodeDecodeError)
"""What the driver raises when the database fails; the last where damage stands in the words of its own message."""


def primary_code(error: Fault) -> int:
    """Return SQLite's primary result code; 0 when the error is not SQLite's own."""
    return int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def sentence(error: Fault, name: str) -> str:
    """Return the fault as sentences for the operator; `name` is the database's path."""
    if isinstance(error, MemoryError):
        return f"the database {name} cannot be used: memory has run out. Give pactwatch more, or end something else."
    code = primary_code(error)
    if code == 0 and isinstance(error, UnicodeDecodeError | sqlite3.OperationalError):
        return damage(name, "a text is not UTF-8")
    advice = _ADVICE.get(code)
    if advice is None:
        return f"the database {name} refused a statement ({error}). This is a fault of pactwatch; please report it."
    return f"the database {name} {advice.format(name)} (SQLite: {error})"


def damage(name: str, detail: str) -> str:
    """Return the sentences for a database whose content does not read as what was written."""
    return f"the database {name} {_DAMAGED.format(name)} ({detail})"
