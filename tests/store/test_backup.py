"""Backups: whole or not there, and the way back loses nothing that was in them."""

import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from asking import ask
from filled import fill, raw, read_all
from nouns import NOON, an_item

from monitor.edges.lease import Lease
from monitor.edges.sqlite import back_up, open_store, restore
from monitor.model.errors import StoreError


def content(path: Path) -> list[tuple[str, list[tuple[object, ...]]]]:
    """Every row of every table."""
    with closing(raw(path)) as db:
        return [(name, list(db.execute(f"SELECT * FROM [{name}]"))) for name in sorted(db.table_names())]  # noqa: S608


def test_a_backup_comes_back_as_it_was(path: Path, tmp_path: Path) -> None:
    fill(path)
    before = content(path)
    back_up(path, tmp_path / "backup.db")
    with closing(open_store(path)) as store:
        store.add_item(an_item("Later"))
    kept = restore(tmp_path / "backup.db", path, NOON)
    assert content(path) == before
    assert kept is not None
    with closing(open_store(kept)) as store:
        assert store.item_counts()[0] == 21
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backup.db", path.name, kept.name]


def test_a_backup_is_made_beside_a_daemon_that_writes(path: Path, tmp_path: Path) -> None:
    fill(path)
    over = threading.Event()

    def write() -> None:
        with closing(open_store(path)) as store:
            number = 0
            while not over.is_set():
                store.add_item(an_item(f"Meanwhile {number}"))
                number += 1

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for number in range(5):
            back_up(path, tmp_path / f"backup-{number}.db")
    finally:
        over.set()
        writing.join()
    for number in range(5):
        with closing(open_store(tmp_path / f"backup-{number}.db")) as store:
            read_all(store)


def test_a_backup_of_a_damaged_database_is_refused_and_leaves_nothing(path: Path, tmp_path: Path) -> None:
    fill(path)
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\x00" * 4096)
    with pytest.raises(StoreError, match="damaged"):
        back_up(path, tmp_path / "backup.db")
    assert not list(tmp_path.glob("backup.db*"))


def test_a_file_that_is_there_is_not_overwritten(path: Path, tmp_path: Path) -> None:
    fill(path)
    (tmp_path / "backup.db").write_text("dear")
    with pytest.raises(StoreError, match="exists already"):
        back_up(path, tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_text() == "dear"


@pytest.mark.parametrize("what", [b"", b"no database", b"SQLite format 3\x00" + b"\x07" * 5000])
def test_what_is_no_backup_changes_nothing(path: Path, tmp_path: Path, what: bytes) -> None:
    fill(path)
    before = content(path)
    (tmp_path / "backup.db").write_bytes(what)
    with pytest.raises(StoreError, match=r"backup\.db"):
        restore(tmp_path / "backup.db", path, NOON)
    assert content(path) == before


def test_the_log_of_the_former_database_is_not_played_into_the_next(path: Path, tmp_path: Path) -> None:
    fill(path)
    back_up(path, tmp_path / "backup.db")
    before = content(path)
    path.with_name(path.name + "-wal").write_bytes(b"left by a daemon that was killed")
    kept = restore(tmp_path / "backup.db", path, NOON + timedelta(days=1))
    assert content(path) == before
    assert kept is not None
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"left by a daemon that was killed"


def test_the_commands_say_what_they_did_and_refuse_while_the_daemon_runs(path: Path, tmp_path: Path) -> None:
    fill(path)
    state, file = ("--state", str(tmp_path)), str(tmp_path / "backup.db")
    assert ask("backup", file, *state).out.endswith(f"Bring it back with `pactwatch restore {file}`.\n")
    with Lease(tmp_path):
        refused = ask("restore", file, *state)
    assert (refused.code, "another pactwatch daemon holds" in refused.err) == (1, True)
    done = ask("restore", file, *state)
    assert done.code == 0
    assert "What was there before is" in done.out


def test_a_backup_of_nothing_says_so(tmp_path: Path) -> None:
    answer = ask("backup", str(tmp_path / "backup.db"), "--state", str(tmp_path / "none"))
    assert (answer.code, "there is no state" in answer.err) == (1, True)
