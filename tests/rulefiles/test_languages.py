"""An operator's own language is a file in `languages/`: nothing of the package is changed for it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from rulefolders import GOOD, changed, faults, write

from monitor.edges.rulefiles import load
from monitor.matching import compile_engine
from monitor.model.ids import Lang
from monitor.model.item import Certainty
from monitor.model.match import Match, Reading
from monitor.model.rule import Stance

NOON = datetime(2025, 4, 2, 12, tzinfo=UTC)
DUTCH = """\
version: 1
code: nl
cues:
  - {stance: denied, direction: after, reach: 12, phrases: [ontkennen]}
terminators: [na, terwijl]
separators: [","]
agent: [door]
locating: [in, op]
times: {yesterday: [gisteren]}
"""


def with_dutch_words(folder: Path, **files: str) -> Path:
    words = GOOD["vocabulary/words.yaml"]
    for old, new in (
        ("en: [power plant, substation]", "en: [power plant]\n    nl: [centrale]"),
        ("en: [strike, hit, shell]", "en: [strike], nl: [aanval, raken]"),
    ):
        assert old in words
        words = words.replace(old, new)
    return write(
        folder,
        {**changed("vocabulary/world.yaml", "[Sumy]", "[Sumy], nl: [Soemy]"), "vocabulary/words.yaml": words, **files},
    )


def judged(folder: Path, text: str, lang: str) -> tuple[Match, ...]:
    reading = Reading(title=text, lang=Lang(lang), published_at=NOON, certainty=Certainty.EXACT, first_seen_at=NOON)
    return compile_engine(load(folder)).judge(reading)


def test_a_language_that_does_not_ship_is_read_by_its_own_cues(tmp_path: Path) -> None:
    folder = with_dutch_words(tmp_path, **{"languages/nl.yaml": DUTCH})
    (told,) = judged(folder, "Drones raken centrale in Soemy", "nl")
    (denied,) = judged(folder, "Moskou ontkent aanval op centrale in Soemy", "nl")
    assert (told.fires, told.places) == (True, ("sumy",))
    assert denied.stance is Stance.DENIED


def test_without_its_file_nothing_is_read_in_it(tmp_path: Path) -> None:
    assert judged(with_dutch_words(tmp_path), "Drones raken centrale in Soemy", "nl") == ()


def test_a_file_for_a_language_that_ships_takes_its_place(tmp_path: Path) -> None:
    own = write(tmp_path / "own", {**GOOD, "languages/en.yaml": "version: 1\ncode: en\nlocating: [within]\n"})
    shipped = load(write(tmp_path / "shipped", GOOD)).languages
    assert load(own).languages.keys() == shipped.keys()
    assert load(own).languages[Lang("en")].locating == ("within",)
    assert load(own).languages[Lang("de")] == shipped[Lang("de")]
    assert load(own).fingerprint != load(tmp_path / "shipped").fingerprint


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("agent:", "agnt:", 'languages/nl.yaml:7:1: unknown key "agnt"; did you mean "agent"?'),
        ("stance: denied", "stance: denid", 'languages/nl.yaml:4:14: unknown stance "denid"; did you mean "denied"?'),
        ("phrases:", "phases:", 'languages/nl.yaml:4:51: unknown key "phases"; did you mean "phrases"?'),
        ("version: 1\n", "", 'languages/nl.yaml:1:1: "version" is missing; write "version: 1" on top'),
        ("[door]", "door", 'languages/nl.yaml:7:8: "agent" must be a list, as in [one, two], not text'),
    ],
)
def test_its_faults_are_told_like_those_of_any_rule_file(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert faults(tmp_path, {**GOOD, "languages/nl.yaml": DUTCH.replace(old, new)}) == [told]


def test_two_files_for_one_language_are_told(tmp_path: Path) -> None:
    files = {**GOOD, "languages/nl.yaml": DUTCH, "languages/dutch.yaml": DUTCH}
    (told,) = faults(tmp_path, files)
    assert told.startswith('languages/nl.yaml:2:7: language "nl" is defined twice')
