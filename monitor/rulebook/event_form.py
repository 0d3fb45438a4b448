"""The forms of an event: who did what to what."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Discriminator, Field, Tag, model_validator

from monitor.rulebook.fields import BoundParty, Form, PatternName, Vocabulary, wrong

_BINDS = "The parties of the commitment that it binds: it is no event when another did it. Without it, all of them."


class ActionForm(Form):
    """An action word on a target, in one clause."""

    action: Vocabulary = Field(description="The list of the action.")
    target: Vocabulary = Field(description="The list of what it is done to.")
    binds: list[BoundParty] = Field(default_factory=list, description=_BINDS)


class OutcomeForm(Form):
    """An outcome with its cause, in one sentence."""

    outcome: Vocabulary = Field(description="The list of the outcome.")
    target: Vocabulary | None = Field(None, description="The list of what it befalls, in the outcome's clause.")
    cause: Vocabulary = Field(description="The list of the cause.")
    binds: list[BoundParty] = Field(default_factory=list, description=_BINDS)


class BreachForm(Form):
    """The named promise is said to be broken."""

    breach_of: Vocabulary = Field(description="The list that names the promise.")
    binds: list[BoundParty] = Field(default_factory=list, description=_BINDS)


class PatternUseForm(Form):
    """The event of a pattern of the vocabulary. Its `unless` and `outweighed-by` hold for the rule as well."""

    pattern: PatternName = Field(description="The name of the pattern.")
    binds: list[BoundParty] = Field(default_factory=list, description=_BINDS)


class NamesForm(Form):
    """A word that stands in the sentence of an event."""

    names: list[Vocabulary] = Field(min_length=1, description="The lists, a word of any of which will do.")


_KEYS = {
    "<any>": {"any"},
    "<all>": {"all"},
    "<action>": {"action"},
    "<outcome>": {"outcome", "cause"},
    "<breach>": {"breach-of"},
    "<pattern>": {"pattern"},
    "<names>": {"names"},
}


def _form_of(value: object) -> str | None:
    """Return the tag of the only form whose own keys stand in a mapping; None when there is none, or several."""
    keys = value.keys() if isinstance(value, dict) else set()
    fitting = [form for form, own in _KEYS.items() if keys & own]
    if not fitting and "target" in keys:
        return "<action>"
    return fitting[0] if len(fitting) == 1 else None


def _told_apart(forms: str) -> Discriminator:
    return Discriminator(_form_of, custom_error_type="event_form", custom_error_message=forms)


_Action = Annotated[ActionForm, Tag("<action>")]
_Outcome = Annotated[OutcomeForm, Tag("<outcome>")]
_Breach = Annotated[BreachForm, Tag("<breach>")]
_Pattern = Annotated[PatternUseForm, Tag("<pattern>")]
_FORMS = "{action, target}, {outcome, cause}, {breach-of}, {pattern}"
OneEvent = Annotated[_Action | _Outcome | _Breach | _Pattern, _told_apart(f"{_FORMS}".replace(", {p", " or {p"))]


class ChoiceForm(Form):
    """Several forms, any of which will do beside the others of `all`."""

    any_: list[OneEvent] = Field(min_length=1, description="The forms.")


Part = Annotated[
    _Action
    | _Outcome
    | _Breach
    | _Pattern
    | Annotated[NamesForm, Tag("<names>")]
    | Annotated[ChoiceForm, Tag("<any>")],
    _told_apart(f"{_FORMS}, {{names: [list]}} or {{any: [one, two]}}"),
]


class AllForm(Form):
    """Several forms that stand in one sentence. The first that is no `names` is the event; the others must be there."""

    all_: list[Part] = Field(min_length=2, description="The forms.")

    @model_validator(mode="after")
    def _has_event(self) -> Self:
        if all(isinstance(part, NamesForm) for part in self.all_):
            raise wrong('"all" holds no event; add one beside "names", as in {action: attack, target: energy-site}')
        return self


_All = Annotated[AllForm, Tag("<all>")]
Alternative = Annotated[_Action | _Outcome | _Breach | _Pattern | _All, _told_apart(f"{_FORMS} or {{all: [one, two]}}")]


class AnyForm(Form):
    """Several forms of one event; any of them will do."""

    any_: list[Alternative] = Field(min_length=1, description="The forms.")


Event = Annotated[
    Annotated[AnyForm, Tag("<any>")] | _All | _Action | _Outcome | _Breach | _Pattern,
    _told_apart(f"{_FORMS}, {{any: [one, two]}} or {{all: [one, two]}}"),
]


def uses(event: Form) -> Iterator[PatternUseForm]:
    """Yield each use of a pattern in an event."""
    if isinstance(event, PatternUseForm):
        yield event
    elif isinstance(event, AnyForm | ChoiceForm):
        for each in event.any_:
            yield from uses(each)
    elif isinstance(event, AllForm):
        for part in event.all_:
            yield from uses(part)
