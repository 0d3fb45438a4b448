"""Readings of invented headlines, and the starter rules' engine."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from monitor.edges.rulefiles import load
from monitor.matching import Engine, compile_engine
from monitor.model.ids import Lang
from monitor.model.item import Certainty
from monitor.model.match import Match, Reading
from monitor.model.rulebook import Rulebook

RULES = Path(__file__).parent.parent / "rules"
STRIKE = "energy-strike-during-pause"
NOON = datetime(2025, 4, 2, 12, tzinfo=UTC)


@cache
def starter_rules() -> Rulebook:
    return load(RULES)


@cache
def starter_engine() -> Engine:
    return compile_engine(starter_rules())


def a_reading(
    title: str,
    at: datetime | None = NOON,
    *,
    summary: str = "",
    body: str = "",
    lang: str = "en",
    certainty: Certainty = Certainty.EXACT,
) -> Reading:
    return Reading(
        title=title,
        summary=summary,
        body=body,
        lang=Lang(lang),
        published_at=at,
        certainty=certainty,
        first_seen_at=at or NOON,
    )


def judged(title: str, at: datetime | None = NOON, **given: object) -> tuple[Match, ...]:
    """Return what the rule of the energy pause that forbids strikes makes of a text."""
    found = starter_engine().judge(a_reading(title, at, **given))  # type: ignore[arg-type]
    return tuple(match for match in found if match.rule == STRIKE)


def the_match(title: str, at: datetime | None = NOON, **given: object) -> Match:
    """Return the only mention of a text."""
    found = judged(title, at, **given)
    assert len(found) == 1, [match.evidence for match in found]
    return found[0]


def marked(match: Match) -> Sequence[str]:
    """Return the words of a match as its text has them."""
    return [match.evidence.text[words.start : words.end] for words in match.evidence.words]
