"""The form of `commitments/*.yaml`: a promise, its windows, and its rules with their examples."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, Strict, ValidationInfo, model_validator

from monitor.model.rule import Kind, Severity, Stance
from monitor.rulebook.event_form import Event
from monitor.rulebook.fields import (
    ActorName,
    BoundParty,
    Day,
    Form,
    Gap,
    Interval,
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
    spoken,
    wrong,
)
from monitor.rulebook.moments import begin_of, end_of
from monitor.rulebook.plain_fields import QueryText, RegexText

_FORMS = ("event", "query", "regex")
"""The keys of which a rule has one."""
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

    wait: Gap | None = Field(
        None, description="How long one origin waits for a second one; it is told at low severity when none came."
    )

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


def _of_one_form(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": [key]} for key in _FORMS]


class RuleForm(Form):
    """One kind of event on the commitment, as it looks in text: by an event, a query or a regular expression.

    A query and a regular expression ask for words alone: sense and party are not asked, stance and time are.
    """

    model_config = ConfigDict(json_schema_extra=_of_one_form)

    id: Name = Field(description="Its name, the only one of its kind in the whole rulebook.")
    kind: Kind = Field(description="What the event means for the commitment.")
    severity: Severity = Field(description="How urgent it is to those who are told.")
    event: Event | None = Field(None, description="Who did what to what, in one clause.")
    query: QueryText | None = Field(
        None, description="In place of `event`: words that stand in the text, joined by AND, OR, NOT and NEAR/n."
    )
    regex: RegexText | None = Field(
        None, description="In place of `event`: a regular expression, of RE2, that stands in a sentence."
    )
    binds: list[BoundParty] = Field(
        default_factory=list,
        description="The parties that the rule binds: it does not fire for another. Without it, all of them.",
    )
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

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        given = [key for key in _FORMS if getattr(self, key) is not None]
        if not given:
            raise wrong('it needs "event", "query" or "regex"')
        if len(given) > 1:
            raise wrong(f'"{given[0]}" and "{given[1]}" cannot both be; make two rules of them', at=given[1])
        for key in ("binds", "unless", "outweighed_by") if self.event is None else ():
            if getattr(self, key):
                said = f'"{spoken(key)}" goes with an event: a {given[0]} is asked neither for senses nor for parties'
                raise wrong(said, at=spoken(key))
        return self


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
    blind_after: Interval = Field(
        timedelta(hours=6),
        description="How long nothing fresh may come from any feed able to report on it, before that is told.",
        json_schema_extra={"default": "6h"},
    )
    rules: list[RuleForm] = Field(min_length=1, description="What events on it look like in text.")
