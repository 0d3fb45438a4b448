"""A small rulebook without faults, and folders made of it with one thing changed."""

from collections.abc import Mapping
from pathlib import Path

from monitor.edges.rulefiles import load
from monitor.model.errors import RulebookError

FEEDS = """\
version: 1
feeds:
  - address: https://dawn.example/rss
    title: Dawn Courier
    publisher: Dawn Courier
    languages: [en]
    interval: 15m
  - {address: "https://state.example/rss", title: State Voice, publisher: State Voice, languages: [en], side: russia}
"""
ALERTS = """\
version: 1
receivers:
  desk: {address: "console://"}
  duty: {address: "slack://${SLACK_TOKEN}/#duty"}
route:
  receivers: [desk]
  routes:
    - match: {severity: critical, place: [sumy]}
      receivers: [duty]
      continue: true
"""
WORDS = """\
version: 1
lists:
  energy-site:
    meaning: What the pause protects.
    en: [power plant, substation]
    not: {en: [power struggle]}
  attack: {en: [strike, hit, shell]}
  outage: {en: [blackout]}
  weather: {en: [storm]}
  weapon: {en: [drone]}
  energy-truce: {en: [energy truce]}
"""
WORLD = """\
version: 1
actors:
  russia: {en: [Russia, Moscow]}
  ukraine: {en: [Ukraine, Kyiv]}
places:
  ukraine: {en: [Ukraine], held-by: ukraine}
  russia: {en: [Russia], held-by: russia}
  sumy: {en: [Sumy], in: ukraine}
  donetsk: {en: [Donetsk], in: ukraine, disputed: true}
"""
PAUSE = """\
version: 1
id: energy-pause
title: 30-day pause on strikes against energy sites
pledge: Both sides stop striking each other's energy sites for 30 days.
parties: {russia: {actor: russia}, ukraine: {actor: ukraine}}
places: [ukraine, russia]
zone: Europe/Kyiv
windows:
  - {id: moscow, from: 2025-03-18T18:00, until: 2025-04-17}
  - {id: kyiv, from: 2025-03-25, until: 2025-04-24}
status:
  - {at: 2025-03-18, is: in-force, source: A phone call}
  - {at: 2025-04-18, is: expired, by: russia, source: A spokesman}
deadlines: [{id: report, at: 2025-04-01, what: A joint report}]
rules:
  - id: energy-strike
    kind: breach
    severity: critical
    event:
      any:
        - {action: attack, target: energy-site}
        - {outcome: outage, cause: attack}
        - {breach-of: energy-truce}
    unless: [weather]
    outweighed-by: [weapon]
    stance: [reported, claimed]
    corroborate: {tell: 1, confirm: 2}
    examples:
      fire: [{at: 2025-04-02, text: Drones hit a substation in Sumy}]
      ignore: [{at: 2025-03-18, text: A pause is agreed, lang: en}]
      denied: [{at: 2025-03-25, text: Moscow denies hitting a power plant}]
"""
GOOD: Mapping[str, str] = {
    "feeds.yaml": FEEDS,
    "alerts.yaml": ALERTS,
    "vocabulary/words.yaml": WORDS,
    "vocabulary/world.yaml": WORLD,
    "commitments/pause.yaml": PAUSE,
}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files by their paths within the folder and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def changed(file: str, old: str, new: str) -> dict[str, str | bytes]:
    """Return the good files with one text of one file replaced; it must stand there."""
    assert old in GOOD[file], f"{old!r} does not stand in {file}"
    return {**GOOD, file: GOOD[file].replace(old, new, 1)}


def faults(folder: Path, files: Mapping[str, str | bytes]) -> list[str]:
    """Write files and return every fault of the rulebook as it is told, with places within the folder."""
    try:
        load(write(folder, files))
    except RulebookError as error:
        return str(error).replace(f"{folder.as_posix()}/", "").splitlines()
    return []
