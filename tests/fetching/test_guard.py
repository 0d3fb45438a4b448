from contextlib import suppress
from ipaddress import IPv4Address, ip_address, ip_network

import pytest
from feed_server import FeedServer
from fetchers import LOOPBACK, Names, fetched, refusal
from hypothesis import given
from hypothesis import strategies as st

from monitor.edges.fetching.guard import Guard, literal
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind

PRIVATE = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254",
    "169.254.169.254", "169.254.0.1", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1",
    "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250",
    "240.0.0.1", "255.255.255.255", "[::]", "[::1]", "[fe80::1]", "[fec0::1]", "[fc00::1]", "[fd12:3456::1]",
    "[ff02::1]", "[2001:db8::1]", "[100::1]", "[3fff::1]", "[5f00::1]", "[2001::1]", "[64:ff9b:1::1]",
]  # fmt: skip
INNER = ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "172.16.5.4", "0.0.0.0"]


def _spellings(text: str) -> list[str]:
    """Ways to write an IPv4 address that some program somewhere reads as it."""
    a, b, c, d = (int(part) for part in text.split("."))
    whole = int(IPv4Address(text))
    return [
        str(whole), hex(whole), f"0{whole:o}", f"{a}.{(b << 16) + (c << 8) + d}", f"{a}.{b}.{(c << 8) + d}",
        f"0{a:o}.{b}.{c}.{d}", f"{a:#x}.{b}.{c}.{d}", f"{a}.{b}.{c}.{d:#x}", f"{a:03}.{b:03}.{c:03}.{d:03}", f"{text}.",
        f"{a}.{b}.{c}.0{d:o}", f"{whole}.", f"{text}%00",
        "".join(chr(0xFF10 + int(x)) if x.isdigit() else x for x in text),
        "".join(chr(0x2460 + int(x) - 1) if x in "123456789" else x for x in text), text.replace(".", "。"),
        text.replace(".", "．"), text.replace(".", "｡"),
    ]  # fmt: skip


def _carried(text: str) -> list[str]:
    """IPv6 addresses with an IPv4 address inside."""
    high, low = f"{int(IPv4Address(text)) >> 16:x}", f"{int(IPv4Address(text)) & 0xFFFF:x}"
    return [
        f"[::ffff:{text}]", f"[::ffff:{high}:{low}]", f"[::{high}:{low}]", f"[64:ff9b::{high}:{low}]",
        f"[2002:{high}:{low}::1]", f"[2001:0:{high}:{low}::1]", f"[0:0:0:0:0:ffff:{high}:{low}]",
        f"[::ffff:{text}%25lo]", f"[64:ff9b:1::{high}:{low}]",
    ]  # fmt: skip


FORMS = [*PRIVATE, *(form for text in INNER for form in (*_spellings(text), *_carried(text)))]


def test_the_list_of_forms_is_long() -> None:
    assert len(set(FORMS)) >= 200


@pytest.mark.parametrize("host", sorted(set(FORMS)))
async def test_no_spelling_of_a_private_address_is_connected_to(host: str, server: FeedServer) -> None:
    error = await refusal(f"http://{host}:{server.port}/rss", allow=())
    assert error.kind in {FailureKind.FORBIDDEN_ADDRESS, FailureKind.BAD_ADDRESS, FailureKind.DNS}
    assert server.requests == []


