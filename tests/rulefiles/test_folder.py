"""The folder: what is missing or cannot be read is told, and does not keep the rest from being read."""

import os
from pathlib import Path

import pytest
from rulefolders import GOOD, changed, faults, write

from monitor.edges.rulefiles import load
from monitor.model.errors import RulebookError
from monitor.model.ids import CommitmentId


def test_a_missing_folder_is_told_with_the_command_that_makes_one(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path / ("long" * 1_000)):
        with pytest.raises(RulebookError) as raised:
            load(path)
        told = f"{path}:1:1: there is no folder of this name; `pactwatch init` makes one with starter rules"
        assert str(raised.value) == told


def test_files_and_folders_that_are_missing_are_all_told(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    assert faults(tmp_path, {"feeds.yaml": GOOD["feeds.yaml"]}) == [
        "alerts.yaml:1:1: the file is missing",
        "commitments:1:1: the folder is missing; it holds the commitments",
        "vocabulary:1:1: the folder holds no .yaml file; it needs at least one",
    ]


def test_what_stands_in_the_place_of_a_file_or_folder_is_told(tmp_path: Path) -> None:
    files = {name: text for name, text in GOOD.items() if name not in ("feeds.yaml", "alerts.yaml")}
    os.mkfifo(tmp_path / "alerts.yaml")
    (tmp_path / "feeds.yaml").mkdir()
    assert faults(tmp_path, files) == [
        "alerts.yaml:1:1: this is not a file",
        "feeds.yaml:1:1: this is not a file",
    ]
    told = faults(tmp_path / "other", {"commitments": "These are our commitments."})
    assert "commitments:1:1: the folder cannot be read: Not a directory" in told


def test_a_file_with_another_ending_is_told_and_hidden_ones_are_left_alone(tmp_path: Path) -> None:
    files = {
        **GOOD,
        "commitments/second.yml": "version: 1",
        "commitments/.draft.yaml": "[",
        "commitments/notes.txt": "[",
    }
    assert faults(tmp_path, files) == ["commitments/second.yml:1:1: rule files end in .yaml; rename this one"]


def test_links_are_followed_and_a_dead_one_is_told(tmp_path: Path) -> None:
    write(tmp_path / "rules", GOOD)
    path = tmp_path / "rules" / "commitments" / "pause.yaml"
    path.rename(tmp_path / "pause.yaml")
    path.symlink_to(tmp_path / "pause.yaml")
    assert [each.id for each in load(tmp_path / "rules").commitments] == [CommitmentId("energy-pause")]
    (tmp_path / "pause.yaml").unlink()
    assert faults(tmp_path / "rules", {}) == ["commitments/pause.yaml:1:1: the file is missing"]


def test_places_are_named_from_the_folder_in_which_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "rules", changed("alerts.yaml", "[desk]", "[dsk]"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RulebookError, match=r"^rules/alerts\.yaml:6:15: unknown receiver"):
        load(tmp_path / "rules")
