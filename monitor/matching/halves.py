"""Halves: what of a rule's events stands in a text in which no event is whole.

For those who teach: the daemon never asks for it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, product

from monitor.matching.ground import Ground
from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role
from monitor.matching.passages import Passage
from monitor.matching.timing import timing, told_on
from monitor.matching.tongues import Tongues
from monitor.model.commitment import Commitment
from monitor.model.half import Half, Unread
from monitor.model.ids import Lang, ListId, RuleId
from monitor.model.match import Evidence, Match, Reading, Words
from monitor.model.rule import ActionOn, AllOf, BreachOf, Event, Named, OutcomeOf, Rule, Stance
from monitor.model.rulebook import Rulebook
from monitor.model.vocabulary import ListKind

MOST_WAYS = 12
"""Of an event with many choices, so many ways to make it whole are looked at."""
BREACH = ListId("breach")
"""Stands for a language's own words for breaking a promise, which are no list of the rulebook."""

_NAMES = frozenset({ListKind.ACTOR, ListKind.PLACE})
"""A name alone is no part of an event."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What a passage holds of a rule's events."""

    passage: Passage
    found: dict[ListId, Hit]
    missing: tuple[tuple[ListId, ...], ...]


class Halves:
    """Looks for halves by one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._tongues = Tongues(rulebook)
        self._grounds = [Ground(commitment, rulebook.lists) for commitment in rulebook.commitments]

    def find(self, reading: Reading, rules: Collection[RuleId] | None = None) -> Iterator[Half]:
        """Yield, for each of these rules, the sentence that holds most of one of its events, where any holds a part."""
        for tongue in self._tongues.of(reading.lang):
            cut = tongue.sentences(reading)
            if any(passage.lists for passage in cut):
                yield from self._in(tongue.language.code, cut, rules)

    def _in(self, lang: Lang, cut: Sequence[Passage], rules: Collection[RuleId] | None) -> Iterator[Half]:
        for ground in self._grounds:
            wanted = [rule for rule in ground.commitment.rules if rules is None or rule.id in rules]
            bound = _bound(cut, ground) if wanted else ()
            for rule in wanted:
                whole = max((_part(rule, passage) for passage in cut), key=lambda part: len(part.found))
                if any(hit.sign.kind not in _NAMES for hit in whole.found.values()):
                    yield _half(ground.commitment, rule, lang, whole, bound)


def placeholder(reading: Reading, commitment: Commitment, rule: Rule) -> Match:
    """Return a match of a text in which the engine finds no mention: its title stands for one. It does not fire."""
    when = timing(reading, commitment, None)
    return Match(
        rule=rule.id,
        commitment=commitment.id,
        kind=rule.kind,
        fires=False,
        reason="sense",
        stance=Stance.REPORTED,
        party=None,
        speaker=None,
        places=(),
        event_on=told_on(reading, commitment),
        windows=when.windows,
        boundary=when.boundary,
        gates=(when.gate,),
        evidence=Evidence(field="title", text=reading.title, clause=(0, len(reading.title)), words=(), cue=None),
    )


def parts(event: Event | Named) -> Iterator[tuple[ListId, ...]]:
    """Yield the ways in which an event is made of lists, what happened first; few of them where there are many."""
    match event:
        case ActionOn():
            yield event.action, event.target
        case OutcomeOf():
            yield event.outcome, event.cause, *((event.target,) if event.target else ())
        case BreachOf():
            yield BREACH, event.truce
        case Named():
            yield from ((name,) for name in event.lists)
        case AllOf():
            groups = ([way for each in choices for way in parts(each)] for choices in ((event.first,), *event.others))
            yield from (tuple(chain(*ways)) for ways in islice(product(*groups), MOST_WAYS))


def _part(rule: Rule, passage: Passage) -> _Part:
    found: dict[ListId, Hit] = {}
    ways: list[frozenset[ListId]] = []
    order: dict[ListId, None] = {}
    for needed in (way for event in rule.any_of for way in parts(event)):
        there = {name: hit for name in needed if (hit := _first(passage, name)) is not None}
        if there:
            found |= there
            order |= dict.fromkeys(needed)
            ways.append(frozenset(needed) - frozenset(there))
    least = [way for way in dict.fromkeys(ways) if not any(other < way for other in ways)]
    named = (tuple(name for name in order if name in way) for way in least)
    return _Part(passage, found, tuple(sorted(named, key=len)))


def _first(passage: Passage, name: ListId) -> Hit | None:
    hits: Iterable[Hit] = passage.of(Role.BREACH) if name == BREACH else passage.lists.get(name, ())
    return next((hit for hit in hits if hit.other_sense is None), None)


def _bound(cut: Sequence[Passage], ground: Ground) -> tuple[str, ...]:
    parties = [party for passage in cut for hit in passage.actors if (party := ground.party(hit.sign.list))]
    places = (hit.sign.list for passage in cut for hit in passage.places)
    return tuple(dict.fromkeys((*parties, *(ground.name(place) for place in places if place and ground.covers(place)))))


def _half(commitment: Commitment, rule: Rule, lang: Lang, part: _Part, bound: tuple[str, ...]) -> Half:
    passage = part.passage
    words = [(*passage.span(hit.first, hit.end), name) for name, hit in part.found.items()]
    return Half(
        commitment=commitment.id,
        rule=rule.id,
        lang=lang,
        field=passage.field,
        text=passage.text,
        span=passage.span(0, len(passage.tokens)),
        found=tuple(Words(list=name, start=start, end=end) for start, end, name in sorted(words)),
        missing=part.missing,
        bound=bound,
        unread=tuple(_unread(passage)),
    )


def _unread(passage: Passage) -> Iterator[Unread]:
    known = {at for hit in passage.hits for at in range(hit.first, hit.end)}
    words = passage.tokens
    for at, token in enumerate(words):
        if at not in known and token.is_word and token.number is None:
            before = words[at - 1].text if at else ""
            after = words[at + 1].text if at + 1 < len(words) else ""
            yield Unread(token.text, token.start, before, after)
