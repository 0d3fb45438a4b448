"""Makes events of their forms; what a rule has of a pattern is written out here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from monitor.model.ids import ListId, PartyId
from monitor.model.rule import ActionOn, AllOf, BreachOf, Event, EventForm, Named, OutcomeOf
from monitor.rulebook.event_form import (
    ActionForm,
    AllForm,
    AnyForm,
    BreachForm,
    ChoiceForm,
    NamesForm,
    OutcomeForm,
    PatternUseForm,
    uses,
)
from monitor.rulebook.fields import Form
from monitor.rulebook.vocabulary_form import VocabularyForm


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPattern:
    """An event that several rules share, with what rules it out."""

    any_of: tuple[Event, ...]
    unless: tuple[ListId, ...]
    outweighed_by: tuple[ListId, ...]


Patterns = Mapping[str, EventPattern]


def patterns(files: Iterable[VocabularyForm]) -> Patterns:
    """Return the patterns of the vocabulary by name."""
    return {
        name: EventPattern(
            any_of=events(form.event, {}),
            unless=tuple(map(ListId, form.unless)),
            outweighed_by=tuple(map(ListId, form.outweighed_by)),
        )
        for file in files
        for name, form in file.patterns.items()
    }


def used(event: Form, known: Patterns) -> tuple[EventPattern, ...]:
    """Return the patterns that an event uses, in its order."""
    return tuple(known[use.pattern] for use in uses(event))


def events(form: Form, known: Patterns) -> tuple[Event, ...]:
    """Return the events of a form, any of which will do."""
    match form:
        case AnyForm() | ChoiceForm():
            return tuple(chain.from_iterable(events(each, known) for each in form.any_))
        case AllForm():
            return _all(form, known)
        case PatternUseForm():
            binds = tuple(map(PartyId, form.binds))
            return bound(known[form.pattern].any_of, binds)
        case ActionForm() | OutcomeForm() | BreachForm():
            return (_one(form),)
        case _:
            raise TypeError(f"{type(form).__name__} is no form of an event")


def bound(of: tuple[Event, ...], binds: tuple[PartyId, ...]) -> tuple[Event, ...]:
    """Return events that bind these parties, save those that say themselves whom they bind."""
    return tuple(_bound(each, binds) for each in of) if binds else of


def _bound(event: Event, binds: tuple[PartyId, ...]) -> Event:
    if isinstance(event, AllOf):
        return replace(event, first=replace(event.first, binds=event.first.binds or binds))
    return replace(event, binds=event.binds or binds)


def _one(form: ActionForm | OutcomeForm | BreachForm) -> EventForm:
    binds = tuple(map(PartyId, form.binds))
    if isinstance(form, ActionForm):
        return ActionOn(action=ListId(form.action), target=ListId(form.target), binds=binds)
    if isinstance(form, OutcomeForm):
        target = ListId(form.target) if form.target else None
        return OutcomeOf(outcome=ListId(form.outcome), cause=ListId(form.cause), target=target, binds=binds)
    return BreachOf(truce=ListId(form.breach_of), binds=binds)


def _all(form: AllForm, known: Patterns) -> tuple[Event, ...]:
    main = next(part for part in form.all_ if not isinstance(part, NamesForm))
    others = tuple(_choice(part, known) for part in form.all_ if part is not main)
    return tuple(_beside(each, others) for each in events(main, known))


def _choice(part: Form, known: Patterns) -> tuple[EventForm | AllOf | Named, ...]:
    return (Named(lists=tuple(map(ListId, part.names))),) if isinstance(part, NamesForm) else events(part, known)


def _beside(event: Event, others: tuple[tuple[EventForm | AllOf | Named, ...], ...]) -> AllOf:
    if isinstance(event, AllOf):
        return replace(event, others=(*event.others, *others))
    return AllOf(first=event, others=others)
