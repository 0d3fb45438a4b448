"""Damage is found, at start or when it is read, and said with what to do; it never ends the daemon by surprise."""

import random
from contextlib import closing
from pathlib import Path

import pytest
from filled import fill, read_all

from monitor.edges.sqlite import open_store
from monitor.model.errors import StoreError


def test_a_torn_file_is_found_at_start_with_what_to_do(path: Path) -> None:
    fill(path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    with pytest.raises(StoreError, match=r"damaged\. Stop pactwatch.*backup.*recover"):
        open_store(path)


def flip_and_read(path: Path, count: int, seed: int) -> int:
    """Flip one byte at a time; return how often it was found. Anything but StoreError fails the test."""
    fill(path)
    chance, content, found = random.Random(seed), path.read_bytes(), 0  # noqa: S311
    damaged = path.with_name("damaged.db")
    for _ in range(count):
        at = chance.randrange(len(content))
        damaged.write_bytes(content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :])
        try:
            with closing(open_store(damaged)) as store:
                read_all(store)
        except StoreError:
            found += 1
        for left in damaged.parent.glob("damaged.db-*"):
            left.unlink()
    return found


def test_a_flipped_byte_is_found_or_harmless(path: Path) -> None:
    assert flip_and_read(path, 50, seed=1) > 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_thousand_flipped_bytes_are_found_or_harmless(path: Path, seed: int) -> None:
    assert flip_and_read(path, 250, seed) > 0
