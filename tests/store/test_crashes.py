"""A process killed anywhere loses nothing that was committed, and the next one goes on from there."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from filled import schema
from nouns import an_item

from monitor.edges.sqlite import SqliteStore, open_store
from monitor.edges.sqlite.driver import wal_is_safe
from monitor.model.ids import ItemId

COMMITS = 12


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def commit(store: SqliteStore, number: int) -> None:
    """Commits hold each other's tale: `number` items when the note says so."""
    with store.transaction():
        store.add_item(an_item(f"Story {number}", body=f"{number} " * 1_500))
        store.save_note("count", str(number))


def committed(store: SqliteStore) -> int:
    number = int(store.note("count") or 0)
    assert store.item_counts() == (number, 0)
    for item in range(1, number + 1):
        stored = store.item(ItemId(item))
        assert stored is not None
        assert stored.item == an_item(f"Story {item}", body=f"{item} " * 1_500)
    return number


WRITE_UNTIL_KILLED = """
import sys
from pathlib import Path
from monitor.edges.sqlite import open_store
store = open_store(Path(sys.argv[1]))
for number in range(1, int(sys.argv[2]) + 1):
    with store.transaction():
        store.save_note("count", str(number))
with store.transaction():
    store.save_note("count", "never committed")
    store._db.run("PRAGMA cache_spill = 1")
    for number in range(500):
        store.save_note(f"note {number}", "x" * 10_000)
    print("in the middle", flush=True)
    sys.stdin.read()
"""


def test_a_kill_in_the_middle_of_a_transaction_loses_nothing_committed(path: Path) -> None:
    with python(WRITE_UNTIL_KILLED, path, 30) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "in the middle\n"
        with closing(open_store(path, read_only=True)) as beside:
            assert beside.note("count") == "30"
        child.kill()
    with closing(open_store(path, read_only=True)) as reader:
        assert (reader.note("count"), reader.note("note 0")) == ("30", None)
    with closing(open_store(path)) as store:
        assert (store.note("count"), store.note("note 0")) == ("30", None)


def cut_logs(folder: Path, every: int) -> None:
    """Cut the log at offset after offset, as a power cut would; each file opens whole, with a prefix of the commits."""
    if not wal_is_safe():
        return  # this SQLite keeps no log
    path, cut = folder / "pactwatch.db", folder / "cut.db"
    with closing(open_store(path)) as store:
        for number in range(1, COMMITS + 1):
            commit(store, number)
        main, log = path.read_bytes(), path.with_name("pactwatch.db-wal").read_bytes()
    seen = []
    frame = 24 + 4096  # https://sqlite.org/fileformat2.html#walformat: a log header of 32 bytes, then the frames
    offsets = {*range(0, len(log), every), *range(32, len(log), frame), len(log)}
    for offset in sorted(offsets):
        cut.write_bytes(main)
        cut.with_name("cut.db-wal").write_bytes(log[:offset])
        with closing(open_store(cut)) as store:
            seen.append(committed(store))
    assert seen == sorted(seen)
    assert set(seen) == set(range(COMMITS + 1))


def test_a_log_cut_anywhere_holds_a_prefix_of_the_commits(tmp_path: Path) -> None:
    cut_logs(tmp_path, every=3_000)


@pytest.mark.slow
def test_a_log_cut_at_ten_thousand_places_holds_a_prefix_of_the_commits(tmp_path: Path) -> None:
    cut_logs(tmp_path, every=31)


KILL_AT_EACH_STATEMENT = """
import os, signal, sys
from pathlib import Path
from monitor.edges.sqlite import open_store

def killer(left):
    def profile(frame, event, called):
        nonlocal left
        if event == "c_call" and called.__name__ == "execute":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
    return profile

path, statement = Path(sys.argv[1]), 0
while True:
    statement += 1
    child = os.fork()
    if child == 0:
        sys.setprofile(killer(statement))
        open_store(path.with_name(f"killed-{statement}.db"))
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
print(statement)
"""


def test_opening_for_the_first_time_can_be_killed_at_any_statement(path: Path) -> None:
    with python(KILL_AT_EACH_STATEMENT, path) as child:
        output, _ = child.communicate()
    statements = int(output)
    assert statements > 30
    open_store(path).close()
    wanted = schema(path)
    for killed in path.parent.glob("killed-*.db"):
        with closing(open_store(killed)) as store:
            commit(store, 1)
            assert committed(store) == 1
        assert schema(killed) == wanted
