"""Makes the frozen rulebook of what was read, or tells every fault of every file."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from monitor.model.errors import RulebookError
from monitor.model.fault import Fault
from monitor.model.rulebook import Rulebook
from monitor.rulebook.alerts_form import AlertsForm
from monitor.rulebook.commitment_form import CommitmentForm
from monitor.rulebook.events import patterns
from monitor.rulebook.feeds_form import FeedsForm
from monitor.rulebook.fields import Context, Form, zone_named
from monitor.rulebook.fingerprint import fingerprint
from monitor.rulebook.language_form import LanguageForm, wrapped
from monitor.rulebook.locating import capped, validated
from monitor.rulebook.making import commitment, feed
from monitor.rulebook.names import Names, gather, repeated
from monitor.rulebook.nodes import Node
from monitor.rulebook.planning import alert_plan
from monitor.rulebook.sources import Sources
from monitor.rulebook.vocabulary_form import VocabularyForm
from monitor.rulebook.wordlists import circles, word_lists

F = TypeVar("F", bound=Form)


def build(sources: Sources, address_fault: Callable[[str], str | None]) -> Rulebook:
    """Return the rulebook. Raises RulebookError with the faults of all files.

    `address_fault` judges a receiver's address: it returns what is wrong in words that do not show it, or None.
    """
    reader = _Reader(gather(sources), address_fault)
    vocabulary = reader.read(VocabularyForm, sources.vocabulary)
    commitments = reader.read(CommitmentForm, sources.commitments)
    languages = reader.read(LanguageForm, sources.languages, wrapped)
    feeds = reader.read(FeedsForm, [sources.feeds] if sources.feeds else [])
    alerts = reader.read(AlertsForm, [sources.alerts] if sources.alerts else [])
    faults = [*sources.faults, *repeated(sources), *circles(sources.vocabulary), *reader.faults]
    if faults:
        raise RulebookError(capped(faults))
    lists = word_lists(vocabulary)
    cues = {form.language.code: form.language for form in languages}
    shared = patterns(vocabulary)
    promises = tuple(
        commitment(form, tree, shared) for form, tree in zip(commitments, sources.commitments, strict=True)
    )
    return Rulebook(
        feeds=tuple(feed(form) for file in feeds for form in file.feeds),
        lists=lists,
        languages=cues,
        commitments=promises,
        alerts=alert_plan(alerts[0]),
        fingerprint=fingerprint(lists, cues, promises),
    )


class _Reader:
    """Reads files by their forms and gathers the faults met on the way."""

    def __init__(self, names: Names, address_fault: Callable[[str], str | None]) -> None:
        self.faults: list[Fault] = []
        self._names = names
        self._address_fault = address_fault

    def read(self, form: type[F], trees: Iterable[Node], data: Callable[[Node], object] = Node.data) -> list[F]:
        """Return the forms of those files that have no faults, in their order."""
        found = []
        for tree in trees:
            zone = zone_named(tree.text("zone"))
            context = Context(names=self._names, address_fault=self._address_fault, zone=zone, parties=_parties(tree))
            made, faults = validated(form, tree, context, data(tree))
            self.faults += faults
            found += [] if made is None else [made]
        return found


def _parties(tree: Node) -> frozenset[str] | None:
    """Return the parties that a file defines; None where it defines them in a way that cannot be read."""
    if tree.get("parties") and not tree.is_mapping("parties"):
        return None
    return frozenset(name for name, _ in tree.entries("parties"))