@pytest.mark.parametrize("text", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_permitted(text: str) -> None:
    assert Guard().permits(ip_address(text))


@given(st.ip_addresses())
def test_what_is_permitted_is_public(address: object) -> None:
    if Guard().permits(address):  # type: ignore[arg-type]
        assert not address.is_private or "64:ff9b::" in str(address)  # type: ignore[attr-defined]
        assert not address.is_multicast  # type: ignore[attr-defined]


@given(st.text(max_size=30))
def test_a_host_is_a_plain_address_a_name_or_refused(host: str) -> None:
    with suppress(PollError):
        found = literal(host)
        assert found is None or ip_address(found)


async def test_a_name_that_leads_to_a_private_address_is_refused(server: FeedServer) -> None:
    error = await refusal(server.url("/rss", "dawn.example"), allow=(), names=Names(dawn_example=[["127.0.0.1"]]))
    assert error.kind is FailureKind.FORBIDDEN_ADDRESS
    assert "127.0.0.1, which is not public" in error.detail
    assert server.requests == []


@pytest.mark.parametrize("found", [["8.8.8.8", "127.0.0.1"], ["127.0.0.1", "8.8.8.8"], ["8.8.8.8", "::1"]])
async def test_one_private_answer_among_public_ones_refuses_the_name(found: list[str], server: FeedServer) -> None:
    error = await refusal(server.url("/rss", "dawn.example"), allow=(), names=Names(dawn_example=[found]))
    assert error.kind is FailureKind.FORBIDDEN_ADDRESS
    assert server.requests == []


async def test_the_networks_that_the_operator_named_are_open_and_no_others(server: FeedServer) -> None:
    server.put("/rss", b"<rss/>")
    names = Names(inner_example=[["127.0.0.1"]], mixed_example=[["127.0.0.1", "127.0.0.2"]])
    assert (await fetched(server.url("/rss", "inner.example"), names=names)).body == b"<rss/>"
    assert (await refusal(server.url("/rss", "mixed.example"), names=names)).kind is FailureKind.FORBIDDEN_ADDRESS
    assert (await refusal("http://127.0.0.2:9/")).kind is FailureKind.FORBIDDEN_ADDRESS
    assert (await refusal("http://10.0.0.1:9/")).kind is FailureKind.FORBIDDEN_ADDRESS


async def test_an_address_inside_an_allowed_network_counts_in_its_mapped_form_too() -> None:
    assert Guard((ip_network("127.0.0.1/32"),)).permits(ip_address("::ffff:127.0.0.1"))
    assert not Guard((ip_network("::ffff:0:0/96"),)).permits(ip_address("127.0.0.1"))


async def test_a_name_is_resolved_once_and_the_answer_that_was_checked_is_used(server: FeedServer) -> None:
    """A rebinding server answers with an allowed address first and with another one to the next question."""
    server.put("/rss", b"<rss/>")
    for _ in range(100):
        names = Names(dawn_example=[["127.0.0.1"], ["10.0.0.1"]])
        assert (await fetched(server.url("/rss", "dawn.example"), names=names)).body == b"<rss/>"
        assert names.asked == ["dawn.example"]
    assert server.requests[0].headers["host"] == f"dawn.example:{server.port}"


@pytest.mark.slow
async def test_a_thousand_alternating_answers_never_lead_to_what_was_refused(server: FeedServer) -> None:
    server.put("/rss", b"<rss/>")
    for number in range(1000):
        good = number % 2 == 0
        names = Names(dawn_example=[["127.0.0.1"] if good else ["127.0.0.2"], ["127.0.0.2"] if good else ["127.0.0.1"]])
        if good:
            await fetched(server.url("/rss", "dawn.example"), names=names)
        else:
            await refusal(server.url("/rss", "dawn.example"), names=names)
    assert len(server.requests) == 500


async def test_the_next_address_is_tried_when_one_does_not_answer(server: FeedServer) -> None:
    server.put("/rss", b"<rss/>")
    names = Names(dawn_example=[["127.0.0.9", "127.0.0.1"]])
    allow = (*LOOPBACK, ip_network("127.0.0.9/32"))
    assert (await fetched(server.url("/rss", "dawn.example"), names=names, allow=allow)).body == b"<rss/>"


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"])
async def test_proxies_of_the_environment_are_not_used(
    name: str, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put("/rss", b"<rss/>")
    with FeedServer() as proxy:
        monkeypatch.setenv(name, proxy.url(""))
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert (await fetched(server.url("/rss"))).body == b"<rss/>"
        assert proxy.requests == []


async def test_a_netrc_file_is_not_read(server: FeedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w", encoding="ascii") as file:  # noqa: ASYNC230
        file.write("machine 127.0.0.1 login reader password canary\n")
    monkeypatch.setenv("NETRC", netrc)
    server.put("/rss", b"<rss/>")
    await fetched(server.url("/rss"))
    assert "authorization" not in server.requests[0].headers
