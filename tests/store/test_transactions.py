"""Transactions, savepoints, and what happens when the disk fails inside them."""

import resource
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from nouns import a_match, a_new_delivery, an_incident, an_item

from monitor.edges.sqlite import SqliteStore, open_store
from monitor.model.delivery import DeliveryState
from monitor.model.errors import StoreError


class Boom(Exception):
    pass


def fill(store: SqliteStore, size: int = 2_000_000) -> None:
    store.add_item(an_item("Too much", body="x" * size))


def overfill(store: SqliteStore) -> None:
    with store.transaction():
        store.save_note("n", "lost")
        fill(store)


def test_a_transaction_is_kept_whole(store: SqliteStore) -> None:
    with store.transaction():
        store.add_item(an_item())
        store.save_incident(an_incident())
        store.enqueue(a_new_delivery())
    assert (store.item_counts(), len(store.incidents()), store.delivery_counts()) == (
        (1, 0),
        1,
        {DeliveryState.PENDING: 1},
    )


def test_an_exception_undoes_the_whole_transaction(store: SqliteStore) -> None:
    def fail() -> None:
        with store.transaction():
            item = store.add_item(an_item())
            store.save_verdict(item.id, 1, [a_match()], "r")
            store.save_incident(an_incident())
            store.enqueue(a_new_delivery())
            store.save_note("n", "v")
            raise Boom

    with pytest.raises(Boom):
        fail()
    assert (store.item_counts(), store.incidents(), store.deliveries(), store.note("n")) == ((0, 0), (), (), None)
    store.save_note("n", "later")
    assert store.note("n") == "later"


def test_a_savepoint_undoes_its_own_writes_only(store: SqliteStore) -> None:
    with store.transaction():
        store.save_note("before", "kept")
        with suppress(Boom), store.savepoint():
            store.save_note("inside", "lost")
            raise Boom
        store.save_note("after", "kept")
    assert [store.note(name) for name in ("before", "inside", "after")] == ["kept", None, "kept"]


def test_savepoints_and_transactions_nest(store: SqliteStore) -> None:
    with store.transaction(), store.savepoint():
        with store.transaction():
            store.save_note("a", "kept")
        with suppress(Boom), store.transaction():
            store.save_note("a", "lost")
            with store.savepoint():
                store.save_note("b", "lost with what is around it")
            raise Boom
        assert store.note("a") == "kept"
    assert (store.note("a"), store.note("b")) == ("kept", None)


def test_a_savepoint_needs_a_transaction(store: SqliteStore) -> None:
    with pytest.raises(RuntimeError, match="transaction"), store.savepoint():
        pass


def test_a_refused_statement_does_not_spoil_the_transaction(store: SqliteStore) -> None:
    with store.transaction():
        store.add_item(an_item())
        with pytest.raises(StoreError), store.savepoint():
            store.add_item(an_item())
        store.add_item(an_item("Another story"))
    assert store.item_counts() == (2, 0)


def test_reads_see_what_was_written_before_in_the_transaction(store: SqliteStore) -> None:
    with store.transaction():
        stored = store.add_item(an_item())
        assert store.item_by_url(stored.item.url_key) == stored


def test_a_full_disk_is_an_error_that_says_what_to_do_and_keeps_the_former_state(store: SqliteStore) -> None:
    stored = store.add_item(an_item())
    store._db.run("PRAGMA max_page_count = 60")
    with pytest.raises(StoreError, match="disk is full"):
        overfill(store)
    assert (store.item_counts(), store.note("n"), store.item(stored.id)) == ((1, 0), None, stored)
    store._db.run("PRAGMA max_page_count = 1000000")
    fill(store)
    assert store.item_counts() == (2, 0)


def test_a_caught_full_disk_still_fails_the_transaction(store: SqliteStore) -> None:
    """A caller that isolates items must not commit what is left of a poll, its validators say, without the items."""
    store._db.run("PRAGMA max_page_count = 60")

    def poll() -> None:
        with store.transaction():
            for _ in range(2):
                with suppress(StoreError), store.savepoint():
                    fill(store)
            with suppress(StoreError):
                store.save_note("validators", "new")

    with pytest.raises(StoreError, match="disk is full"):
        poll()
    assert (store.note("validators"), store.item_counts()) == (None, (0, 0))
    store.save_note("validators", "next time")
    assert store.note("validators") == "next time"


def test_a_write_that_fails_anywhere_loses_nothing_and_the_next_one_works(path: Path) -> None:
    """The file may not grow past a limit that moves on: each round fails at another write of the transaction."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with closing(open_store(path)) as store:
        largest = max(file.stat().st_size for file in path.parent.iterdir())
        for number in range(40):
            store.save_note("kept", str(number))
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest + number * 50_000, hard))
            try:
                with pytest.raises(StoreError, match="pactwatch goes on by itself"):
                    overfill(store)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            assert (store.note("kept"), store.item_counts()) == (str(number), (0, 0))
            assert store.note("n") is None


def test_a_second_opener_sees_what_is_committed_and_nothing_else(path: Path) -> None:
    with closing(open_store(path)) as writer, closing(open_store(path, read_only=True)) as reader:
        with writer.transaction():
            writer.save_note("n", "v")
            assert reader.note("n") is None
        assert reader.note("n") == "v"


def test_a_reader_writes_nothing(path: Path) -> None:
    with closing(open_store(path)), closing(open_store(path, read_only=True)) as reader:
        with pytest.raises(StoreError, match="cannot be written"):
            reader.save_note("n", "v")
        with pytest.raises(StoreError, match="cannot be written"), reader.transaction():
            pass


def test_a_writer_that_is_not_let_in_says_so(path: Path) -> None:
    with closing(open_store(path)) as first, closing(open_store(path, patience=timedelta(0))) as second:
        with first.transaction(), pytest.raises(StoreError, match="locked by another program"):
            second.save_note("n", "v")
        second.save_note("n", "v")
        assert first.note("n") == "v"


def test_a_writer_waits_for_another_one(path: Path) -> None:
    waiting = threading.Event()

    def write() -> str | None:
        with closing(open_store(path)) as second:
            waiting.set()
            with second.transaction():
                return second.note("n")

    with closing(open_store(path)) as first, ThreadPoolExecutor(1) as pool:
        with first.transaction():
            first.save_note("n", "committed by the first")
            found = pool.submit(write)
            assert waiting.wait(30)
        assert found.result(30) == "committed by the first"


def test_no_write_of_many_writers_is_lost(path: Path) -> None:
    open_store(path).close()

    def count(times: int) -> None:
        with closing(open_store(path)) as store:
            for _ in range(times):
                with store.transaction():
                    store.save_note("count", str(int(store.note("count") or 0) + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, [25] * 8))
    with closing(open_store(path)) as store:
        assert store.note("count") == "200"
