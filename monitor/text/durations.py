"""Lengths of time as people say them."""

from datetime import timedelta


def span(length: timedelta) -> str:
    """Round a length of time to the unit that people would use: 90 s, 15 min, 3 h, 2 days."""
    seconds = max(int(length.total_seconds()), 0)
    for size, unit in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
