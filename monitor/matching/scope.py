"""Scope: what of a commitment a mention falls under: whom its form binds, and what the promise does not cover."""

from collections.abc import Collection

from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role
from monitor.matching.mentions import Mention
from monitor.matching.party import Attribution
from monitor.matching.passages import Passage
from monitor.model.ids import ListId
from monitor.model.match import Gate
from monitor.model.vocabulary import ListKind

NEAR = 3
"""How many tokens may stand between a thing and the exception that it is part of: oil depot at a military airfield."""


def bound(mention: Mention, who: Attribution) -> Gate:
    """Return the party gate: it fails where the accused is a party that the mention's form does not bind.

    Where nobody is accused it stays as it was: the text does not tell that it was another.
    """
    binds = mention.form.binds if mention.form else ()
    if not who.gate.passed or not binds or who.accused is None or who.accused in binds:
        return who.gate
    return Gate(gate="party", passed=False, why=f"{who.accused} did it; this event binds {' and '.join(binds)} alone")


def excepted(mention: Mention, passage: Passage, exceptions: Collection[ListId]) -> Hit | None:
    """Return the exception that all that was struck falls under, or None where something else was struck as well.

    Places among the exceptions are no things: the party gate asks for them.
    """
    hits = (hit for name in exceptions for hit in passage.lists.get(name, ()))
    named = [hit for hit in hits if hit.other_sense is None and hit.sign.kind is not ListKind.PLACE]
    found = [next((hit for hit in named if _is_of(thing, hit, mention, passage)), None) for thing in mention.victims]
    return found[0] if found and all(found) else None


def _is_of(thing: Hit, exception: Hit, mention: Mention, passage: Passage) -> bool:
    """Whether a thing is part of an exception: in its words, or right beside it without an and or a comma."""
    if thing.overlaps(exception):
        return True
    first, end = min(thing.end, exception.end), max(thing.first, exception.first)
    between = [*passage.of(Role.JOINING), mention.head]
    return (
        end - first <= NEAR and not passage.parted(first, end) and not any(first <= hit.first < end for hit in between)
    )
