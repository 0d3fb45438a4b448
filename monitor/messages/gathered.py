"""The account of several notices in one letter: a group, what was held, a digest, what went beyond a limit."""

from collections import Counter
from collections.abc import Iterator

from monitor.messages.account import SUBJECT_LIMIT, VALUE_LIMIT, Account, Row, Section, facts
from monitor.messages.cleaning import title
from monitor.messages.wording import count, local_time, short_time
from monitor.model.notice import DigestEntry, DigestNotice, Reason
from monitor.model.rule import Severity

_SHOWN = 40
_ENTRY_LIMIT = 240
_ELSEWHERE = "Other notices"


def digest_account(notice: DigestNotice) -> Account:
    """Read the notice into its account: one section per commitment, the gravest first."""
    urgent = notice.severity in (Severity.HIGH, Severity.CRITICAL)
    prefix = f"[{notice.severity.upper()}]" if urgent else "[pactwatch]"
    change = title(f"{prefix} {_NEWS[notice.reason]}{_told(notice)}", SUBJECT_LIMIT)
    rest = notice.more + max(len(notice.entries) - _SHOWN, 0)
    return Account(
        severity=notice.severity,
        subject=change,
        change=change,
        lines=_lines(notice),
        facts=facts(tuple(_facts(notice))),
        sections=tuple(_sections(notice)),
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
    told = count(number, "notice")
    return told if worst == number else f"{told}, {worst} of them {notice.severity}"


def _lines(notice: DigestNotice) -> tuple[str, ...]:
    if notice.entries or notice.watched is None:
        return ()
    if not notice.watched.feeds:
        return ("No feed is watched: nothing can be told.",)
    return ("Nothing happened that is to be told. This is what was watched:",)


def _facts(notice: DigestNotice) -> Iterator[tuple[str, str]]:
    since, until = local_time(notice.since, notice.zone), local_time(notice.decided_at, notice.zone)
    yield "From", f"{since} to {until}"
    if notice.reason is Reason.HELD:
        yield "Held by", f"mute window {notice.about}"
    if notice.watched:
        seen = f"{count(notice.watched.feeds, 'feed')}, {notice.watched.fresh} of them with something new"
        yield "Watched", f"{seen}; {count(notice.watched.items, 'new item')}"
        for line in notice.watched.commitments:
            yield "Runs", line
    if notice.muted:
        yield "Not told", ", ".join(f"{number} {_CAUSES.get(cause, cause)}" for cause, number in notice.muted)


_CAUSES = {
    "silenced": "silenced by a person",
    "inhibited": "needless after what you were told",
    "window-drop": "dropped by a mute window",
}


def _sections(notice: DigestNotice) -> Iterator[Section]:
    """Yield a section per commitment, that of the gravest notice first."""
    below: dict[str, list[DigestEntry]] = {}
    for entry in notice.entries[:_SHOWN]:
        below.setdefault(entry.commitment_title or _ELSEWHERE, []).append(entry)
    for name, entries in below.items():
        rows = tuple(_row(entry, name, notice.zone) for entry in entries)
        yield Section(title=title(name, VALUE_LIMIT), rows=rows)


def _row(entry: DigestEntry, heading: str, zone: str) -> Row:
    """Say when and what; the severity has a sign of its own, and the commitment stands above."""
    said = entry.subject.removeprefix(f"[{entry.severity.upper()}] ").removeprefix("[pactwatch] ")
    said = said.removesuffix(f" - {heading}")
    incident = f" (incident {entry.incident})" if entry.incident else ""
    return Row(label=short_time(entry.at, zone), value=title(said, _ENTRY_LIMIT) + incident, severity=entry.severity)
