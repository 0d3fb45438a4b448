"""What an item tells: its firing matches, grouped by event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.incidents.backdrop import Backdrop
from monitor.model.ids import RuleId
from monitor.model.incident import Trace
from monitor.model.item import StoredItem
from monitor.model.match import Match
from monitor.text.stems import numbers, stem, stems
from monitor.text.tokens import tokens

READ = 1_500
"""How many code points of an item are compared: news tells the event first."""
WORDS, NUMBERS = 60, 12
"""How many stems and numbers of an item are kept."""
NIGHT = timedelta(days=1)
"""An item that tells of today and of yesterday tells of one night."""
_LONGEST_KIND = 4


@dataclass(frozen=True, slots=True)
class Telling:
    """What one item tells of one event: the matches that tell it, the decisive one first, and the trace of it.

    The first event of each rule is its `main` one.
    """

    matches: tuple[Match, ...]
    main: bool
    trace: Trace

    @property
    def rule(self) -> RuleId:
        """The rule that holds."""
        return self.matches[0].rule

    @property
    def places(self) -> tuple[str, ...]:
        """Where the event was, the nearest to the deed first."""
        return self.trace.places

    @property
    def day(self) -> date:
        """When it was."""
        return self.trace.day


def tellings(stored: StoredItem, matches: Sequence[Match], backdrop: Backdrop) -> tuple[Telling, ...]:
    """Group an item's firing matches by event, in the order of the text."""
    groups: list[list[Match]] = []
    for match in matches:
        if match.fires and match.event_on is not None:
            group = next((g for g in groups if g[0].rule == match.rule and _one_event(g, match, backdrop)), None)
            if group is None:
                groups.append([match])
            else:
                group.append(match)
    rules: set[RuleId] = set()
    found = []
    for group in groups:
        main = group[0].rule not in rules
        rules.add(group[0].rule)
        found.append(Telling(tuple(group), main, _trace(stored, group, backdrop, main=main)))
    return tuple(found)


def _one_event(group: Sequence[Match], match: Match, backdrop: Backdrop) -> bool:
    """Whether a mention is of the event that a group of them tells: the same night, and no other place."""
    days = {each.event_on for each in group if each.event_on}
    if match.event_on is None or min(abs(match.event_on - day) for day in days) > NIGHT:
        return False
    told = backdrop.narrow(place for each in group for place in each.places)
    named = backdrop.narrow(match.places)
    return not told or not named or any(backdrop.related(one, other) for one in named for other in told)


def _trace(stored: StoredItem, group: Sequence[Match], backdrop: Backdrop, *, main: bool) -> Trace:
    """Return what is compared. A side mention has the words of its own sentence, not those of the item."""
    item = stored.item
    text = "\n".join((item.title, item.summary or item.body))[:READ] if main else group[0].evidence.text[:READ]
    told_on = backdrop.told_on(item, group[0].commitment)
    days = [match.event_on for match in group if match.event_on is not None]
    day = next((each for each in days if each != told_on), told_on)
    told = dict.fromkeys(each for each in stems(text) if each not in backdrop.common)
    speakers = {match.speaker for match in group if match.speaker is not None}
    return Trace(
        text=stored.text_of,
        title_key=item.title_key,
        lang=item.lang,
        day=day,
        told_on=told_on,
        places=tuple(dict.fromkeys(place for match in group for place in match.places)),
        accused=tuple(dict.fromkeys(match.party for match in group if match.party is not None)),
        speaker=speakers.pop() if len(speakers) == 1 else None,
        kinds=tuple(dict.fromkeys(_kinds(text, backdrop))),
        numbers=tuple(dict.fromkeys(numbers(text)))[:NUMBERS],
        words=tuple(told)[:WORDS],
    )


def _kinds(text: str, backdrop: Backdrop) -> Iterator[str]:
    if not backdrop.kinds:
        return
    told = [stem(token.text) for token in tokens(text) if token.is_word]
    for at in range(len(told)):
        for end in range(at + 1, min(at + _LONGEST_KIND, len(told)) + 1):
            kind = backdrop.kinds.get(tuple(told[at:end]))
            if kind is not None:
                yield kind
