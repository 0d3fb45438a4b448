"""Finds the files of a rules folder and reads each; one that cannot be read does not keep the others from it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from monitor.edges.rulefiles.parsing import parse
from monitor.model.errors import RulebookError
from monitor.model.fault import Fault, Place
from monitor.rulebook import Node, Sources

LARGEST = 1_000_000
"""Bytes of a rule file; larger ones are refused unread."""


def read_sources(folder: Path) -> Sources:
    """Read every rule file of the folder, and the languages that ship with pactwatch. Raises nothing: see `faults`.

    A language of the folder takes the place of the one of its code that ships.
    """
    reading = _Reading()
    if not os.path.isdir(folder):
        reading.fault(shown(folder), "there is no folder of this name; `pactwatch init` makes one with starter rules")
        return Sources(
            feeds=None, alerts=None, vocabulary=(), commitments=(), languages=(), faults=tuple(reading.faults)
        )
    feeds = reading.file(folder / "feeds.yaml", "feeds")
    alerts = reading.file(folder / "alerts.yaml", "alerts")
    vocabulary = reading.folder(folder / "vocabulary", "vocabulary")
    commitments = reading.folder(folder / "commitments", "commitments")
    return Sources(
        feeds=feeds,
        alerts=alerts,
        vocabulary=vocabulary,
        commitments=commitments,
        languages=reading.languages(folder / "languages"),
        faults=tuple(reading.faults),
        incomplete=frozenset(reading.incomplete),
    )


def read_tree(path: Path) -> Node:
    """Read one YAML file. Raises RulebookError with all faults of its notation."""
    reading = _Reading()
    tree = reading.file(path, "file")
    if tree is None:
        raise RulebookError(reading.faults)
    return tree


def shown(path: Path) -> str:
    """Return a path as the operator would type it: from the current folder if it is below, else as given."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


@dataclass
class _Reading:
    """What could not be read so far."""

    faults: list[Fault] = field(default_factory=list)
    incomplete: set[str] = field(default_factory=set)

    def fault(self, file: str, message: str) -> None:
        """Note a fault of a whole file."""
        self.faults.append(Fault(Place(file), message))

    def folder(self, folder: Path, kind: str) -> tuple[Node, ...]:
        """Read every YAML file of a folder, in the order of their names; a folder without one is a fault."""
        try:
            paths = sorted(path for path in folder.iterdir() if _is_rule_file(path))
        except OSError as error:  # it may also be replaced while it is read
            missing = isinstance(error, FileNotFoundError)
            what = f"is missing; it holds the {kind}" if missing else f"cannot be read: {error.strerror}"
            self.fault(shown(folder), f"the folder {what}")
            self.incomplete.add(kind)
            return ()
        for path in [path for path in paths if path.suffix == ".yml"]:
            self.fault(shown(path), "rule files end in .yaml; rename this one")
            self.incomplete.add(kind)
            paths.remove(path)
        if not paths:
            self.fault(shown(folder), "the folder holds no .yaml file; it needs at least one")
            self.incomplete.add(kind)
        return tuple(tree for path in paths if (tree := self.file(path, kind)))

    def file(self, path: Path, kind: str) -> Node | None:
        """Read one file, or note why it cannot be read."""
        name = shown(path)
        if os.path.exists(path) and not os.path.isfile(path):  # reading a pipe would never end
            self.fault(name, "this is not a file")
            self.incomplete.add(kind)
            return None
        return self._parsed(path, name, kind)

    def languages(self, folder: Path) -> tuple[Node, ...]:
        """Read the operator's own languages, which need not be, and those that ship and are none of them."""
        own = self.folder(folder, "languages") if os.path.lexists(folder) else ()
        codes = {tree.text("code") for tree in own}
        return (*own, *(tree for tree in self._shipped() if tree.text("code") not in codes))

    def _shipped(self) -> Iterator[Node]:
        for entry in sorted(files("monitor").joinpath("languages").iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith(".yaml") and (
                tree := self._parsed(entry, f"monitor/languages/{entry.name}", "languages")
            ):
                yield tree

    def _parsed(self, path: Path | Traversable, name: str, kind: str) -> Node | None:
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            self.fault(name, "the file is missing" if missing else f"the file cannot be read: {error.strerror}")
            self.incomplete.add(kind)
            return None
        if len(content) > LARGEST:
            self.fault(name, "the file is larger than 1 MB; split it")
            self.incomplete.add(kind)
            return None
        tree, faults = parse(content, name)
        self.faults += faults
        if tree is None:
            self.incomplete.add(kind)
        return tree


def _is_rule_file(path: Path) -> bool:
    return path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
