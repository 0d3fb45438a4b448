"""Word lists: the phrases that name one thing, per language, and the senses that do not count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from monitor.model.ids import Lang, ListId


class ListKind(StrEnum):
    """What a list names."""

    WORDS = "words"
    ACTOR = "actor"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """A named list of phrases.

    A phrase is found in every inflected form of its words. `senses_not` holds phrases that contain a word of the list
    in another sense ("strikes a deal"); where one stands, the list is not there. For places: `within` is the next
    larger place, and `held_by` the actor that controls it without dispute, so that harm done there tells who is
    accused: the other one. None where control is disputed or nobody said. Of words, `within` is the list that these are
    a kind of: they tell events apart, and no rule looks for them.
    """

    id: ListId
    kind: ListKind = ListKind.WORDS
    meaning: str = ""
    phrases: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    senses_not: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    within: ListId | None = None
    held_by: ListId | None = None

    @property
    def name(self) -> str:
        """The name without its name space, as people read it."""
        return self.id.rpartition(":")[2]
