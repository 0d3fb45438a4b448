"""Whatever becomes of a rule file: a rulebook or its faults, each with a place, within half a second."""

import gc
import random
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from atlases import one_town_each
from rulefolders import write

from monitor.alerts.addresses import address_fault
from monitor.edges.rulefiles import read_sources
from monitor.model.errors import RulebookError
from monitor.rulebook import build

STARTER = Path(__file__).parent.parent.parent / "rules"
WORDS = b"""\
version: 1
id: in-words
title: Rules of every form
pledge: No energy site is struck.
parties: {russia: {actor: russia}, ukraine: {actor: ukraine}}
places: [ukraine, russia]
except: [weapon, "place:kursk"]
zone: Europe/Kyiv
windows: [{id: year, from: 2025-01-01, until: 2025-12-31}]
rules:
  - id: by-query
    kind: statement
    severity: low
    query: >
      (substation OR "power plan*" OR list:energy-site)
      AND title:(drone NEAR/3 hit OR refiner*) NOT football
  - {id: by-quoted-query, kind: statement, severity: low, query: "\\"power plant\\" AND \\u0434\\u0440\\u043e\\u043d*"}
  - {id: by-regex, kind: statement, severity: low, regex: '(?i)[0-9]+ (drones?|missiles?) .*[^a-z]grid'}
  - id: by-all
    kind: breach
    severity: low
    event:
      any:
        - all: [{pattern: energy-strike, binds: [russia]}, {names: [weapon]}, {any: [{breach-of: energy-truce}]}]
        - {action: attack, target: energy-site, binds: [ukraine]}
"""
FILES = {path.relative_to(STARTER).as_posix(): path.read_bytes() for path in sorted(STARTER.rglob("*.yaml"))}
FILES["commitments/in-words.yaml"] = WORDS
PIECES = [
    *(mark.encode() for mark in "{}[],:&*!|>%@`#-?'\"\\\n\t ~=<"),
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\r", b"---\n", b"...\n", b"<<: ", b"&a ", b"*a", b"!!str ",
    b"null", b"true", b"no", b"1e999", b"-0", b"9" * 40, b"[" * 40, b"{a: " * 40, b"- " * 40, b"\n  ", b": ",
    b" AND ", b" NOT (", b"NEAR/3 ", b"title:", b"list:", b"query: ", b"regex: ", b"(?=", b"\\b", b"(" * 40,
    b"pattern: ", b"all: ", b"binds: [", b"a" * 3000, b"2025-02-30", b"version: 1\n", b"id: energy-pause-2025",
    "Суми".encode(), b"\xf0\x9f\x8c\xbb",
]  # fmt: skip
LIMIT = 0.5
"""Seconds that reading a mutant may take."""


@pytest.fixture(autouse=True)
def _own_memory() -> Iterator[None]:
    """What other tests left in memory is not looked through while a mutant is read: that is not its time."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def cut(chance: random.Random, data: bytes) -> bytes:
    first = chance.randrange(len(data) + 1)
    return data[:first] + data[first + chance.choice([1, 3, 30, 300]) :]


def insert(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(PIECES) * chance.choice([1, 1, 1, 5]) + data[at:]


def flip(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data)) if data else 0
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def move_lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    at, size = chance.randrange(len(lines)), chance.choice([1, 2, 20])
    taken = lines[at : at + size]
    if chance.random() < 0.5:
        del lines[at : at + size]
    to = chance.randrange(len(lines) + 1)
    return b"".join([*lines[:to], *taken * chance.choice([1, 1, 10]), *lines[to:]])


def indent(chance: random.Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    for at in range(*sorted(chance.randrange(len(lines) + 1) for _ in "ab")):
        lines[at] = chance.choice([b"  " + lines[at], lines[at].lstrip(b" "), lines[at]])
    return b"".join(lines)


def swap_words(chance: random.Random, data: bytes) -> bytes:
    words = data.split(b" ")
    a, b = chance.randrange(len(words)), chance.randrange(len(words))
    words[a], words[b] = words[b], words[a]
    return b" ".join(words)


WAYS: Sequence[Callable[[random.Random, bytes], bytes]] = (cut, insert, flip, move_lines, indent, swap_words)


def mutant(seed: int) -> tuple[str, bytes]:
    """Return a starter file's name and what chance made of its content."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    name = chance.choice([*FILES, *["commitments/in-words.yaml"] * 3])
    data = FILES[name]
    for _ in range(chance.choice([1, 1, 2, 5])):
        data = chance.choice(WAYS)(chance, data)
    return name, data


def check(folder: Path, seeds: range) -> int:
    """Read mutants in the place of the starter files; returns how many were refused."""
    write(folder, FILES)
    refused = 0
    for seed in seeds:
        name, data = mutant(seed)
        (folder / name).write_bytes(data)
        refused += bool(read(partial(load_without_towns, folder), seed))
        (folder / name).write_bytes(FILES[name])
    return refused


def load_without_towns(folder: Path) -> None:
    """Read a folder whose places may ask for any towns: what a survey of them takes is not the mutant's doing."""
    build(read_sources(folder), address_fault, one_town_each)


def read(reading: Callable[[], object], seed: int) -> RulebookError | None:
    begun = time.process_time()
    try:
        reading()
        error = None
    except RulebookError as raised:
        error = raised
        assert error.faults, seed
        assert all(f.place.line >= 1 and f.place.column >= 1 and f.message.strip() for f in error.faults), seed
        assert len(str(error).splitlines()) == len(error.faults), seed
    assert time.process_time() - begun < LIMIT, f"mutant {seed} took too long"
    return error


def test_a_mutant_of_a_starter_file_is_read_or_refused_with_its_place(tmp_path: Path) -> None:
    assert check(tmp_path, range(300)) > 100


@pytest.mark.slow
def test_ten_thousand_mutants_of_starter_files(tmp_path: Path) -> None:
    check(tmp_path, range(1_000, 11_000))
