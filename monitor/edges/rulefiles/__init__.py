"""Reads the rulebook: YAML files to located nodes, nodes to the frozen rulebook."""

from pathlib import Path

from monitor.alerts.addresses import address_fault
from monitor.edges.rulefiles.edits import Edit, example_edits, with_edits, word_edits
from monitor.edges.rulefiles.feedsfile import append_feeds, listed_feeds
from monitor.edges.rulefiles.folder import read_sources, read_tree, shown
from monitor.model.rulebook import Rulebook
from monitor.rulebook import Sources, build

__all__ = [
    "Edit",
    "append_feeds",
    "example_edits",
    "listed_feeds",
    "load",
    "load_sources",
    "read_sources",
    "read_tree",
    "shown",
    "with_edits",
    "word_edits",
]


def load(folder: Path) -> Rulebook:
    """Read a rules folder. Raises RulebookError with all faults of all files at once, each with its place."""
    return load_sources(read_sources(folder))


def load_sources(sources: Sources) -> Rulebook:
    """Make the rulebook of what was read. Raises RulebookError likewise."""
    return build(sources, address_fault)
