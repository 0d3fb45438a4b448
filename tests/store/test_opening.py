"""Opening: the schema grows by whole steps, and what cannot be used is refused with what to do."""

import shutil
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from filled import fill, raw, read_all, schema
from nouns import NOON, a_new_delivery

from monitor.edges.sqlite import open_store
from monitor.edges.sqlite.documents import NOTICE
from monitor.edges.sqlite.driver import sqlite3, wal_is_safe
from monitor.edges.sqlite.schema import known_steps, steps
from monitor.model.errors import StoreError
from monitor.model.feed import FeedState
from monitor.model.ids import FeedId, ItemId
from monitor.model.incident import Told

STEPS = [
    "feeds",
    "items",
    "incidents",
    "outbox",
    "told",
    "forgiven",
    "habits_of_feeds",
    "resemblance",
    "labels",
    "threads",
    "ledger",
    "member_rows",
]


def test_a_new_file_has_every_step_and_is_kept_as_it_should_be(path: Path) -> None:
    with closing(open_store(path)) as store:
        settings = {
            name: store._db.one(f"PRAGMA {name}", (), lambda row: row[0])
            for name in ("foreign_keys", "synchronous", "journal_mode", "busy_timeout")
        }
        journal = "wal" if wal_is_safe() else "delete"
        assert settings == {"foreign_keys": 1, "synchronous": 2, "journal_mode": journal, "busy_timeout": 30_000}
    with closing(raw(path)) as db:
        assert [step.name for step in steps.applied(db)] == STEPS
        assert all(table.strict for table in db.tables if not table.name.startswith(("_", "sqlite_")))


@pytest.mark.parametrize("begun", range(1, len(STEPS)))
def test_a_file_of_any_age_grows_to_the_same_schema(path: Path, begun: int) -> None:
    with closing(raw(path)) as db:
        steps.apply(db, stop_before=STEPS[begun])
    with pytest.raises(StoreError, match="older pactwatch"):
        open_store(path, read_only=True)
    open_store(path).close()
    fresh = path.with_name("fresh.db")
    open_store(fresh).close()
    assert schema(path) == schema(fresh)


def test_a_feed_of_an_older_program_keeps_its_due_time_and_is_read_in_full_at_its_next_poll(path: Path) -> None:
    at = "2025-04-02T12:00:00.000000+00:00"
    row = ("https://a.example/", at, at, at, at, '"1"', "x", None, 9, at)
    with closing(raw(path)) as db:
        steps.apply(db, stop_before="habits_of_feeds")
        db.execute("INSERT INTO feeds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    with closing(open_store(path)) as store:
        expected = FeedState(feed=FeedId("https://a.example/"), due_at=NOON, polled_at=NOON, succeeded_at=NOON)
        assert list(store.feed_states().values()) == [replace(expected, baseline_at=NOON, entries=9, new_item_at=NOON)]


def test_what_people_were_told_is_kept_when_an_older_file_grows(path: Path) -> None:
    old = "INSERT INTO incidents VALUES (NULL, ?, NULL, 'k', 'c', 'r', 'breach', 'open', '2025-04-02', '[\"sumy\"]', "
    at = "2025-04-02T12:00:00.000000+00:00"
    with closing(raw(path)) as db:
        steps.apply(db, stop_before="told")
        for name, reasons in (("quiet", "[]"), ("loud", '["first-report","corroborated"]')):
            db.execute(old + "'[]', 0, '[]', 1, 0, ?, ?, ?)", (name, at, at, reasons))
    with closing(open_store(path)) as store:
        told = {incident.id: incident.told for incident in store.incidents()}
    assert told["quiet"] == Told()
    assert told["loud"] == Told(reasons=("first-report", "corroborated"), corroborated=True, places=("sumy",))


def test_letters_and_their_tries_are_kept_when_the_ledger_grows(path: Path) -> None:
    at = "2025-04-02T12:00:00.000000+00:00"
    notice = NOTICE.text(a_new_delivery().notice)
    row = ("desk", "4f1c2a9be0", "first-report", "4f1c2a9be0/1", notice, "dead", at, at, "refused", 1, "ts-1")
    with closing(raw(path)) as db:
        steps.apply(db, stop_before="ledger")
        db.execute(
            "INSERT INTO deliveries (receiver, incident, reason, dedup_key, notice, state, created_at, due_at, detail, "
            "forgiven, reference) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        db.execute("INSERT INTO attempts VALUES (1, 1, ?, ?, 'rejected', 'refused')", (at, at))
    with closing(open_store(path)) as store:
        [delivery] = store.deliveries()
        assert (delivery.state, delivery.detail, delivery.attempts, delivery.tried.count) == ("dead", "refused", 1, 0)
        assert (delivery.cause, delivery.batch, delivery.told_in) == (None, "", None)
        assert [attempt.detail for attempt in store.attempts(delivery.id)] == ["refused"]
        assert not store.enqueue(a_new_delivery())
        assert store.requeue(delivery.id, NOON)


def test_members_are_carried_over_as_rows_and_counted(path: Path) -> None:
    at = "2025-04-02T12:00:00.000000+00:00"
    said = '[{"accused":"russia","speaker":null,"stance":"reported"}]'
    papers = (("Harbour Post", "null"), ("Dawn Courier", "null"), ("Night Mail", "1"))
    listed = ",".join(
        f'{{"item":{n},"publisher":"{paper}","title_key":"t{n}","aggregator":false,"main":true,'
        f'"attributions":{said},"copy_of":{copied}}}'
        for n, (paper, copied) in enumerate(papers, 1)
    )
    with closing(raw(path)) as db:
        steps.apply(db, stop_before="member_rows")
        for _ in papers:
            db.execute("INSERT INTO items VALUES (NULL, 1, NULL, NULL, ?)", (at,))
        head = (None, "one", b"1", "k", "c", "r", "breach", "open", "2025-04-02", "[]", "[]", 0)
        told = '{"reasons":["first-report"]}'
        db.execute(
            "INSERT INTO incidents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*head, f"[{listed}]", 1, 0, at, at, told),
        )
        db.execute("INSERT INTO members (item, incident) VALUES (1, 1), (2, 1), (3, 1)")
    with closing(open_store(path)) as store:
        [incident] = store.incidents()
        assert [member.publisher for member in store.members(incident.id)] == [paper for paper, _ in papers]
        assert (incident.sources.origins, incident.sources.outlets, incident.accused) == (2, 3, "russia")
        assert incident.told.reasons == ("first-report",)
        assert [each.id for each in store.incidents_of_item(ItemId(3))] == ["one"]


def test_opening_again_changes_nothing(path: Path) -> None:
    fill(path)
    before = path.read_bytes()
    for read_only in (False, True):
        with closing(open_store(path, read_only=read_only)) as store:
            assert store.item_counts() == (20, 0)
    assert path.read_bytes() == before


def test_a_file_of_a_newer_program_is_refused(path: Path) -> None:
    open_store(path).close()
    with closing(raw(path)) as db:
        db.table("_sqlite_migrations").insert({"migration_set": "pactwatch", "name": "silences", "applied_at": "2030"})
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(StoreError, match=r"newer pactwatch \(it knows silences\)"):
            open_store(path, read_only=read_only)
    assert path.read_bytes() == before


def test_a_file_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with closing(raw(path)) as db:
        db.table("recipes").insert({"title": "Borscht"})
    before = path.read_bytes()
    with pytest.raises(StoreError, match="belongs to another program"):
        open_store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"This is not a database. " * 100], ids=["empty", "text"])
