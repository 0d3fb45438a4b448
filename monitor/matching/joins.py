"""Joins: an outcome in one sentence, and what brought it about in the one beside it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from monitor.matching.ground import Ground
from monitor.matching.hits import Hit
from monitor.matching.mentions import Mention
from monitor.matching.passages import Passage
from monitor.matching.places import Surroundings, named_places
from monitor.model.ids import ListId
from monitor.model.rule import OutcomeOf


@dataclass(frozen=True, slots=True)
class Join:
    """An outcome, and a cause in a sentence beside it."""

    outcome: Mention
    passage: Passage
    cause: Mention
    beside: Passage


def joins(form: OutcomeOf, passage: Passage, item: Surroundings, weapons: Collection[ListId]) -> Iterator[Join]:
    """Yield the first outcome of a sentence with a cause that the sentence before or after it names.

    Only where its own names none. An actor or a weapon must be said to have done it there.
    """
    if form.target or form.cause in passage.lists or not passage.lists.get(form.outcome):
        return
    outcome = next((hit for hit in passage.lists[form.outcome] if hit.other_sense is None), None)
    for beside in item.beside(passage):
        cause = _cause(form, beside, weapons)
        if outcome and cause and form.outcome not in beside.lists:
            yield Join(Mention(form, outcome), passage, Mention(form, cause), beside)
            return


def apart(join: Join, ground: Ground) -> bool:
    """Whether the two sentences name towns or regions, and none that both do."""
    one, other = (
        {place for place in named_places(each) if ground.is_part(place)} for each in (join.passage, join.beside)
    )
    return bool(one and other) and not one & other


def _cause(form: OutcomeOf, passage: Passage, weapons: Collection[ListId]) -> Hit | None:
    """Return a cause with an actor or a weapon right before it: Russian missile strikes, drones struck."""
    doers = (*passage.actors, *(hit for name in weapons for hit in passage.lists.get(name, ())))
    for hit in passage.lists.get(form.cause, ()):
        if hit.other_sense is None and any(0 <= hit.first - doer.end <= 1 for doer in doers):
            return hit
    return None
