"""How values stand in columns: times as text that sorts, long and hostile keys as short hashes."""

from datetime import UTC, datetime
from hashlib import blake2b


def time_text(at: datetime) -> str:
    """Return the instant in UTC at a fixed width, so that texts sort as the instants do. Raises ValueError if naive."""
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone cannot be stored: {at}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def time_of(text: str) -> datetime:
    """Return the instant that `time_text` wrote."""
    return datetime.fromisoformat(text)


def maybe_time_text(at: datetime | None) -> str | None:
    """Return the text of an instant, None for none."""
    return None if at is None else time_text(at)


def maybe_time_of(text: str | None) -> datetime | None:
    """Return the instant of a text, None for none."""
    return None if text is None else time_of(text)


def key_hash(key: str, *within: str) -> bytes | None:
    """Return 16 bytes that stand for a key within its scope; None for an empty key, which finds nothing.

    Each part is preceded by its length, so that no two lists of parts hash the same bytes. Text that is not valid
    Unicode is hashed too: a look-up never fails.
    """
    if not key:
        return None
    digest = blake2b(digest_size=16)
    for part in (key, *within):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()


def printable(text: str) -> str:
    """Return a message in which what UTF-8 cannot hold is escaped: writing down an error never fails for its text."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
