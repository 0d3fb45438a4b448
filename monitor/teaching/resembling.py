"""How much a text is like the fire examples of rules: what people look at is ranked by it, nothing is decided."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from monitor.model.ids import RuleId
from monitor.model.rule import Expectation
from monitor.model.rulebook import Rulebook
from monitor.text.likeness import Likeness, Terms, terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The fire example that a text is most like, from 0 to 1, and its rule."""

    rule: RuleId
    text: str
    likeness: float


class FireExamples:
    """The fire examples of a rulebook.

    `seen` counts in how many of `of` texts a term stands, so that rare ones weigh more; the examples themselves are
    counted where it is not given.
    """

    def __init__(self, rulebook: Rulebook, seen: Mapping[str, int] | None = None, of: int = 0) -> None:
        self._texts: dict[RuleId, list[str]] = {}
        shapes: dict[RuleId, list[Terms]] = {}
        for rule in (rule for commitment in rulebook.commitments for rule in commitment.rules):
            fire = [example for example in rule.examples if example.expect is Expectation.FIRE]
            self._texts[rule.id] = [example.text for example in fire]
            shapes[rule.id] = [terms(example.text, example.lang) for example in fire]
        every = [each for of_rule in shapes.values() for each in of_rule]
        counted = Counter(term for each in every for term in each) if seen is None else seen
        number = len(every) if seen is None else of
        self._likeness = {rule: Likeness(of_rule, counted, number) for rule, of_rule in shapes.items()}

    def likeness(self, rule: RuleId, text: Terms) -> float:
        """Return how like a text is to the nearest fire example of a rule."""
        return self._likeness[rule].nearest(text)[0]

    def nearest(self, text: Terms) -> Nearest | None:
        """Return the fire example of any rule that a text is most like; None where it shares no word with one."""
        found = ((rule, *each.nearest(text)) for rule, each in self._likeness.items())
        rule, likeness, which = max(found, key=lambda each: each[1], default=(RuleId(""), 0.0, None))
        return None if which is None else Nearest(rule=rule, text=self._texts[rule][which], likeness=likeness)