def test_to_read_only_makes_nothing(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"older pactwatch|not a SQLite database"):
        open_store(path, read_only=True)
    assert path.read_bytes() == content
    path.unlink()
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(path, read_only=True)
    assert not path.exists()


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    with closing(open_store(path)) as store:
        assert store.item_counts() == (0, 0)


@pytest.mark.parametrize(
    ("name", "says"), [("text", "Put a backup"), ("folder", "cannot be opened"), ("missing/x.db", "cannot be opened")]
)
def test_what_cannot_be_opened_says_so(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "text").write_bytes(b"This is not a database. " * 100)
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match=says) as caught:
        open_store(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)
    assert isinstance(caught.value.__cause__, sqlite3.Error)


def test_a_name_that_looks_like_an_address_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "50% off?mode=memory#x &é.db"
    open_store(path).close()
    assert path.is_file()


READ_ONLY_FOLDER = """
import os, sys
from pathlib import Path
from monitor.edges.sqlite import open_store
from monitor.model.errors import StoreError
from monitor.model.incident import Told
if os.geteuid() == 0:
    os.setgroups([])
    os.setuid(65534)
for read_only in (False, True):
    try:
        open_store(Path(sys.argv[1]), read_only=read_only).save_note("n", "v")
    except StoreError as error:
        print(error)
"""


def test_a_folder_that_cannot_be_written_says_so() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        open_store(folder / "x.db").close()
        (folder / "x.db").chmod(0o444)
        folder.chmod(0o555)
        told = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", READ_ONLY_FOLDER, folder / "x.db"], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        folder.chmod(0o755)
    assert len(told) == 2
    assert all("x.db cannot be" in line and "user that pactwatch runs as" in line for line in told)


def test_the_program_knows_its_steps() -> None:
    assert known_steps() == set(STEPS)


def test_a_copy_of_a_closed_store_is_whole(path: Path) -> None:
    fill(path)
    copy = path.with_name("copy.db")
    shutil.copyfile(path, copy)
    with closing(open_store(copy)) as store:
        read_all(store)
        assert store.item_counts() == (20, 0)


def test_all_who_open_a_new_file_at_once_get_a_store(path: Path) -> None:
    together = threading.Barrier(8)

    def write(name: str) -> None:
        together.wait(30)
        with closing(open_store(path)) as store:
            store.save_note(name, "here")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, "abcdefgh"))
    with closing(open_store(path, read_only=True)) as store:
        assert all(store.note(name) for name in "abcdefgh")
