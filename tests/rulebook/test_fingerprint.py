"""The fingerprint of a rulebook changes when something that decides a match changes, and only then."""

from pathlib import Path

import pytest
from rulefolders import GOOD, WORDS, changed, write

from monitor.edges.rulefiles import load

PAUSED, LISTS, WORLD = "commitments/pause.yaml", "vocabulary/words.yaml", "vocabulary/world.yaml"

DECIDES = [
    (LISTS, "en: [strike, hit, shell]", "en: [strike, hit]"),
    (LISTS, "en: [strike, hit, shell]", "uk: [strike, hit, shell]"),
    (LISTS, "en: [strike, hit, shell]", "en: [STRIKE, hit, shell]"),
    (LISTS, "power struggle", "power of attorney"),
    (WORLD, "Kyiv]", "Kyiv, Kiev]"),
    (WORLD, "[Sumy], in: ukraine", "[Sumy], in: russia"),
    (WORLD, "disputed: true", "disputed: false"),
    (WORLD, "[Russia], held-by: russia", "[Russia], held-by: ukraine"),
    (PAUSED, "id: energy-pause", "id: energy-halt"),
    (PAUSED, "ukraine: {actor: ukraine}", "kyiv: {actor: ukraine}"),
    (PAUSED, "places: [ukraine, russia]", "places: [ukraine]"),
    (PAUSED, "zone: Europe/Kyiv", "zone: Europe/Moscow"),
    (PAUSED, "until: 2025-04-24", "until: 2025-04-25"),
    (PAUSED, ", until: 2025-04-24", ""),
    (PAUSED, "- {id: kyiv,", "- {id: riyadh,"),
    (PAUSED, "id: energy-strike", "id: energy-raid"),
    (PAUSED, "kind: breach", "kind: statement"),
    (PAUSED, "action: attack, target: energy-site", "action: outage, target: energy-site"),
    (PAUSED, "{outcome: outage, cause: attack}", "{action: outage, target: attack}"),
    (PAUSED, "{outcome: outage, cause: attack}", "{outcome: outage, target: energy-site, cause: attack}"),
    (PAUSED, "unless: [weather]", "unless: []"),
    (PAUSED, "    outweighed-by: [weapon]\n", ""),
    (PAUSED, "[reported, claimed]", "[reported]"),
]
DECIDES_NOTHING = [
    (LISTS, "meaning: What the pause protects.", "meaning: Energy sites."),
    (LISTS, "en: [strike, hit, shell]", "en: [shell, strike, hit, strike]"),
    (LISTS, "  attack:", "  # Who does what.\n  attack:"),
    (PAUSED, "title: 30-day pause", "title: A pause"),
    (PAUSED, "pledge: Both sides", "pledge: Both"),
    (PAUSED, "severity: critical", "severity: low"),
    (PAUSED, "confirm: 2", "confirm: 3"),
    (PAUSED, "source: A spokesman", "source: A minister"),
    (PAUSED, "deadlines: [{id: report, at: 2025-04-01, what: A joint report}]", "deadlines: []"),
    (PAUSED, "text: Drones hit a substation in Sumy", "text: A drone hit a substation in Sumy"),
    (PAUSED, "places: [ukraine, russia]", "places:\n  - ukraine\n  - russia"),
    (PAUSED, "    stance: [reported, claimed]\n", ""),
    (PAUSED, "  - {id: kyiv, from: 2025-03-25, until:", '  - {until: "2025-04-24", id: kyiv, from: "2025-03-25"} #'),
    ("alerts.yaml", "severity: critical", "severity: low"),
    ("feeds.yaml", "interval: 15m", "interval: 30m"),
]  # fmt: skip


def fingerprint(folder: Path, files: dict[str, str | bytes]) -> str:
    return load(write(folder, files)).fingerprint


@pytest.mark.parametrize(("file", "old", "new"), DECIDES)
def test_what_decides_a_match_changes_it(tmp_path: Path, file: str, old: str, new: str) -> None:
    before = fingerprint(tmp_path, dict(GOOD))
    assert fingerprint(tmp_path, changed(file, old, new)) != before


@pytest.mark.parametrize(("file", "old", "new"), DECIDES_NOTHING)
def test_what_decides_no_match_leaves_it(tmp_path: Path, file: str, old: str, new: str) -> None:
    assert fingerprint(tmp_path, changed(file, old, new)) == fingerprint(tmp_path, dict(GOOD))


def test_in_which_file_a_list_stands_leaves_it(tmp_path: Path) -> None:
    lines = WORDS.splitlines(keepends=True)
    attack = next(line for line in lines if line.startswith("  attack:"))
    moved = {**GOOD, LISTS: WORDS.replace(attack, ""), "vocabulary/another.yaml": f"version: 1\nlists:\n{attack}"}
    before = fingerprint(tmp_path / "before", dict(GOOD))
    assert fingerprint(tmp_path / "after", moved) == before
