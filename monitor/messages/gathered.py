"""The account of several notices in one letter: a group, what was held, a digest, what went beyond a limit."""

from collections import Counter
from collections.abc import Iterator

from monitor.messages.account import SUBJECT_LIMIT, VALUE_LIMIT, Account, Row, Section, facts
from monitor.messages.cleaning import title
from monitor.messages.wording import count, local_time, short_time
from monitor.model.notice import DigestEntry, DigestNotice, Reason, Watched
from monitor.model.rule import Severity

_SHOWN = 40
_COMMITMENTS_SHOWN = 12
"""With so many sections, a Slack message stays within its 50 blocks."""
_ENTRY_LIMIT = 240
_ELSEWHERE = "Other notices"


def digest_account(notice: DigestNotice) -> Account:
    """Read the notice into its account: one section per commitment, the gravest first."""
    urgent = notice.severity in (Severity.HIGH, Severity.CRITICAL)
    prefix = f"[{notice.severity.upper()}]" if urgent else "[pactwatch]"
    change = title(f"{prefix} {_NEWS[notice.reason]}{_told(notice)}", SUBJECT_LIMIT)
    below = _by_commitment(notice)
    rest = notice.more + len(notice.entries) - sum(map(len, below.values()))
    return Account(
        severity=notice.severity,
        subject=change,
        change=change,
        lines=_lines(notice),
        facts=facts(tuple(_facts(notice))),
        sections=tuple(_sections(notice, below)),
        more=rest,
        reference=facts((("Each by itself", "pactwatch deliveries list"),)),
        dedup_key=title(notice.dedup_key, VALUE_LIMIT),
    )


_NEWS = {
    Reason.GROUP: "",
    Reason.HELD: "While it was quiet: ",
    Reason.DIGEST: "Digest: ",
    Reason.LIMITED: "More than you want one by one: ",
}


def _told(notice: DigestNotice) -> str:
    number = len(notice.entries) + notice.more
    if not number:
        return "nothing to tell"
    grave = Counter(entry.severity for entry in notice.entries)
    worst = grave[notice.severity]
    told = count(number, "notice") + (" together" if notice.reason is Reason.GROUP else "")
    return told if worst == number else f"{told}, {worst} of them {notice.severity}"


def _lines(notice: DigestNotice) -> tuple[str, ...]:
    if notice.entries or notice.watched is None:
        return ()
    if not notice.watched.feeds:
        return ("No feed is watched: nothing can be told.",)
    return ("Nothing happened that is to be told.",)


def _facts(notice: DigestNotice) -> Iterator[tuple[str, str]]:
    since, until = local_time(notice.since, notice.zone), local_time(notice.decided_at, notice.zone)
    yield "From", f"{since} to {until}"
    if notice.reason is Reason.HELD:
        yield "Held by", f"mute window {notice.about}"
    if notice.muted:
        yield "Not told", ", ".join(f"{number} {_CAUSES.get(cause, cause)}" for cause, number in notice.muted)


def _watched(watched: Watched) -> Section:
    """Say what was watched: after the news, for the day on which it is all that there is to say."""
    rows = [
        Row(label="Feeds", value=f"{watched.feeds:,}, of which {watched.fresh:,} brought something new"),
        Row(label="New items", value=f"{watched.items:,}"),
        *(Row(label="Runs", value=title(line, VALUE_LIMIT)) for line in watched.commitments),
    ]
    return Section(title="What was watched", rows=tuple(rows[:_SHOWN]), more=max(len(rows) - _SHOWN, 0))


_CAUSES = {
    "silenced": "silenced by a person",
    "inhibited": "needless after what you were told",
    "window-drop": "dropped by a mute window",
}


def _by_commitment(notice: DigestNotice) -> dict[str, list[DigestEntry]]:
    """Return the entries that are shown, by their commitments, that of the gravest first."""
    below: dict[str, list[DigestEntry]] = {}
    for entry in notice.entries[:_SHOWN]:
        below.setdefault(entry.commitment_title or _ELSEWHERE, []).append(entry)
    return dict(list(below.items())[:_COMMITMENTS_SHOWN])


def _sections(notice: DigestNotice, below: dict[str, list[DigestEntry]]) -> Iterator[Section]:
    """Yield a section per commitment, and what was watched."""
    for name, entries in below.items():
        rows = tuple(_row(entry, name, notice.zone) for entry in entries)
        yield Section(title=title(name, VALUE_LIMIT), rows=rows)
    if notice.watched:
        yield _watched(notice.watched)


def _row(entry: DigestEntry, heading: str, zone: str) -> Row:
    """Say when and what; the severity has a sign of its own, and the commitment stands above."""
    said = entry.subject.removeprefix(f"[{entry.severity.upper()}] ").removeprefix("[pactwatch] ")
    said = said.removesuffix(f" - {heading}")
    incident = f" (incident {entry.incident})" if entry.incident else ""
    return Row(label=short_time(entry.at, zone), value=title(said, _ENTRY_LIMIT) + incident, severity=entry.severity)
