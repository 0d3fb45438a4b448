import gzip
import tracemalloc
import zlib
from contextlib import suppress

import pytest
from feed_server import FeedServer
from fetchers import fetched, refusal
from hypothesis import given
from hypothesis import strategies as st

from monitor.edges.fetching.decoding import Decoder
from monitor.edges.fetching.limits import MIB, Limits
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind

FEED = b"<rss version='2.0'><channel><title>Dawn</title></channel></rss>" * 20


def gzipped(data: bytes) -> bytes:
    """Packed as ever: without the time, which would name the tests anew at each collection."""
    return gzip.compress(data, mtime=0)


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def zeros(size: int, rounds: int = 1) -> bytes:
    """Return a gzip body that unpacks to so many zeros."""
    packer = zlib.compressobj(9, wbits=16 + zlib.MAX_WBITS)
    data = b"".join([*(packer.compress(bytes(MIB)) for _ in range(size // MIB)), packer.flush()])
    for _ in range(rounds - 1):
        data = gzipped(data)
    return data


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzipped(FEED)),
        ("x-gzip", gzipped(FEED)),
        ("GZip", gzipped(FEED[:100]) + gzipped(FEED[100:])),
        ("gzip", gzipped(FEED) + b"\x00\x00garbage"),
        ("deflate", zlib.compress(FEED)),
        ("deflate", bare(FEED)),
        ("identity", FEED),
        ("identity, gzip", gzipped(FEED)),
        ("", FEED),
    ],
)
async def test_a_body_is_unpacked_as_it_was_packed(server: FeedServer, coding: str, packed: bytes) -> None:
    server.put("/rss", packed, Content_Encoding=coding)
    assert (await fetched(server.url("/rss"))).body == FEED


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip, gzip", gzipped(gzipped(FEED))),
        ("br", b"\x0b\x02\x80"),
        ("zstd", b"\x28\xb5\x2f\xfd"),
        ("compress", b"\x1f\x9d"),
        ("gzip", FEED),
        ("gzip", gzipped(FEED)[:-20]),
        ("gzip", b"\x1f"),
        ("deflate", gzipped(FEED)),
        ("deflate", zlib.compress(FEED)[:-8]),
        ("evil\x07", FEED),
    ],
)
async def test_another_coding_and_a_broken_one_are_refused(server: FeedServer, coding: str, packed: bytes) -> None:
    server.put("/rss", packed, Content_Encoding=coding)
    assert (await refusal(server.url("/rss"))).kind in {FailureKind.BAD_CODING, FailureKind.PROTOCOL}


@pytest.mark.parametrize(
    ("size", "rounds"), [(16, 1), (128, 1), (128, 2), pytest.param(4096, 1, marks=pytest.mark.slow)]
)
async def test_a_bomb_is_refused_before_it_fills_the_memory(server: FeedServer, size: int, rounds: int) -> None:
    server.put("/rss", zeros(size * MIB, rounds), Content_Encoding=", ".join(["gzip"] * rounds))
    tracemalloc.start()
    try:
        error = await refusal(server.url("/rss"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert error.kind in {FailureKind.BOMB, FailureKind.BAD_CODING}
    assert peak < 16 * MIB


async def test_a_body_over_the_limit_is_refused_by_its_declared_length(server: FeedServer) -> None:
    server.raw("/rss", lambda to: to.send(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n<rss/>"))
    assert (await refusal(server.url("/rss"))).kind is FailureKind.TOO_LARGE


async def test_an_endless_body_is_refused_when_it_passes_the_limit(server: FeedServer) -> None:
    def endless(to: object) -> None:
        to.send(b"HTTP/1.1 200 OK\r\n\r\n")  # type: ignore[attr-defined]
        to.flood(b"<item/>" * 1000)  # type: ignore[attr-defined]

    server.raw("/rss", endless)
    assert (await refusal(server.url("/rss"))).kind is FailureKind.TOO_LARGE


async def test_what_unpacks_to_more_than_the_limit_is_too_large(server: FeedServer) -> None:
    noise = b"".join(bytes([n % 251, n * 7 % 256, n // 256 % 256]) * 20 for n in range(180_000))
    server.put("/rss", gzipped(noise), Content_Encoding="gzip")
    assert (await refusal(server.url("/rss"))).kind is FailureKind.TOO_LARGE


@given(st.binary(max_size=3000), st.sampled_from(["gzip", "deflate", ""]), st.integers(1, 700))
def test_the_parts_in_which_a_body_comes_decide_nothing(data: bytes, coding: str, size: int) -> None:
    packed = {"gzip": gzipped(data) + gzipped(data), "deflate": zlib.compress(data), "": data}[coding]
    decoder = Decoder(coding, Limits())
    for start in range(0, len(packed), size):
        decoder.feed(packed[start : start + size])
    assert decoder.body() == (data * 2 if coding == "gzip" else data)


@given(st.binary(max_size=500), st.sampled_from(["gzip", "deflate"]), st.binary(max_size=30), st.integers(0, 500))
def test_a_damaged_body_is_unpacked_or_refused_and_nothing_else(
    data: bytes, coding: str, damage: bytes, place: int
) -> None:
    packed = gzipped(data) if coding == "gzip" else zlib.compress(data)
    damaged = packed[:place] + damage + packed[place + len(damage) :]
    decoder = Decoder(coding, Limits())
    with suppress(PollError):
        decoder.feed(damaged)
        decoder.body()
