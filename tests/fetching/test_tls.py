import ssl
from pathlib import Path

import pytest
from certificates import TlsServer, certificate
from feed_server import FeedServer
from fetchers import Names, fetched, refusal

from monitor.model.failure import FailureKind

DAWN, OTHER = Names(dawn_example=[["127.0.0.1"]]), Names(other_example=[["127.0.0.1"]])


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("good"), "20200101", "20400101")


@pytest.fixture(scope="module")
def expired(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("expired"), "20200101", "20210101")


def trusting(found: tuple[Path, Path]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=found[0])


async def test_a_feed_over_tls_is_checked_against_its_name_though_its_address_is_pinned(
    good: tuple[Path, Path],
) -> None:
    with TlsServer(*good) as server:
        found = await fetched(f"https://dawn.example:{server.port}/", names=DAWN, tls=trusting(good))
        assert found.body == b"<rss/>"
        error = await refusal(f"https://other.example:{server.port}/", names=OTHER, tls=trusting(good))
    assert error.kind is FailureKind.TLS
    assert "other.example" in error.detail


async def test_an_expired_certificate_is_named_apart_from_an_untrusted_one(
    good: tuple[Path, Path], expired: tuple[Path, Path]
) -> None:
    with TlsServer(*expired) as server:
        error = await refusal(f"https://dawn.example:{server.port}/", names=DAWN, tls=trusting(expired))
        assert (error.kind, error.detail) == (FailureKind.TLS_EXPIRED, "certificate has expired")
    with TlsServer(*good) as server:
        assert (await refusal(f"https://dawn.example:{server.port}/", names=DAWN)).kind is FailureKind.TLS


async def test_a_server_that_does_not_speak_tls_is_named(server: FeedServer) -> None:
    error = await refusal(f"https://127.0.0.1:{server.port}/")
    assert error.kind is FailureKind.TLS
