"""Notices that commitments and digests tell: an invented window, told by invented outlets."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from monitor.model.ids import CommitmentId, IncidentId, PartyId
from monitor.model.notice import (
    CommitmentNotice,
    DayCount,
    DigestEntry,
    DigestNotice,
    DisputedIncident,
    PartyCount,
    Reason,
    Watched,
    WindowSummary,
)
from monitor.model.rule import Kind, Severity

TITLE = "30-day pause on strikes against energy infrastructure"
RUSSIA, UKRAINE = PartyId("russia"), PartyId("ukraine")
ENDED_AT = datetime(2025, 4, 24, 21, 0, tzinfo=UTC)


def a_summary(**changes: object) -> WindowSummary:
    """Thirty-one days with nine breaches on six of them."""
    struck = {26: (1, 0), 28: (2, 1), 30: (0, 1), 31: (1, 0), 33: (2, 0), 41: (1, 0)}
    days = tuple(
        DayCount(on=date(2025, 3, 1) + timedelta(days=number - 1), parties=_counts(*counted))
        for number, counted in struck.items()
    )
    disputed = DisputedIncident(
        incident=IncidentId("4f1c2a9be0"), on=date(2025, 4, 2), accused=RUSSIA, places=("sumy",)
    )
    summary = WindowSummary(
        first_on=date(2025, 3, 25),
        last_on=date(2025, 4, 24),
        breaches=9,
        corroborated=6,
        parties=(PartyCount(party=RUSSIA, count=7), PartyCount(party=UKRAINE, count=2)),
        days=days,
        disputed=(disputed,),
        quiet_days=23,
        longest_quiet=12,
        blind_days=2,
        others=((Kind.TALKS, 3), (Kind.STATEMENT, 2)),
    )
    return replace(summary, **changes)  # type: ignore[arg-type]


def _counts(russia: int, ukraine: int) -> tuple[PartyCount, ...]:
    counted = ((RUSSIA, russia), (UKRAINE, ukraine))
    return tuple(PartyCount(party=party, count=count) for party, count in counted if count)


def a_commitment_notice(reason: Reason = Reason.WINDOW_ENDED, **changes: object) -> CommitmentNotice:
    """What the pause tells of its Kyiv window."""
    notice = CommitmentNotice(
        reason=reason,
        dedup_key=f"{reason}/energy-pause-2025/kyiv/20250424T210000.000000Z",
        commitment=CommitmentId("energy-pause-2025"),
        commitment_title=TITLE,
        pledge="Both sides stop striking each other's energy facilities for 30 days.",
        zone="Europe/Kyiv",
        severity=Severity.HIGH if reason in (Reason.WINDOW_ENDED, Reason.BLIND) else Severity.MEDIUM,
        window="kyiv",
        at=ENDED_AT,
        until=ENDED_AT,
        summary=a_summary() if reason is Reason.WINDOW_ENDED else None,
        decided_at=ENDED_AT + timedelta(minutes=4),
    )
    return replace(notice, **changes)  # type: ignore[arg-type]


def an_entry(number: int = 1, severity: Severity = Severity.MEDIUM, **changes: object) -> DigestEntry:
    """One notice of a night."""
    said = f"[{severity.upper()}] " if severity in (Severity.HIGH, Severity.CRITICAL) else "[pactwatch] "
    entry = DigestEntry(
        reason=Reason.FIRST_REPORT,
        severity=severity,
        at=datetime(2025, 4, 2, 20, 0, tzinfo=UTC) + timedelta(minutes=17 * number),
        subject=f"{said}Breach claimed: Drones hit substation number {number} in Sumy region, governor says - {TITLE}",
        commitment_title=TITLE,
        incident=IncidentId(f"4f1c2a9be{number}"),
        dedup_key=f"4f1c2a9be{number}/1",
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def a_digest(reason: Reason = Reason.DIGEST, *entries: DigestEntry, **changes: object) -> DigestNotice:
    """A morning's letter."""
    notice = DigestNotice(
        reason=reason,
        dedup_key=f"{reason}/desk/night/20250403T050000.000000Z",
        about="night" if reason is Reason.HELD else "desk",
        severity=entries[0].severity if entries else Severity.LOW,
        zone="Europe/Kyiv",
        since=datetime(2025, 4, 2, 5, 0, tzinfo=UTC),
        entries=entries,
        muted=(("silenced", 3),) if reason is Reason.DIGEST else (),
        watched=_watched() if reason is Reason.DIGEST else None,
        decided_at=datetime(2025, 4, 3, 5, 0, tzinfo=UTC),
    )
    return replace(notice, **changes)  # type: ignore[arg-type]


def _watched() -> Watched:
    return Watched(
        feeds=36,
        fresh=33,
        items=1412,
        commitments=(f"{TITLE}: day 16 by Moscow's count, day 9 by Kyiv's count",),
    )
