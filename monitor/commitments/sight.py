"""Decides whether pactwatch can see a commitment at all: whether feeds that could report on it bring anything fresh."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from monitor.commitments.deadlines import GRACE
from monitor.model.commitment import Commitment, Window
from monitor.model.feed import Feed
from monitor.model.ids import Lang, ListId
from monitor.model.rule import ActionOn, AllOf, BreachOf, Event, OutcomeOf
from monitor.model.vocabulary import WordList

Spell = tuple[datetime, datetime]
"""From when to when it was blind."""


class Sight(StrEnum):
    """How it is with a commitment."""

    IDLE = "idle"
    """No window of it runs: nobody waits for news of it."""
    UNSURE = "unsure"
    """The daemon was started of late and has not read every feed since."""
    SEEING = "seeing"
    BLIND = "blind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is remembered of a commitment: since when it is told to be blind, and its former blind spells."""

    blind_since: datetime | None = None
    spells: tuple[Spell, ...] = ()

    def after(self, sight: Sight, fresh_at: datetime, now: datetime) -> "Watch":
        """Return what is to be remembered; `fresh_at` is when anything fresh last came."""
        if sight is Sight.BLIND:
            return replace(self, blind_since=self.blind_since or fresh_at)
        if sight is Sight.UNSURE or self.blind_since is None:
            return self
        ended_at = max(fresh_at, self.blind_since) if sight is Sight.SEEING else now
        return Watch(spells=(*self.spells, (self.blind_since, ended_at)))

    def blind_days(self, commitment: Commitment, until: datetime) -> frozenset[date]:
        """Return the days, in the commitment's zone, of which some part passed unseen."""
        open_spell = ((self.blind_since, until),) if self.blind_since else ()
        return frozenset(day for spell in (*self.spells, *open_spell) for day in _days(spell, commitment))


def able(feed: Feed, commitment: Commitment, languages: frozenset[Lang]) -> bool:
    """Return whether a feed can report on a commitment: it is on, in a language of its rules, and no stranger's voice.

    `languages` are those of the rules. A feed that is the voice of a party which the commitment does not bind is left
    out; one that declares no language is judged by the words of every language.
    """
    speaks = not feed.languages or bool(languages.intersection(feed.languages))
    heard = feed.side is None or feed.side in {party.id for party in commitment.parties}
    return feed.enabled and speaks and heard


def languages(commitment: Commitment, lists: Mapping[ListId, WordList]) -> frozenset[Lang]:
    """Return the languages in which some event of some rule can be found: all lists of it have phrases."""
    forms = (form for rule in commitment.rules for form in rule.any_of)
    return frozenset(lang for form in forms for lang in _languages(form, lists))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What has been listened to: when an able feed last brought something new, or since when it is waited for.

    `started_at` is when the daemon was started, `read_until` up to when every feed was read, failing ones aside: what
    came while the daemon was down is not known before the feeds are read.
    """

    fresh_at: datetime
    started_at: datetime
    read_until: datetime | None


def look(commitment: Commitment, heard: Heard, now: datetime) -> Sight:
    """Return how it is with a commitment."""
    if not any(_runs(window, commitment.zone, now) for window in commitment.windows):
        return Sight.IDLE
    if now - heard.fresh_at < commitment.blind_after:
        return Sight.SEEING
    reading = heard.read_until is None or heard.read_until < heard.started_at
    return Sight.UNSURE if reading and now < heard.started_at + GRACE else Sight.BLIND


def _runs(window: Window, zone: ZoneInfo, now: datetime) -> bool:
    over_at = window.over_at(zone)
    return window.begins_at(zone) <= now and (over_at is None or now < over_at)


def _languages(form: Event, lists: Mapping[ListId, WordList]) -> frozenset[Lang]:
    return frozenset.intersection(*(frozenset(lists[name].phrases) for name in _lists(form)))


def _lists(form: Event) -> Iterable[ListId]:
    match form:
        case ActionOn():
            return (form.action, form.target)
        case OutcomeOf():
            return (form.outcome, form.cause)
        case BreachOf():
            return (form.truce,)
        case AllOf():
            return _lists(form.first)


def _days(spell: Spell, commitment: Commitment) -> Iterator[date]:
    first, last = (at.astimezone(commitment.zone).date() for at in spell)
    yield from (first + timedelta(days=n) for n in range((last - first).days + 1))
