"""Reads a notice into its account."""

from monitor.messages.account import SUBJECT_LIMIT, TITLE_LIMIT, VALUE_LIMIT, Account, Saying, facts
from monitor.messages.cleaning import title, web_link
from monitor.messages.gathered import digest_account
from monitor.messages.marking import pieces
from monitor.messages.promises import commitment_account
from monitor.messages.wording import accusation, count, day, local_time, name_of, names, published, window_day
from monitor.model.item import Certainty
from monitor.model.notice import CommitmentNotice, DigestNotice, IncidentNotice, Notice, PlainNotice, Quote, Reason
from monitor.model.rule import Severity, Stance

_FACT_LIMIT = 110
_QUOTES_SHOWN = 5
_ACCUSATIONS_SHOWN = 4
_LINES_SHOWN = 40
_DRILL = "DRILL: this is a test of the way that alerts take. The report is invented, and nothing of it happened."


_CHANGES = {
    Reason.GROWN: "FURTHER PLACE",
    Reason.MOVED: "CORRECTED, another day or place",
    Reason.RETRACTED: "RETRACTED, no report stands",
    Reason.REPORTED_AGAIN: "REPORTED AGAIN, was retracted",
}
"""What is new where the reason itself says it."""


def account_of(notice: Notice) -> Account:
    """Read a notice into its account."""
    if isinstance(notice, PlainNotice):
        return _plain(notice)
    if isinstance(notice, CommitmentNotice):
        return commitment_account(notice)
    if isinstance(notice, DigestNotice):
        return digest_account(notice)
    return _incident(notice)


def _plain(notice: PlainNotice) -> Account:
    urgent = notice.severity in (Severity.HIGH, Severity.CRITICAL)
    prefix = f"[{notice.severity.upper()}] " if urgent else "[pactwatch] "
    subject = title(prefix + (title(notice.subject, SUBJECT_LIMIT) or "No subject"), SUBJECT_LIMIT)
    lines = [title(line, VALUE_LIMIT) for line in notice.lines[:_LINES_SHOWN]]
    if len(notice.lines) > _LINES_SHOWN:
        lines.append(f"and {count(len(notice.lines) - _LINES_SHOWN, 'line')} more")
    return Account(
        severity=notice.severity,
        subject=subject,
        change=subject,
        lines=tuple(line for line in lines if line),
        dedup_key=title(notice.dedup_key, VALUE_LIMIT),
    )


def _incident(notice: IncidentNotice) -> Account:
    change = f"{'DRILL ' if notice.drill else ''}[{notice.severity.upper()}] {_news(notice)}: {_fact(notice)}"
    commitment = title(notice.commitment_title, TITLE_LIMIT)
    shown = _shown(notice.quotes)
    return Account(
        severity=notice.severity,
        subject=title(f"{change} - {commitment}", SUBJECT_LIMIT),
        change=change,
        lines=(_DRILL,) if notice.drill else (),
        facts=facts(_told(notice)),
        reference=facts(_reference(notice)),
        sayings=tuple(_saying(quote, notice.zone) for quote in shown),
        more=len(notice.quotes) - len(shown),
        explain=f"pactwatch explain {shown[0].item}" if shown and not notice.drill else None,
        dedup_key=title(notice.dedup_key, VALUE_LIMIT),
    )


def _shown(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Return the quotes that are shown: the first report and the latest."""
    return quotes if len(quotes) <= _QUOTES_SHOWN else (quotes[0], *quotes[1 - _QUOTES_SHOWN :])


def _news(notice: IncidentNotice) -> str:
    """Say what is new to one who read the former letters."""
    asides = ([f"update {notice.update}"] if notice.update > 1 else []) + (["late"] if notice.late else [])
    aside = f" ({', '.join(asides)})" if asides else ""
    if notice.reason is Reason.CORROBORATED:
        return f"CORROBORATED by {count(len(notice.origins), 'newsroom')}{aside}"
    if notice.reason in _CHANGES:
        return f"{_CHANGES[notice.reason]}{aside}"
    if notice.reason is Reason.REMINDER:
        return f"REMINDER, nobody has acknowledged it{aside}"
    stance = notice.quotes[0].stance if notice.quotes else Stance.REPORTED
    if notice.reason is Reason.DISPUTED:
        return f"DENIED by {_denying(notice)}, was {stance}{aside}"
    denied = f", denied by {_denying(notice)}" if _denying(notice) else ""
    return f"{notice.kind.capitalize()} {stance}{denied}{aside}"


def _denying(notice: IncidentNotice) -> str:
    """Return who denies it, as people read their names; empty when nobody does."""
    who = (said.accused for said in notice.attributions if said.stance is Stance.DENIED)
    return names([name_of(party) for party in dict.fromkeys(who) if party])


def _fact(notice: IncidentNotice) -> str:
    """Put the event in a few words: the first text around its marks, or what is known without one."""
    if notice.quotes:
        first = notice.quotes[0]
        whole = "".join(piece.text for piece in pieces(first.text, first.words, first.cue, _FACT_LIMIT))
        if text := title(whole, _FACT_LIMIT):
            return text
    where = f" in {name_of(notice.places[0])}" if notice.places else ""
    return f"event of {day(notice.event_on)}{where}"


def _told(notice: IncidentNotice) -> list[tuple[str, str]]:
    standing = "; ".join(window_day(window, notice.event_on) for window in notice.windows) or "in no window"
    places = names([name_of(place) for place in notice.places])
    boundary = " (boundary day: only the day of the event is known)" if notice.boundary else ""
    return [
        ("Commitment", notice.commitment_title),
        ("Event", day(notice.event_on) + (f", {places}" if places else "")),
        ("Counted", standing + boundary),
        ("Accused", _accusations(notice)),
        ("Sources", _sources(notice)),
        ("Sides", notice.heard),
        ("Late", "published while the feed could not be read, and told as soon as it could" if notice.late else ""),
    ]


def _reference(notice: IncidentNotice) -> list[tuple[str, str]]:
    decided = local_time(notice.decided_at, notice.zone)
    return [
        ("Pledge", notice.pledge),
        ("Rule", f"{notice.rule} ({notice.commitment})"),
        ("Incident", f"{notice.incident}, update {notice.update}, decided {decided}"),
    ]


def _accusations(notice: IncidentNotice) -> str:
    found = tuple(dict.fromkeys(accusation(attribution) for attribution in notice.attributions))
    if not found:
        return "not said"
    rest = f"; and {len(found) - _ACCUSATIONS_SHOWN} more" if len(found) > _ACCUSATIONS_SHOWN else ""
    return "; ".join(found[:_ACCUSATIONS_SHOWN]) + rest


def _sources(notice: IncidentNotice) -> str:
    origins = f"{count(len(notice.origins), 'independent newsroom')} ({names(notice.origins) or 'none'})"
    outlets = f"told by {count(len(notice.outlets), 'outlet')} ({names(notice.outlets) or 'none'})"
    unlisted = f"; no feed names {names(notice.unlisted)}, which confirms nothing" if notice.unlisted else ""
    return f"{origins}, {outlets}{unlisted}"


def _saying(quote: Quote, zone: str) -> Saying:
    certainty = quote.certainty if quote.published_at else Certainty.UNDATED
    return Saying(
        pieces=pieces(quote.text, quote.words, quote.cue),
        lang=title(quote.lang, 12),
        publisher=title(quote.publisher, 80) or "unnamed source",
        link=web_link(quote.url),
        published=published(quote.published_at, certainty, zone),
        stance=quote.stance,
        item=quote.item,
    )
