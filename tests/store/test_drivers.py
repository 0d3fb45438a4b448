"""The SQLite that is used, and what follows from its version."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from monitor.edges.sqlite import open_store
from monitor.edges.sqlite.driver import wal_is_safe

OLD_SQLITE = """
import sys
sys.modules["pysqlite3"] = None  # as where it is not installed
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""
HERE = Path(__file__).parent


def run_on_own_sqlite(*arguments: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", OLD_SQLITE, "-q", "-p", "no:cacheprovider", *arguments],
        capture_output=True,
        text=True,
        cwd=HERE.parent.parent,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_journal_fits_the_sqlite_that_is_used(path: Path) -> None:
    with closing(open_store(path)) as store:
        journal = store._db.one("PRAGMA journal_mode", (), lambda row: row[0])
        assert (journal, store.warning is None) == (("wal", True) if wal_is_safe() else ("delete", False))
    assert [wal_is_safe(version) for version in ((3, 40, 1), (3, 51, 2), (3, 51, 3), (4, 0, 0))] == [0, 0, 1, 1]


def test_an_older_sqlite_keeps_a_rollback_journal_and_warns() -> None:
    run_on_own_sqlite(str(HERE / "test_drivers.py"), "-k", "journal_fits")


@pytest.mark.slow
def test_the_contract_holds_on_pythons_own_sqlite() -> None:
    files = ["items", "incidents", "outbox", "feeds_and_notes", "transactions", "round_trips"]
    run_on_own_sqlite(*(str(HERE / f"test_{name}.py") for name in files))
