"""The account of a notice, the same for every channel: headline, facts, sections, sayings. Clean, and not escaped."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.messages.cleaning import title
from monitor.messages.marking import Piece
from monitor.model.rule import Severity, Stance

SUBJECT_LIMIT = 200
TITLE_LIMIT = 60
VALUE_LIMIT = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A labelled line."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a section: what it is about, and what is to be said of it; `severity` where it has one."""

    label: str
    value: str
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines under a heading of their own; `more` counts those that were left out."""

    title: str
    rows: tuple[Row, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What one item says: its text in marked pieces, and its source. `link` is None unless it may be followed."""

    pieces: tuple[Piece, ...]
    lang: str
    publisher: str
    link: str | None
    published: str
    stance: Stance
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All that a letter tells.

    `change` is what is new, `subject` adds the commitment; `reference` is for one who looks further into it; `more`
    counts the sayings left out, `explain` is the command that tells why.
    """

    severity: Severity
    subject: str
    change: str
    lines: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    reference: tuple[Fact, ...] = ()
    sayings: tuple[Saying, ...] = ()
    more: int = 0
    explain: str | None = None
    dedup_key: str


def facts(found: Sequence[tuple[str, str]]) -> tuple[Fact, ...]:
    """Return facts of labels and values, without those that say nothing."""
    return tuple(Fact(label=label, value=title(value, VALUE_LIMIT)) for label, value in found if value.strip())
