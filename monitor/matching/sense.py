"""The sense gate: whether the words mean what the rule means by them."""

from collections.abc import Collection, Iterable, Iterator

from monitor.matching.hits import Hit
from monitor.matching.joins import Join
from monitor.matching.lexicon import Role
from monitor.matching.mentions import Mention
from monitor.matching.passages import Passage
from monitor.matching.scope import excepted
from monitor.model.ids import ListId
from monitor.model.match import Gate
from monitor.model.rule import Rule

NEAR = 3
"""How many tokens may stand between a word such as near and the thing."""

HAND = 4
"""How far from a deed what brought it about stands at most: hit by a barrage of missiles."""

ABOUT = 5
"""How far from a deed a word can stand that gives it another sense: strikes a new five-year gas deal."""


def sense(
    rule: Rule, mention: Mention, passage: Passage, exceptions: Collection[ListId] = (), *, by_party: bool = False
) -> Gate:
    """Fail on a word in another sense, on an exception, and on another cause unless it is outweighed in the sentence.

    `exceptions` are the things that the commitment does not cover.

    In a rule that says what outweighs another cause, a cause must be the event's own; in others, and in a language
    without words of cause, any in the sentence counts. `by_party` says that the sentence tells who did it
    and that this one is bound.
    """
    for hit in mention.hits:
        if hit.other_sense is not None:
            return _gate(False, f'"{passage.words(hit)}" in "{hit.other_sense}" is another sense')
    if exception := excepted(mention, passage, exceptions):
        return _gate(False, f"the commitment does not cover {_named(exception, passage)}")
    apart = _apart(mention, passage) or _idle(rule, mention, passage) or _other_hand(rule, mention, passage)
    if apart is not None:
        return _gate(False, apart)
    strict = passage.because is None or not rule.outweighed_by
    others = (hit for hit in _found(rule.unless, passage) if not any(hit.overlaps(own) for own in mention.hits))
    other = next((hit for hit in others if strict or _concerns(hit, mention, passage, by_party)), None)
    if other is None:
        return _gate(True, "no other sense or cause in the sentence")
    weapon = next(_found(rule.outweighed_by, passage), None)
    if weapon is None:
        return _gate(False, f"the sentence names another cause or sense: {_named(other, passage)}")
    return _gate(True, f"{_named(other, passage)} is outweighed by {_named(weapon, passage)}")


def joint_sense(rule: Rule, join: Join) -> Gate:
    """Fail where either of two sentences names another cause: nothing outweighs one that stands nearer."""
    for passage in (join.passage, join.beside):
        other = next(_found(rule.unless, passage), None)
        if other is not None:
            return _gate(False, f"another cause or sense stands beside it: {_named(other, passage)}")
    cause = join.beside.words(join.cause.head)
    return _gate(True, f'the sentence beside names the cause, "{cause}", and no other')


def _apart(mention: Mention, passage: Passage) -> str | None:
    """Return why every object is not what was struck: it only names somebody or something else, or stands near it."""
    why: str | None = None
    for thing in mention.objects:
        why = _belongs(thing, passage) or _stands_near(thing, mention.head, passage)
        if why is None:
            return None
    return why


def _idle(rule: Rule, mention: Mention, passage: Passage) -> str | None:
    """Return why a weapon brought nothing about: it is only named after a comma, as in with artillery miles away."""
    head, weapon = mention.head, mention.cause
    if weapon is None or weapon.sign.list not in rule.outweighed_by or weapon.first < head.end:
        return None
    aside = passage.parted(head.end, weapon.first) and not passage.ended(head.end, weapon.first)
    return f'"{passage.words(weapon)}" is only named beside it' if aside else None


def _other_hand(rule: Rule, mention: Mention, passage: Passage) -> str | None:
    """Return why something else did it: crippled by debt, cable blamed for explosion; neither actor nor weapon."""
    deed = mention.deed
    for word in passage.of(Role.AGENT):
        if any(word.within(day) for day in passage.of(Role.DAY)):
            continue
        after = word.end, min(word.end + HAND, passage.part(deed.first)[1])
        if word.first == deed.end and not _armed(rule, mention, passage, *after) and not passage.named(*after):
            return f'"{passage.words(deed)} {passage.words(word)}" is followed by no attacker and no weapon'
    for word in passage.of(Role.ACCUSING):
        first, _ = passage.part(word.first)
        passive = passage.precedes(Role.OBLIQUE, word) and 0 < deed.first - word.end <= HAND
        if passive and not _armed(rule, mention, passage, first, deed.first):
            return f'something else is "{passage.words(word)}" for it'
    return None


def _armed(rule: Rule, mention: Mention, passage: Passage, first: int, end: int) -> bool:
    """Whether an actor, a force, a weapon or another deed of the kind stands among these tokens."""
    kind = mention.deed.sign.list
    words = [hit for name in (*rule.outweighed_by, *((kind,) if kind else ())) for hit in passage.lists.get(name, ())]
    return any(first <= hit.first < end for hit in (*passage.actors, *passage.of(Role.FORCE), *words))


def _belongs(thing: Hit, passage: Passage) -> str | None:
    for word in passage.of(Role.COMPOUND):
        if word.first == thing.end:
            return f'"{passage.text[slice(*passage.span(thing.first, word.end))]}" is something else'
    return None


def _stands_near(thing: Hit, head: Hit, passage: Passage) -> str | None:
    """Return why a thing is only near what was struck: hit a school near the power station."""
    for word in passage.of(Role.BESIDE):
        between = word.first - head.end > 0 and word.end <= thing.first
        if between and thing.first - word.end <= NEAR and not passage.parted(head.end, thing.first):
            return f'"{passage.words(thing)}" is only "{passage.words(word)}" what was struck'
    return None


def _found(lists: Iterable[ListId], passage: Passage) -> Iterator[Hit]:
    """Yield the words of these lists in the sentence, in the order of the lists."""
    for name in lists:
        yield from (hit for hit in passage.lists.get(name, ()) if hit.other_sense is None)


def _concerns(other: Hit, mention: Mention, passage: Passage, by_party: bool) -> bool:
    """Whether another cause or sense is of the mention.

    It is where it stands in the same part of the sentence, or where a word such as after makes it a cause. What a party
    did has no other cause, and there only the words about the deed can mean something else.
    """
    if any(passage.part(other.first) == passage.part(each.first) for each in mention.hits):
        return not by_party or other.gap(mention.head) <= ABOUT
    return not by_party and _is_cause(other, passage)


def _is_cause(other: Hit, passage: Passage) -> bool:
    first, _ = passage.part(other.first)
    causes = passage.because or ()
    return any(word.first < first <= word.end or first <= word.first < other.first for word in causes)


def _named(found: Hit, passage: Passage) -> str:
    return f'"{passage.words(found)}" ({found.sign.list})'


def _gate(passed: bool, why: str) -> Gate:
    return Gate(gate="sense", passed=passed, why=why)
