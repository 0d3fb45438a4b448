"""The form of `commitments/*.yaml`: a promise, its windows, and its rules with their examples."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field, Strict, ValidationInfo, model_validator

from monitor.model.rule import Kind, Severity, Stance
from monitor.rulebook.event_form import Event
from monitor.rulebook.fields import (
    ActorName,
    Day,
    Form,
    LanguageCode,
    Line,
    Moment,
    Name,
    PartyName,
    PlaceName,
    Prose,
    Version,
    Vocabulary,
    Zone,
    context_of,
    wrong,
)
from monitor.rulebook.moments import begin_of, end_of

State = Literal[
    "proposed", "agreed", "in-force", "disputed", "suspended", "extended", "expired", "ended", "withdrawn", "collapsed"
]
"""What can be said of a commitment."""


class PartyForm(Form):
    """Who is bound."""

    actor: ActorName = Field(description="The actor of the vocabulary that names the party in text.")


class WindowForm(Form):
    """A time in which the commitment holds, both ends included."""

    id: Name = Field(description="Its name, as messages give it: by whose count.")
    from_: Moment = Field(description="A day, or a time on the clocks of `zone`, or one with an offset.")
    until: Moment | None = Field(None, description="The same; without it the window has no end.")

    @model_validator(mode="after")
    def _in_order(self, info: ValidationInfo) -> Self:
        if self.until is not None and not _ordered(self.from_, self.until, info):
            raise wrong('"until" comes before "from"', at="until")
        return self


def _ordered(first: date | datetime, last: date | datetime, info: ValidationInfo) -> bool:
    zone = context_of(info).zone
    return zone is None or begin_of(first, zone) <= end_of(last, zone)


class StatusForm(Form):
    """What was said of the commitment; it informs and never gates."""

    at: Day = Field(description="The day on which it was said.")
    is_: State = Field(description="What was said of it.")
    by: PartyName | None = Field(None, description="The party that said so, if one did.")
    source: Line = Field(description="Where it was said.")


class DeadlineForm(Form):
    """A time by which something must be heard; nothing heard by then is itself told."""

    id: Name = Field(description="Its name.")
    at: Moment = Field(description="A day, or a time on the clocks of `zone`, or one with an offset.")
    what: Line = Field(description="What must be heard by then.")


class CorroborateForm(Form):
    """How many independent origins it takes."""

    tell: Annotated[int, Strict(), Field(ge=1, le=100)] = Field(1, description="To tell at all.")
    confirm: Annotated[int, Strict(), Field(ge=1, le=100)] = Field(2, description="To call it corroborated.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.confirm < self.tell:
            raise wrong(f'"confirm" ({self.confirm}) cannot be less than "tell" ({self.tell})', at="confirm")
        return self


class ExampleForm(Form):
    """A text published on a day, at noon UTC."""

    at: Day = Field(description="The day of its publication.")
    text: Line = Field(description="A headline or a sentence.")
    lang: LanguageCode = Field("en", description="Its language.")


class ExamplesForm(Form):
    """Texts that show what the rule must make of them; `pactwatch test` judges them."""

    fire: list[ExampleForm] = Field(default_factory=list, description="The rule must fire.")
    ignore: list[ExampleForm] = Field(default_factory=list, description="The rule must not fire.")
    denied: list[ExampleForm] = Field(default_factory=list, description="The rule must not fire but see a denial.")


class RuleForm(Form):
    """One kind of event on the commitment, as it looks in text."""

    id: Name = Field(description="Its name, the only one of its kind in the whole rulebook.")
    kind: Kind = Field(description="What the event means for the commitment.")
    severity: Severity = Field(description="How urgent it is to those who are told.")
    event: Event = Field(description="Who did what to what, in one clause.")
    unless: list[Vocabulary] = Field(
        default_factory=list, description="Lists of other causes and senses that rule the event out in their sentence."
    )
    outweighed_by: list[Vocabulary] = Field(
        default_factory=list, description="Lists, such as weapons, beside which `unless` does not count."
    )
    stance: list[Stance] = Field(
        default_factory=lambda: [Stance.REPORTED, Stance.CLAIMED],
        min_length=1,
        description="How the text may put it for the rule to fire.",
    )
    corroborate: CorroborateForm = Field(
        default_factory=CorroborateForm, description="How many independent origins it takes."
    )
    examples: ExamplesForm = Field(
        default_factory=ExamplesForm, description="Texts with what the rule must make of them."
    )


class CommitmentForm(Form):
    """A commitment with its rules."""

    version: Version = Field(description="The version of this file's form: 1.")
    id: Name = Field(description="Its name, the only one of its kind in the whole rulebook.")
    title: Line = Field(description="What people call it.")
    pledge: Prose = Field(description="What was promised, in a sentence.")
    parties: dict[Name, PartyForm] = Field(min_length=1, description="Who is bound, by name.")
    places: list[PlaceName] = Field(min_length=1, description="The places that it covers, by their names.")
    except_: list[Vocabulary] = Field(
        default_factory=list,
        description="What it does not cover: lists of things, and places within those that it covers.",
    )
    zone: Zone = Field(description="The IANA time zone of its days and local times, as in Europe/Kyiv.")
    windows: list[WindowForm] = Field(
        min_length=1, description="When it holds; several where the parties count differently."
    )
    status: list[StatusForm] = Field(default_factory=list, description="What was said of it, with sources.")
    deadlines: list[DeadlineForm] = Field(default_factory=list, description="Times by which something must be heard.")
    rules: list[RuleForm] = Field(min_length=1, description="What events on it look like in text.")
