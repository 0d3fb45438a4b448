"""Mentions: finds the events that a rule's forms describe, in one passage."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role
from monitor.matching.passages import Passage
from monitor.model.rule import ActionOn, AllOf, BreachOf, Event, EventForm, Named, OutcomeOf

REACH = 14
"""How many tokens may lie between an action and its target; farther apart, they rarely belong together."""


STATE = 3
"""How many tokens may stand between a thing and the cause of its state: refinery halts output after shelling."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An event in a passage, or with no `form` words that were asked for.

    `head` is what happened: its stance is the event's.
    `objects` are what it happened to, and `cause` is what brought an outcome about. `beside` is what else had to stand
    in the sentence; it decides nothing more.
    """

    form: EventForm | None
    head: Hit
    objects: tuple[Hit, ...] = ()
    cause: Hit | None = None
    beside: tuple[Hit, ...] = ()

    @property
    def words(self) -> tuple[Hit, ...]:
        """All that had to be there, in the order of the text."""
        return tuple(sorted({*self.hits, *self.beside}, key=lambda hit: (hit.first, hit.end)))

    @property
    def hits(self) -> tuple[Hit, ...]:
        """All that makes it, in the order of the text."""
        found = (self.head, *self.objects, *((self.cause,) if self.cause else ()))
        return tuple(sorted(found, key=lambda hit: (hit.first, hit.end)))

    @property
    def deed(self) -> Hit:
        """What somebody did: the cause of an outcome, else what happened."""
        return self.cause or self.head

    @property
    def victims(self) -> tuple[Hit, ...]:
        """What suffered it: the objects, and the outcome itself where one stands for who suffers it."""
        return (*self.objects, self.head) if self.cause and not self.objects else self.objects

    @property
    def heads(self) -> tuple[Hit, ...]:
        """The words whose stance is the mention's: what happened, and what is said to have caused it."""
        return (self.head, self.cause) if self.cause else (self.head,)


def mentions(form: Event, passage: Passage) -> tuple[Mention, ...]:
    """Return the mentions of one form, in the order of the text.

    Each target goes to the nearest action of its clause, so that one action on several targets is one mention.
    """
    found: Iterable[Mention]
    if isinstance(form, AllOf):
        found = (whole for each in mentions(form.first, passage) if (whole := _with_others(each, form, passage)))
    elif isinstance(form, ActionOn):
        found = _pairs(form, passage, passage.lists.get(form.action, ()), passage.lists.get(form.target, ()))
    elif isinstance(form, BreachOf):
        found = _pairs(form, passage, passage.of(Role.BREACH), passage.lists.get(form.truce, ()))
    else:
        found = _outcomes(form, passage)
    return tuple(sorted(found, key=lambda mention: mention.hits[0].first))


def _with_others(mention: Mention, form: AllOf, passage: Passage) -> Mention | None:
    """Return a mention with one of each choice beside it, or None where one is lacking in the sentence."""
    beside: list[Hit] = []
    for choice in form.others:
        words = next((found for each in choice if (found := _beside(mention, each, passage))), ())
        if not words:
            return None
        beside += words
    return replace(mention, beside=tuple(beside))


def _beside(mention: Mention, other: Event | Named, passage: Passage) -> tuple[Hit, ...]:
    """Return the words of another event or name that are not the mention's own: the nearest to what happened."""
    found: list[tuple[Hit, ...]]
    if isinstance(other, Named):
        found = [(hit,) for name in other.lists for hit in passage.lists.get(name, ()) if hit.other_sense is None]
    else:
        found = [each.words for each in mentions(other, passage)]
    free = [hits for hits in found if not any(hit.overlaps(own) for hit in hits for own in mention.hits)]
    return min(free, key=lambda hits: (hits[0].gap(mention.head), hits[0].first), default=())


def _pairs(form: EventForm, passage: Passage, heads: Iterable[Hit], objects: Iterable[Hit]) -> Iterator[Mention]:
    heads = list(heads)
    by_head: dict[Hit, list[Hit]] = {}
    for target in objects:
        head = _nearest(target, heads, passage)
        if head is not None:
            by_head.setdefault(head, []).append(target)
    for head, targets in by_head.items():
        sound = [target for target in targets if target.other_sense is None]
        yield Mention(form, head, tuple(sound or targets))


def _outcomes(form: OutcomeOf, passage: Passage) -> Iterator[Mention]:
    outcomes, causes = passage.lists.get(form.outcome, ()), passage.lists.get(form.cause, ())
    targets = passage.lists.get(form.target, ()) if form.target else ()
    for outcome in outcomes:
        near = [target for target in targets if _joined(outcome, target, passage)]
        if form.target and not near:
            continue
        taken = (outcome, *near)
        free = [
            cause for cause in causes if not any(cause.overlaps(hit) for hit in taken) and outcome.end != cause.first
        ]
        if free:
            cause = min(free, key=lambda each: (each.other_sense is not None, each.gap(outcome)))
            yield Mention(form, outcome, tuple(near), cause)


def _is_free(cause: Hit, outcome: Hit) -> bool:
    """Whether a cause is not rather what the outcome itself does: power cuts hit millions."""
    return outcome.end != cause.first


def _nearest(target: Hit, heads: Iterable[Hit], passage: Passage) -> Hit | None:
    """Return the nearest head in the target's clause; of two as near, the one before it."""
    able = [head for head in heads if _joined(head, target, passage)]
    return min(able, key=lambda head: _distance(head, target), default=None)


def _distance(head: Hit, target: Hit) -> tuple[bool, int, bool]:
    return head.other_sense is not None, head.gap(target), head.first > target.first


def _joined(one: Hit, other: Hit, passage: Passage) -> bool:
    first, end = passage.clause(one.first)
    if one.overlaps(other) or one.gap(other) > REACH:
        return False
    if first <= other.first < end:
        return not _told_apart(one, other, passage)
    return _by_cause(one, other, passage)


def _told_apart(head: Hit, thing: Hit, passage: Passage) -> bool:
    """Whether a thing after a deed stands in what somebody adds to it: hits a school, mayor says the grid is stable."""
    return passage.parted(head.end, thing.first) and passage.among(Role.REPORTING, head.end, thing.first)


def _by_cause(head: Hit, thing: Hit, passage: Passage) -> bool:
    """Whether a deed stands alone after a word of cause, and a thing shortly before: refinery halts after shelling."""
    causes = [word for word in passage.because or () if 0 <= word.first - thing.end <= STATE]
    alone = passage.part(head.first)[1] == head.end
    return alone and any(passage.part(head.first)[0] in {word.end, word.first + 1} for word in causes)
