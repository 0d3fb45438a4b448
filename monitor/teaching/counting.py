"""Counts words over many texts: what is common everywhere is no news of one event."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.model.ids import RuleId
from monitor.text.tokens import tokens


@dataclass(slots=True)
class Texts:
    """Counts in how many texts each word stands, written small."""

    number: int = 0
    words: Counter[str] = field(default_factory=Counter)

    def add(self, words: Iterable[str]) -> None:
        """Count the words of one text."""
        self.number += 1
        self.words.update({word.casefold() for word in words})

    def share(self, forms: Iterable[str]) -> float:
        """Return in which share of the texts a word stands, in any of its forms; never none at all."""
        return (sum(self.words[form] for form in forms) + 0.5) / (self.number + 1)


@dataclass(slots=True)
class Seen:
    """What stands in all items that were looked at, and in what the rules fire on.

    `small` are the words that were seen in small letters: the others may be names.
    """

    texts: Texts = field(default_factory=Texts)
    fired: dict[RuleId, Texts] = field(default_factory=dict)
    small: set[str] = field(default_factory=set)

    def add(self, text: str) -> None:
        """Count the words of one item."""
        words = [token.text for token in tokens(text) if token.is_word]
        self.texts.add(words)
        self.small.update(word for word in words if word[0].islower())

    def add_fired(self, rule: RuleId, text: str) -> None:
        """Count the words of a text on which a rule fires."""
        self.fired.setdefault(rule, Texts()).add(token.text for token in tokens(text) if token.is_word)
