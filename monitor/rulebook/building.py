"""Makes the frozen rulebook of what was read, or tells every fault of every file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from monitor.model.commitment import Commitment
from monitor.model.errors import RulebookError
from monitor.model.fault import Fault
from monitor.model.ids import Lang, ListId
from monitor.model.language import Language
from monitor.model.rulebook import Rulebook
from monitor.model.vocabulary import WordList
from monitor.rulebook.alerts_form import AlertsForm
from monitor.rulebook.commitment_form import CommitmentForm
from monitor.rulebook.feeds_form import FeedsForm
from monitor.rulebook.fields import Context, Form, zone_named
from monitor.rulebook.fingerprint import fingerprint
from monitor.rulebook.language_form import LanguageForm, wrapped
from monitor.rulebook.locating import validated
from monitor.rulebook.making import alert_plan, commitment, feed
from monitor.rulebook.names import gather, repeated
from monitor.rulebook.nodes import Node
from monitor.rulebook.places import circles
from monitor.rulebook.sources import Sources
from monitor.rulebook.vocabulary_form import VocabularyForm
from monitor.rulebook.wordlists import word_lists

F = TypeVar("F", bound=Form)


@dataclass
class _Reading:
    """The forms made so far and the faults met on the way."""

    context: Context
    faults: list[Fault] = field(default_factory=list)

    def read(self, form: type[F], tree: Node, data: object = None) -> list[F]:
        """Return the form of one file in a list, empty when it has faults."""
        zone = zone_named(tree.text("zone"))
        context = Context(names=self.context.names, address_fault=self.context.address_fault, zone=zone)
        made, faults = validated(form, tree, context, data)
        self.faults += faults
        return [] if made is None else [made]

    def read_all(self, form: type[F], trees: Iterable[Node | None]) -> list[F]:
        """Return the forms of those files that have no faults."""
        return [made for tree in trees if tree is not None for made in self.read(form, tree)]
