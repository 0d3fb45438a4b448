"""The sense gate: whether the words mean what the rule means by them."""

from collections.abc import Collection, Iterable

from monitor.matching.mentions import Mention
from monitor.matching.passages import Passage
from monitor.matching.scope import excepted
from monitor.model.ids import ListId
from monitor.model.match import Gate
from monitor.model.rule import Rule


def sense(rule: Rule, mention: Mention, passage: Passage, exceptions: Collection[ListId] = ()) -> Gate:
    """Fail on a word in another sense, on an exception, and on another cause unless it is outweighed in the sentence.

    `exceptions` are the things that the commitment does not cover.
    """
    for hit in mention.hits:
        if hit.other_sense is not None:
            return _gate(False, f'"{passage.words(hit)}" in "{hit.other_sense}" is another sense')
    if exception := excepted(mention, passage, exceptions):
        name = exception.sign.list or ""
        return _gate(False, f"the commitment does not cover {_named((name, passage.words(exception)))}")
    other = _first(rule.unless, passage, mention)
    if other is None:
        return _gate(True, "no other sense or cause in the sentence")
    weapon = _first(rule.outweighed_by, passage, None)
    if weapon is None:
        return _gate(False, f"the sentence names another cause or sense: {_named(other)}")
    return _gate(True, f"{_named(other)} is outweighed by {_named(weapon)}")


def _first(lists: Iterable[ListId], passage: Passage, mention: Mention | None) -> tuple[ListId, str] | None:
    """Return the first of these lists with a word in the sentence that is not one of the mention's own."""
    own = mention.hits if mention else ()
    for name in lists:
        for hit in passage.lists.get(name, ()):
            if hit.other_sense is None and not any(hit.overlaps(each) for each in own):
                return name, passage.words(hit)
    return None


def _named(found: tuple[str, str]) -> str:
    return f'"{found[1]}" ({found[0]})'


def _gate(passed: bool, why: str) -> Gate:
    return Gate(gate="sense", passed=passed, why=why)
