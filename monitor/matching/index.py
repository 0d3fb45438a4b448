"""The index from word lists to rules: names the few rules that a passage can concern."""

from collections.abc import Iterator, Sequence

from monitor.matching.joins import Join, joins
from monitor.matching.lexicon import Role
from monitor.matching.mentions import Mention, mentions
from monitor.matching.passages import Passage
from monitor.matching.places import Surroundings
from monitor.model.commitment import Commitment
from monitor.model.ids import ListId, RuleId
from monitor.model.rule import ActionOn, BreachOf, EventForm, OutcomeOf, Rule

Takers = list[tuple[Commitment, Rule]]


class Candidates:
    """Every form of event, filed under the list that must be there for it to hold.

    Rules that share a form share the search for its mentions, so the cost of a passage without news does not grow with
    the number of rules.
    """

    def __init__(self, commitments: Sequence[Commitment]) -> None:
        names = (rule.id for each in commitments for rule in each.rules)
        self.rules: dict[RuleId, int] = {name: rank for rank, name in enumerate(names)}
        self._forms: dict[ListId, dict[EventForm, Takers]] = {}
        for commitment in commitments:
            for rule in commitment.rules:
                for form in dict.fromkeys(rule.any_of):
                    takers = self._forms.setdefault(_key(form), {}).setdefault(form, [])
                    takers.append((commitment, rule))

    def mentions(self, passage: Passage) -> Iterator[tuple[Commitment, Rule, Mention]]:
        """Yield each mention in a passage with each rule that it concerns."""
        for name in passage.lists:
            for form, takers in self._forms.get(name, {}).items():
                if _second(form, passage):
                    found = mentions(form, passage)
                    yield from ((*taker, mention) for mention in found for taker in takers)

    def joins(self, passage: Passage, item: Surroundings) -> Iterator[tuple[Commitment, Rule, Join]]:
        """Yield each outcome in a passage whose cause stands beside it, with each rule that it concerns."""
        for name in passage.lists:
            for form, takers in self._forms.get(name, {}).items():
                if isinstance(form, OutcomeOf) and not form.target:
                    for commitment, rule in takers:
                        for join in joins(form, passage, item, rule.outweighed_by):
                            yield commitment, rule, join


def _key(form: EventForm) -> ListId:
    match form:
        case ActionOn():
            return form.target
        case OutcomeOf():
            return form.outcome
        case BreachOf():
            return form.truce


def _second(form: EventForm, passage: Passage) -> bool:
    """Whether the other half of a form stands in the passage."""
    match form:
        case ActionOn():
            return form.action in passage.lists
        case OutcomeOf():
            return form.cause in passage.lists
        case BreachOf():
            return Role.BREACH in passage.roles
