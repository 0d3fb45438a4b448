"""The index from word lists to rules: names the few rules that a passage can concern."""

from collections import Counter
from collections.abc import Iterator, Sequence

from monitor.matching.joins import Join, joins
from monitor.matching.lexicon import Role
from monitor.matching.mentions import Mention, mentions
from monitor.matching.passages import Passage
from monitor.matching.places import Surroundings
from monitor.model.commitment import Commitment
from monitor.model.ids import ListId, RuleId
from monitor.model.rule import ActionOn, AllOf, BreachOf, Event, OutcomeOf, Rule

Takers = list[tuple[Commitment, Rule]]


class Candidates:
    """Every event, filed under that one of its lists that the fewest others need.

    Rules that share an event share the search for its mentions, and those that share some of their lists alone are told
    apart by the others, so the cost of a passage does not grow with the number of rules.
    """

    def __init__(self, commitments: Sequence[Commitment]) -> None:
        names = (rule.id for each in commitments for rule in each.rules)
        self.rules: dict[RuleId, int] = {name: rank for rank, name in enumerate(names)}
        takers: dict[Event, Takers] = {}
        for commitment in commitments:
            for rule in commitment.rules:
                for event in dict.fromkeys(rule.any_of):
                    takers.setdefault(event, []).append((commitment, rule))
        needed = Counter(name for event in takers for name in set(_needs(event)))
        self._filed: dict[ListId, list[tuple[Event, Takers]]] = {}
        for event, who in takers.items():
            rarest = min(_needs(event), key=lambda name: needed[name])
            self._filed.setdefault(rarest, []).append((event, who))
        self._outcomes: dict[ListId, list[tuple[OutcomeOf, Takers]]] = {}
        for event, who in takers.items():
            if isinstance(event, OutcomeOf) and not event.target:
                self._outcomes.setdefault(event.outcome, []).append((event, who))

    def mentions(self, passage: Passage) -> Iterator[tuple[Commitment, Rule, Mention]]:
        """Yield each mention in a passage with each rule that it concerns."""
        for name in passage.lists:
            for event, takers in self._filed.get(name, ()):
                if _may_hold(event, passage):
                    found = mentions(event, passage)
                    yield from ((*taker, mention) for mention in found for taker in takers)

    def joins(self, passage: Passage, item: Surroundings) -> Iterator[tuple[Commitment, Rule, Join]]:
        """Yield each outcome in a passage whose cause stands beside it, with each rule that it concerns."""
        for name in passage.lists:
            for form, takers in self._outcomes.get(name, ()):
                for commitment, rule in takers:
                    for join in joins(form, passage, item, rule.outweighed_by):
                        yield commitment, rule, join


def _needs(event: Event) -> tuple[ListId, ...]:
    """Return lists of which each must stand in a passage for an event to be there; the most telling comes first."""
    match event:
        case AllOf():
            return _needs(event.first)
        case ActionOn():
            return event.target, event.action
        case OutcomeOf():
            return event.outcome, event.cause, *((event.target,) if event.target else ())
        case BreachOf():
            return (event.truce,)


def _may_hold(event: Event, passage: Passage) -> bool:
    """Whether all that an event cannot do without stands in the passage."""
    main = event.first if isinstance(event, AllOf) else event
    broken = not isinstance(main, BreachOf) or Role.BREACH in passage.roles
    return broken and all(name in passage.lists for name in _needs(event))
