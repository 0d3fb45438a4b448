"""The account of what a commitment tells of itself by the clock."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from monitor.messages.account import SUBJECT_LIMIT, TITLE_LIMIT, VALUE_LIMIT, Account, Row, Section, facts
from monitor.messages.cleaning import title
from monitor.messages.wording import count, day, local_time, name_of, names
from monitor.model.ids import PartyId
from monitor.model.notice import CommitmentNotice, DisputedIncident, PartyCount, Reason, WindowSummary
from monitor.model.rule import Severity
from monitor.text.durations import span

_DAYS_SHOWN = 40
_DISPUTED_SHOWN = 15


def commitment_account(notice: CommitmentNotice) -> Account:
    """Read the notice into its account; the subject begins with what changed."""
    urgent = notice.severity in (Severity.HIGH, Severity.CRITICAL)
    prefix = f"[{notice.severity.upper()}]" if urgent else "[pactwatch]"
    change = f"{prefix} {_NEWS[notice.reason](notice)}"
    return Account(
        severity=notice.severity,
        subject=title(f"{change} - {title(notice.commitment_title, TITLE_LIMIT)}", SUBJECT_LIMIT),
        change=title(change, SUBJECT_LIMIT),
        lines=_LINES.get(notice.reason, ()),
        facts=facts(tuple(_told(notice))),
        sections=tuple(_sections(notice.summary)) if notice.summary else (),
        reference=facts((("Pledge", notice.pledge), ("Decided", local_time(notice.decided_at, notice.zone)))),
        dedup_key=title(notice.dedup_key, VALUE_LIMIT),
    )


def _by_count(notice: CommitmentNotice) -> str:
    return f"by {name_of(notice.window or '')}'s count"


def _ended(notice: CommitmentNotice) -> str:
    summary = notice.summary
    if summary is None:
        return f"ENDED {_by_count(notice)}"
    told = f"{count(summary.breaches, 'breach', 'breaches')} reported, {summary.corroborated} corroborated"
    return f"ENDED {_by_count(notice)}: {told if summary.breaches else 'no breach reported'}"


_NEWS: dict[Reason, Callable[[CommitmentNotice], str]] = {
    Reason.WINDOW_STARTED: lambda notice: f"STARTED {_by_count(notice)}",
    Reason.WINDOW_ENDING: lambda notice: f"ENDS WITHIN 24 HOURS {_by_count(notice)}",
    Reason.WINDOW_ENDED: _ended,
    Reason.DEADLINE_PASSED: lambda notice: f"Nothing heard by the deadline: {title(notice.what, 110)}",
    Reason.BLIND: lambda notice: f"BLIND: no fresh news for {span(notice.decided_at - notice.at)}",
    Reason.SEEN_AGAIN: lambda notice: f"SEES AGAIN: was blind for {span((notice.until or notice.at) - notice.at)}",
}
_LINES = {
    Reason.DEADLINE_PASSED: (
        "No report of an event on this commitment was found until then.",
        "That nothing was found does not prove that nothing happened: look at the feeds with `pactwatch status`.",
    ),
    Reason.BLIND: (
        "No feed that could report on this commitment has brought anything new. What happens now may go unseen.",
        "What to do: see which feeds fail or are stale with `pactwatch status --all-feeds`.",
    ),
    Reason.SEEN_AGAIN: ("Feeds that can report on this commitment bring fresh news again.",),
}


def _told(notice: CommitmentNotice) -> Iterator[tuple[str, str]]:
    yield "Commitment", notice.commitment_title
    if notice.reason is Reason.DEADLINE_PASSED:
        yield "Deadline", f"passed on {local_time(notice.at, notice.zone)}"
    elif notice.window is None:
        yield "Last fresh news", local_time(notice.at, notice.zone)
        yield "Fresh news since", local_time(notice.until, notice.zone) if notice.until else ""
    elif notice.summary is not None:
        yield from _totals(notice.summary)
    else:
        yield "Ends", local_time(_last_moment(notice), notice.zone) if notice.until else "without end"


def _last_moment(notice: CommitmentNotice) -> datetime:
    return (notice.until or notice.at) - timedelta(seconds=1)


def _totals(summary: WindowSummary) -> Iterator[tuple[str, str]]:
    days = (summary.last_on - summary.first_on).days + 1
    yield "Window", f"{day(summary.first_on)} to {day(summary.last_on)}, {count(days, 'day')}"
    confirmed = f"{summary.corroborated} corroborated, {len(summary.disputed)} disputed by the accused"
    yield "Breaches", f"{summary.breaches} ({confirmed})" if summary.breaches else "none reported"
    row = f", at most {summary.longest_quiet} in a row" if summary.longest_quiet else ""
    yield "Quiet days", f"{summary.quiet_days} of {days}{row}"
    if summary.blind_days:
        text = "nothing was found, and for a part of them no feed brought anything: they may not have been quiet"
        yield "Unseen", f"{count(summary.blind_days, 'further day')}: {text}"
    yield "Besides", names([f"{kind}: {number}" for kind, number in summary.others])


def _sections(summary: WindowSummary) -> Iterator[Section]:
    if not summary.breaches:
        return
    by_party = tuple(Row(label=_party(each.party), value=_breaches(each.count)) for each in summary.parties)
    yield Section(title="Breaches by accused party", rows=by_party)
    days = [Row(label=day(each.on), value=_parties(each.parties)) for each in summary.days]
    yield Section(title="By day", rows=tuple(days[:_DAYS_SHOWN]), more=max(len(days) - _DAYS_SHOWN, 0))
    if found := [_disputed(each) for each in summary.disputed]:
        rest = max(len(found) - _DISPUTED_SHOWN, 0)
        yield Section(title="Disputed", rows=tuple(found[:_DISPUTED_SHOWN]), more=rest)


def _breaches(number: int) -> str:
    return count(number, "breach", "breaches") if number else "none"


def _parties(counted: Sequence[PartyCount]) -> str:
    return ", ".join(f"{_party(each.party)} {each.count}" for each in counted)


def _party(party: PartyId | None) -> str:
    return name_of(party) if party else "nobody named"


def _disputed(incident: DisputedIncident) -> Row:
    where = names([name_of(place) for place in incident.places]) or "place not said"
    return Row(
        label=day(incident.on), value=f"{where}: {_party(incident.accused)} denies it (incident {incident.incident})"
    )
