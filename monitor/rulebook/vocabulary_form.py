"""The form of `vocabulary/*.yaml`."""

from typing import Any, Self

from pydantic import ConfigDict, Field, model_validator

from monitor.rulebook.event_form import Event, uses
from monitor.rulebook.fields import (
    LANGUAGE_PATTERN,
    ActorName,
    Flag,
    Form,
    LanguageKey,
    Name,
    People,
    Phrase,
    PlaceName,
    Prose,
    Region,
    Texts,
    Version,
    Vocabulary,
    wrong,
)

_OTHER_KEYS = "^(?!(in|not)$)" + LANGUAGE_PATTERN.removeprefix("^")
"""The keys that are languages: two keys of the forms look like one."""


def _by_language(schema: dict[str, Any]) -> None:
    schema["patternProperties"] = {_OTHER_KEYS: schema["additionalProperties"]}
    schema["additionalProperties"] = False


class PhrasesForm(Form):
    """Phrases per language. Other keys are language codes, each with a list of phrases."""

    model_config = ConfigDict(extra="allow", json_schema_extra=_by_language)
    __pydantic_extra__: dict[LanguageKey, Texts]

    meaning: Prose | None = Field(None, description="What the list stands for, for those who edit it.")
    not_: dict[LanguageKey, Texts] = Field(
        default_factory=dict,
        description="Per language, phrases that hold a word of the list in a sense that does not count.",
    )

    @property
    def phrases(self) -> dict[str, list[str]]:
        """The phrases per language code."""
        return self.__pydantic_extra__


class ListForm(PhrasesForm):
    """A named list of phrases that stand for one thing.

    A phrase is found in every inflected form of its words; a word in capitals (US) in capitals only, and one written
    =downed in that form only. The words <number> and <year> stand for any number and any year.
    """

    kind_of: Vocabulary | None = Field(
        None, description="The list that this one is a kind of: it tells two events apart that share a place and a day."
    )

    @model_validator(mode="after")
    def _has_phrases(self) -> Self:
        if not self.phrases:
            raise wrong("it has no phrases; add a list of them under a language code, as in en: [power plant]")
        return self


class PlaceForm(PhrasesForm):
    """A place, the larger place that it lies in, and who holds it."""

    in_: PlaceName | None = Field(None, description="The next larger place.")
    held_by: ActorName | None = Field(
        None, description="The actor that holds the place without dispute; if not given, as the larger place says."
    )
    disputed: Flag = Field(False, description="true where control is disputed: then nobody is accused by the place.")
    gazetteer: list[Region] = Field(
        default_factory=list,
        description="Countries or regions by their codes in GeoNames, as UA or UA.21: the names of their towns are "
        "found too and mean this place, save those in a region whose code another place has.",
    )
    people: People | None = Field(
        None,
        description="How many people a town of the gazetteer must have; if not given, as the larger place says, else "
        "5000.",
    )
    without: list[Phrase] = Field(
        default_factory=list,
        description="Towns of the gazetteer that are not wanted, by any of their names, here and in the places within: "
        "in the news it means something else.",
    )

    @model_validator(mode="after")
    def _one_holder(self) -> Self:
        if self.disputed and self.held_by:
            raise wrong('"held-by" and "disputed: true" cannot both be; keep one', at="disputed")
        return self


class PatternForm(Form):
    """An event that rules of several commitments share by its name: `event: {pattern: NAME}`."""

    meaning: Prose | None = Field(None, description="What the event is, for those who use it.")
    event: Event = Field(description="Who did what to what, as in a rule.")
    unless: list[Vocabulary] = Field(
        default_factory=list, description="Lists that rule the event out, beside those of the rule that uses it."
    )
    outweighed_by: list[Vocabulary] = Field(
        default_factory=list, description="Lists beside which `unless` does not count, beside those of the rule."
    )

    @model_validator(mode="after")
    def _stands_alone(self) -> Self:
        if any(uses(self.event)):
            raise wrong("a pattern cannot use another; write out what it stands for", at="event")
        return self


class VocabularyForm(Form):
    """Word lists, actors and places, and patterns of events, shared by all commitments."""

    version: Version = Field(description="The version of this file's form: 1.")
    lists: dict[Name, ListForm] = Field(default_factory=dict, description="Word lists by name.")
    actors: dict[Name, ListForm] = Field(
        default_factory=dict, description="Who acts and speaks, by name; elsewhere actor:NAME."
    )
    places: dict[Name, PlaceForm] = Field(default_factory=dict, description="Places by name; elsewhere place:NAME.")
    patterns: dict[Name, PatternForm] = Field(default_factory=dict, description="Events by name.")
