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
    in another sense ("strikes a deal"); where one stands, the list is not there. `held_by` is the actor that controls a
    place without dispute, so that harm done there tells who is accused: the other one.
    """

    id: ListId
    kind: ListKind = ListKind.WORDS
    meaning: str = ""
    phrases: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    senses_not: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    held_by: ListId | None = None
