"""Joins: an outcome in one sentence, and what brought it about in the one beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.matching.ground import Ground
from monitor.matching.hits import Hit
from monitor.matching.mentions import Mention
from monitor.matching.passages import Passage
from monitor.matching.places import Surroundings, named_places
from monitor.model.rule import OutcomeOf


@dataclass(frozen=True, slots=True)
class Join:
    """An outcome, and a cause in a sentence beside it."""

    outcome: Mention
    passage: Passage
    cause: Mention
    beside: Passage


def joins(form: OutcomeOf, passage: Passage, item: Surroundings) -> Iterator[Join]:
    """Yield the first outcome of a sentence with a cause that the sentence before or after it names.

    Only where its own names none. Somebody must be said to have done it there.
    """
    if form.target or form.cause in passage.lists or not passage.lists.get(form.outcome):
        return
    outcome = next((hit for hit in passage.lists[form.outcome] if hit.other_sense is None), None)
    for beside in item.beside(passage):
        cause = _cause(form, beside)
        if outcome and cause and form.outcome not in beside.lists:
            yield Join(Mention(form, outcome), passage, Mention(form, cause), beside)
            return


def apart(join: Join, ground: Ground) -> bool:
    """Whether the two sentences name towns or regions, and none that both do."""
    one, other = (
        {place for place in named_places(each) if ground.is_part(place)} for each in (join.passage, join.beside)
    )
    return bool(one and other) and not one & other


def _cause(form: OutcomeOf, passage: Passage) -> Hit | None:
    """Return a cause with an actor right before it: Russian missile strikes."""
    for hit in passage.lists.get(form.cause, ()):
        for actor in passage.actors:
            if hit.other_sense is None and 0 <= hit.first - actor.end <= 1:
                return hit
    return None
