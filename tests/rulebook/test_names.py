"""Names: every file may refer to every other, and a name that nothing has is told with the one that was meant."""

import time
from pathlib import Path

import pytest
from rulefolders import ALERTS, FEEDS, GOOD, PAUSE, WORLD, changed, faults

PAUSED, PLACES = "commitments/pause.yaml", "vocabulary/world.yaml"
LISTS = (
    "actor:russia, actor:ukraine, attack, energy-site, energy-truce, outage, place:donetsk, place:russia, place:sumy, "
    "place:ukraine, weapon, weather"
)

UNKNOWN = [
    (PAUSED, "target: energy-site}", "target: energy-sites}",
     '21:36: rule "energy-strike": unknown vocabulary "energy-sites"; did you mean "energy-site"?'),
    (PAUSED, "target: energy-site}", "target: ukraine}",
     '21:36: rule "energy-strike": unknown vocabulary "ukraine"; did you mean "actor:ukraine"?'),
    (PAUSED, "unless: [weather]", "unless: [gardening]",
     f'24:14: rule "energy-strike": unknown vocabulary "gardening"; known: {LISTS}'),
    (PAUSED, "by: russia", "by: rusia", '13:39: unknown party "rusia"; did you mean "russia"?'),
    (PAUSED, "by: russia", "by: belgium", '13:39: unknown party "belgium"; known: russia, ukraine'),
    (PAUSED, "{actor: russia}", "{actor: rusia}",
     '5:27: party "russia": unknown actor "rusia"; did you mean "russia"?'),
    (PAUSED, "places: [ukraine,", "places: [ukrain,", '6:10: unknown place "ukrain"; did you mean "ukraine"?'),
    (PAUSED, "kind: breach", "kind: brech",
     '17:11: rule "energy-strike": unknown kind "brech"; did you mean "breach"?'),
    (PAUSED, "[reported, claimed]", "[reportd]",
     '26:14: rule "energy-strike": unknown stance "reportd"; did you mean "reported"?'),
    (PAUSED, "is: expired", "is: expird", '13:26: unknown status "expird"; did you mean "expired"?'),
    (PLACES, "[Sumy], in: ukraine", "[Sumy], in: ukrain",
     '8:26: place "sumy": unknown place "ukrain"; did you mean "ukraine"?'),
    (PLACES, "held-by: ukraine", "held-by: ukrane",
     '6:37: place "ukraine": unknown actor "ukrane"; did you mean "ukraine"?'),
    ("feeds.yaml", "side: russia", "side: rusia",
     '8:111: feed "State Voice": unknown party "rusia"; did you mean "russia"?'),
    ("alerts.yaml", "  receivers: [desk]", "  receivers: [dsk]", '6:15: unknown receiver "dsk"; did you mean "desk"?'),
    ("alerts.yaml", "receivers: [duty]", "receivers: [night]", '9:19: unknown receiver "night"; known: desk, duty'),
    ("alerts.yaml", "place: [sumy]", "place: [sumi]", '8:43: unknown place "sumi"; did you mean "sumy"?'),
    ("alerts.yaml", "{severity: critical,", "{rule: energy-strikes,",
     '8:21: unknown rule "energy-strikes"; did you mean "energy-strike"?'),
    ("alerts.yaml", "{severity: critical,", "{commitment: energy-paus,",
     '8:27: unknown commitment "energy-paus"; did you mean "energy-pause"?'),
]  # fmt: skip
SECOND = PAUSE.replace("id: energy-pause", "id: other-pause")
TWICE = [
    ("commitments/second.yaml", SECOND,
     f'16:9: rule "energy-strike" is defined twice; the first stands at {PAUSED}:16:9'),
    ("commitments/second.yaml", PAUSE.replace("id: energy-strike", "id: other-strike"),
     f'2:5: commitment "energy-pause" is defined twice; the first stands at {PAUSED}:2:5'),
    (PAUSED, PAUSE.replace("id: kyiv", "id: moscow"),
     f'10:10: window "moscow" is defined twice; the first stands at {PAUSED}:9:10'),
    ("vocabulary/zone.yaml", "version: 1\nlists:\n  attack: {en: [raid]}\n",
     '3:3: list "attack" is defined twice; the first stands at vocabulary/words.yaml:7:3'),
    ("vocabulary/zone.yaml", "version: 1\nplaces:\n  sumy: {en: [Sumy]}\n",
     f'3:3: place "sumy" is defined twice; the first stands at {PLACES}:8:3'),
    ("feeds.yaml", FEEDS.replace("https://state.example/rss", "HTTPS://Dawn.example/rss#top"),
     "8:15: feed address is defined twice; the first stands at feeds.yaml:3:14"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "told"), UNKNOWN)
def test_an_unknown_name_is_told_with_the_nearest_known(
    tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    assert faults(tmp_path, changed(file, old, new)) == [f"{file}:{told}"]


@pytest.mark.parametrize(("file", "content", "told"), TWICE)
def test_a_name_that_is_defined_twice_is_told_with_the_place_of_the_first(
    tmp_path: Path, file: str, content: str, told: str
) -> None:
    assert faults(tmp_path, {**GOOD, file: content}) == [f"{file}:{told}"]


def test_two_commitments_may_each_have_a_window_of_the_same_name(tmp_path: Path) -> None:
    second = SECOND.replace("id: energy-strike", "id: other-strike")
    assert faults(tmp_path, {**GOOD, "commitments/second.yaml": second}) == []


def test_places_that_lie_in_each_other_are_told_each(tmp_path: Path) -> None:
    ring = "  a: {en: [A], in: b}\n  b: {en: [B], in: c}\n  c: {en: [C], in: b}\n  d: {en: [D], in: d}\n"
    assert faults(tmp_path, {**GOOD, PLACES: WORLD + ring}) == [
        f'{PLACES}:11:20: place "b": it lies in itself, by way of "c"',
        f'{PLACES}:12:20: place "c": it lies in itself, by way of "b"',
        f'{PLACES}:13:20: place "d": it lies in itself, by way of "d"',
    ]


@pytest.mark.parametrize(
    "vocabulary", ["version: 1\nlists: [\n", "version: 1\nlists: many\n", b"version: 1\nlists: \xff\n"]
)
def test_a_name_that_an_unreadable_file_may_define_is_not_called_unknown(
    tmp_path: Path, vocabulary: str | bytes
) -> None:
    [fault] = faults(tmp_path, {**GOOD, "vocabulary/words.yaml": vocabulary})
    assert fault.startswith("vocabulary/words.yaml:")


def test_names_of_a_rule_with_faults_are_known_elsewhere(tmp_path: Path) -> None:
    files = changed(PAUSED, "severity: critical", "severity: urgent")
    files["alerts.yaml"] = ALERTS.replace("{severity: critical,", "{rule: energy-strike,")
    assert [fault.partition(":")[0] for fault in faults(tmp_path, files)] == [PAUSED]


@pytest.mark.parametrize("last", ["p4000: {en: [End], held-by: ukraine}", "p4000: {in: p0}"])
def test_a_long_way_from_a_place_to_the_largest_is_walked_once(tmp_path: Path, last: str) -> None:
    chain = "".join(f"  p{n}: {{in: p{n + 1}}}\n" for n in range(4_000))
    begun = time.process_time()
    told = faults(tmp_path, {**GOOD, PLACES: f"{WORLD}{chain}  {last}\n"})
    assert time.process_time() - begun < 1
    assert len(told) == (101 if "in:" in last else 0)
