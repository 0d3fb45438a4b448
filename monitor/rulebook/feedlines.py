"""Lines of `feeds.yaml` for new feeds, as an operator would write them."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

from monitor.model.feed import Feed
from monitor.text.normal import cut, plain

LONGEST_TITLE = 200
_PLAIN = re.compile(r"[^\W\d_](?:[^:#]|:(?=[^\s])|(?<=\S)#)*", re.DOTALL)
"""Begins with a letter and holds nothing that YAML would read as more than text."""
_WORDS = re.compile(r"true|false|null|yes|no|on|off|y|n", re.IGNORECASE)
_UNITS = ((86_400, "d"), (3600, "h"), (60, "m"), (1, "s"))
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")


def feed_lines(feed: Feed, indent: str = "  ", comment: str = "") -> tuple[str, ...]:
    """Return the lines of one feed of the list, without line ends; what is as it would be anyway is left out."""
    above = [f"{indent}# {one_line(comment)}"] if comment else []
    first, *others = (f"{key}: {value}" for key, value in _facts(feed))
    return (*above, f"{indent}- {first}", *(f"{indent}  {line}" for line in others))


def one_line(text: str) -> str:
    """Return a stranger's text as it can stand in a rule file: on one line, with nothing invisible, and not long."""
    return cut(_NO_CHARACTERS.sub("", plain(text)), LONGEST_TITLE)


def _facts(feed: Feed) -> Iterator[tuple[str, str]]:
    yield "address", _scalar(feed.id)
    yield "title", _scalar(feed.title)
    yield "publisher", _scalar(feed.publisher)
    if feed.family:
        yield "family", _scalar(feed.family)
    if feed.languages:
        yield "languages", f"[{', '.join(map(_scalar, feed.languages))}]"
    if feed.side:
        yield "side", _scalar(feed.side)
    if feed.interval:
        yield "interval", interval_text(feed.interval)
    if not feed.enabled:
        yield "enabled", "false"
    if feed.aggregator:
        yield "aggregator", "true"


def interval_text(length: timedelta) -> str:
    """Return a length of time as `read_duration` reads it, in the largest unit that gives a whole number."""
    seconds = int(length.total_seconds())
    size, unit = next((size, unit) for size, unit in _UNITS if seconds % size == 0)
    return f"{seconds // size}{unit}"


def _scalar(text: str) -> str:
    """Return a text plain where it is read as itself, else in double quotes with the escapes that YAML has of JSON."""
    bare = _PLAIN.fullmatch(text) and not _WORDS.fullmatch(text) and text == text.strip()
    return text if bare and text.isprintable() and not text.endswith(":") else json.dumps(text, ensure_ascii=False)
