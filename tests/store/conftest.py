"""The store in memory and on disk: one contract, two ways to keep it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from monitor.edges.sqlite import SqliteStore, open_store


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(open_store(None if request.param == "memory" else tmp_path / "pactwatch.db")) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pactwatch.db"
