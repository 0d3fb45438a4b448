"""Notices for tests of what is told: an invented event, reported by invented outlets."""

from dataclasses import replace
from datetime import UTC, date, datetime

from monitor.model.ids import CommitmentId, IncidentId, ItemId, Lang, ListId, PartyId, Publisher, RuleId
from monitor.model.incident import Attribution
from monitor.model.item import Certainty
from monitor.model.match import CueWords, Words
from monitor.model.notice import IncidentNotice, PlainNotice, Quote, Reason, WindowDay
from monitor.model.rule import Kind, Severity, Stance

TEXT = "Russian drones hit substation in Sumy region, governor says"


def a_quote(text: str = TEXT, words: tuple[str, ...] = ("drones hit", "substation"), cue: str = "says") -> Quote:
    """What an item says; `words` and `cue` that stand in the text are marked at their first place."""
    places = [(text.index(word), len(word)) for word in words if word in text]
    at = text.find(cue) if cue else -1
    return Quote(
        item=ItemId(12),
        publisher=Publisher("Dnipro Wire"),
        url="https://dnipro-wire.example/news/12?a=1&b=2",
        lang=Lang("en"),
        published_at=datetime(2025, 4, 2, 11, 5, tzinfo=UTC),
        certainty=Certainty.EXACT,
        stance=Stance.CLAIMED,
        text=text,
        words=tuple(Words(list=ListId("attack"), start=start, end=start + length) for start, length in places),
        cue=CueWords(text=cue, start=at, end=at + len(cue)) if at >= 0 else None,
    )


def an_incident_notice(**changes: object) -> IncidentNotice:
    """The first report of a breach on 2 April 2025, with whatever is to be different."""
    notice = IncidentNotice(
        reason=Reason.FIRST_REPORT,
        dedup_key="4f1c2a9be0/1",
        incident=IncidentId("4f1c2a9be0"),
        update=1,
        commitment=CommitmentId("energy-pause-2025"),
        commitment_title="30-day pause on strikes against energy infrastructure",
        pledge="Both sides stop striking each other's energy facilities for 30 days.",
        zone="Europe/Kyiv",
        rule=RuleId("energy-strike-during-pause"),
        kind=Kind.BREACH,
        severity=Severity.CRITICAL,
        event_on=date(2025, 4, 2),
        boundary=False,
        windows=(
            WindowDay(window="moscow", day=16, last_on=date(2025, 4, 17)),
            WindowDay(window="kyiv", day=9, last_on=date(2025, 4, 24)),
        ),
        places=("Sumy region",),
        attributions=(Attribution(accused=PartyId("russia"), speaker="Kyiv governor", stance=Stance.CLAIMED),),
        origins=(Publisher("Dnipro Wire"),),
        outlets=(Publisher("Dnipro Wire"), Publisher("Northern Post")),
        quotes=(a_quote(),),
        late=False,
        decided_at=datetime(2025, 4, 2, 11, 10, tzinfo=UTC),
    )
    return replace(notice, **changes)  # type: ignore[arg-type]


def a_plain_notice(**changes: object) -> PlainNotice:
    """A summary of a first poll, with whatever is to be different."""
    notice = PlainNotice(
        reason=Reason.BASELINE,
        dedup_key="baseline/https://dnipro-wire.example/feed",
        subject="First look at Dnipro Wire: 2 of 40 entries are about a commitment",
        lines=("would have been told: Russian drones hit substation", "What comes from now on is told as it comes."),
        severity=Severity.LOW,
        decided_at=datetime(2025, 4, 2, 11, 10, tzinfo=UTC),
    )
    return replace(notice, **changes)  # type: ignore[arg-type]
