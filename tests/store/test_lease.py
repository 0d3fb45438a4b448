"""One daemon at a time holds a state folder."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from nouns import NOON

from monitor.edges.lease import Lease
from monitor.model.errors import StateHeld, StoreError
from monitor.testing import ManualClock


def test_a_second_daemon_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    with Lease(tmp_path, ManualClock(NOON)):
        holder = f"process {os.getpid()} on {socket.gethostname()}, since 2025-04-02T12:00:00"
        with pytest.raises(StateHeld) as caught, Lease(tmp_path):
            pass
    assert holder in str(caught.value)
    assert str(tmp_path) in str(caught.value)
    assert "Stop it first" in str(caught.value)


def test_the_folder_is_free_after_the_daemon_ends(tmp_path: Path) -> None:
    lease = Lease(tmp_path)
    for _ in range(3):
        with lease:
            assert f"process {os.getpid()} " in (tmp_path / "daemon.lock").read_text()
        assert (tmp_path / "daemon.lock").read_bytes() == b""


def test_the_folder_is_free_after_the_daemon_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Lease(tmp_path):
        raise ZeroDivisionError
    with Lease(tmp_path):
        pass


@pytest.mark.parametrize("left", [b"", b"process 1 on another host", b"\xff\x00\x1b[2J" * 9_000])
def test_what_stands_in_the_file_decides_nothing(tmp_path: Path, left: bytes) -> None:
    lock = tmp_path / "daemon.lock"
    lock.write_bytes(left)
    with Lease(tmp_path):
        lock.write_bytes(left)
        with pytest.raises(StateHeld, match="another pactwatch daemon"), Lease(tmp_path):
            pass


def test_two_folders_are_held_by_two_daemons(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    with Lease(tmp_path / "a"), Lease(tmp_path / "b"):
        pass


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="state folder exists"), Lease(tmp_path / "missing"):
        pass


RACER = """
import sys
from pathlib import Path
from monitor.edges.lease import Lease
from monitor.model.errors import StateHeld
print("ready", flush=True)
sys.stdin.readline()
try:
    with Lease(Path(sys.argv[1])):
        print("won", flush=True)
        sys.stdin.read()
except StateHeld as held:
    print("held", flush=True)
"""


def racer(state: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", RACER, state], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def told(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def go(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    child.stdin.write("go\n")
    child.stdin.flush()


def race(state: Path, count: int) -> None:
    racers = [racer(state) for _ in range(count)]
    assert {told(child) for child in racers} == {"ready"}
    for child in racers:
        go(child)
    results = [told(child) for child in racers]
    for child in racers:
        child.communicate()
    assert sorted(results) == ["held"] * (count - 1) + ["won"]


def test_of_twenty_daemons_that_start_at_once_one_runs(tmp_path: Path) -> None:
    race(tmp_path, 20)


@pytest.mark.slow
def test_a_hundred_races_have_one_winner_each(tmp_path: Path) -> None:
    for _ in range(100):
        race(tmp_path, 3)


def test_a_killed_daemon_holds_nothing(tmp_path: Path) -> None:
    with racer(tmp_path) as child:
        go(child)
        assert [told(child), told(child)] == ["ready", "won"]
        with pytest.raises(StateHeld, match=f"process {child.pid} "), Lease(tmp_path):
            pass
        child.kill()
        child.wait()
        assert f"process {child.pid} " in (tmp_path / "daemon.lock").read_text()
        with Lease(tmp_path):
            pass
