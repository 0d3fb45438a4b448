"""Carries members of incidents over, from a list in the incident to rows of their own."""

from sqlite_utils import Database

from monitor.edges.sqlite.columns import key_hash
from monitor.edges.sqlite.documents import MEMBER, MEMBERS, SAID, SOURCES
from monitor.incidents.origins import sources, standings
from monitor.model.incident import Attribution

_ADD = """
    INSERT INTO members (incident, item, main, reports, publisher, origin, listed, member)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_TIE = "INSERT OR IGNORE INTO ties (incident, tie, voice) VALUES (?, ?, ?)"
_COUNT = "UPDATE incidents SET sources = ?, said = ? WHERE number = ?"


def carry_over(db: Database, number: int, listed: str) -> None:
    """Write the members of one incident as rows, and count what they make of it."""
    members = MEMBERS.read(listed)
    said: dict[Attribution, int] = {}
    for standing in standings(members):
        member, voice = standing.member, standing.voice
        origin = member.origin if voice == member.item else None
        values = (number, member.item, member.main, not member.denies, member.publisher, origin, member.listed)
        db.execute(_ADD, (*values, MEMBER.text(member)))
        for tie in standing.ties:
            db.execute(_TIE, (number, key_hash(tie), voice))
        for attribution in member.attributions:
            said[attribution] = said.get(attribution, 0) + 1
    db.execute(_COUNT, (SOURCES.text(sources(members)), SAID.text(tuple(said.items())), number))
