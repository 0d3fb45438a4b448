from datetime import timedelta

import pytest
from feed_server import FeedServer
from fetchers import NOW, fetched, refusal

from monitor.edges.fetching.answers import fresh_for
from monitor.model.failure import FailureKind
from monitor.model.feed import Validators

FEED = b"<rss version='2.0'><channel/></rss>"
LATER = "Wed, 02 Apr 2025 13:00:00 GMT"


async def test_a_feed_is_fetched_with_its_type_and_validators(server: FeedServer) -> None:
    server.put("/rss", FEED, etag='"1"', last_modified=LATER)
    found = await fetched(server.url("/rss"))
    assert (found.body, found.content_type, found.not_modified) == (FEED, "application/rss+xml", False)
    assert found.validators == Validators(etag='"1"', last_modified=LATER)
    assert found.address == server.url("/rss")


async def test_we_say_who_we_are_and_what_we_take(server: FeedServer) -> None:
    server.put("/rss", FEED)
    await fetched(server.url("/rss"))
    headers = server.requests[0].headers
    assert (headers["user-agent"], headers["accept-encoding"]) == ("pactwatch/test", "gzip, deflate")
    assert not {"cookie", "authorization", "if-none-match"} & headers.keys()


async def test_what_did_not_change_is_not_sent_again(server: FeedServer) -> None:
    server.put("/rss", FEED, etag='"1"')
    known = (await fetched(server.url("/rss"))).validators
    again = await fetched(server.url("/rss"), known)
    assert (again.not_modified, again.body, again.validators) == (True, b"", known)


async def test_a_date_alone_is_a_validator_too(server: FeedServer) -> None:
    server.put("/rss", FEED, last_modified=LATER)
    assert (await fetched(server.url("/rss"), Validators(last_modified=LATER))).not_modified


async def test_an_unasked_304_is_a_broken_protocol(server: FeedServer) -> None:
    server.fail("/rss", 304)
    assert (await refusal(server.url("/rss"))).kind is FailureKind.PROTOCOL


@pytest.mark.parametrize("value", ["x" * 2000, "a\x07b", "größe"])
async def test_validators_that_cannot_be_sent_back_are_not(server: FeedServer, value: str) -> None:
    server.put("/rss", FEED)
    await fetched(server.url("/rss"), Validators(etag=value, last_modified=value))
    assert not {"if-none-match", "if-modified-since"} & server.requests[0].headers.keys()


async def test_a_validator_that_is_too_long_is_not_kept(server: FeedServer) -> None:
    server.put("/rss", FEED, etag="x" * 2000)
    assert (await fetched(server.url("/rss"))).validators == Validators()


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (204, FailureKind.EMPTY),
        (400, FailureKind.CLIENT_ERROR),
        (401, FailureKind.UNAUTHORISED),
        (403, FailureKind.UNAUTHORISED),
        (404, FailureKind.NOT_FOUND),
        (407, FailureKind.UNAUTHORISED),
        (410, FailureKind.GONE),
        (418, FailureKind.CLIENT_ERROR),
        (429, FailureKind.RATE_LIMITED),
        (300, FailureKind.PROTOCOL),
        (500, FailureKind.SERVER_ERROR),
        (503, FailureKind.SERVER_ERROR),
    ],
)
async def test_every_status_without_a_feed_has_its_name(server: FeedServer, status: int, kind: FailureKind) -> None:
    server.fail("/rss", status)
    error = await refusal(server.url("/rss"))
    assert (error.kind, error.detail) == (kind, f"HTTP {status}")


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (LATER, timedelta(hours=1)),
        ("99999999999", timedelta(days=7)),
        ("Wed, 02 Apr 2025 11:00:00 GMT", None),
        ("soon", None),
        ("-5", None),
    ],
)
async def test_a_server_can_ask_for_time_in_seconds_or_by_a_date(
    server: FeedServer, value: str, wait: timedelta | None
) -> None:
    server.fail("/rss", 429, {"Retry-After": value})
    assert (await refusal(server.url("/rss"))).retry_after == wait


@pytest.mark.parametrize("body", [b"", b" \r\n "])
async def test_an_answer_without_content_is_empty(server: FeedServer, body: bytes) -> None:
    server.put("/rss", body)
    assert (await refusal(server.url("/rss"))).kind is FailureKind.EMPTY


async def test_a_name_and_password_in_the_address_are_sent_and_never_shown(server: FeedServer) -> None:
    server.put("/rss", FEED)
    address = server.url("/rss").replace("//", "//reader:canary@")
    found = await fetched(address)
    assert server.requests[0].headers["authorization"] == "Basic cmVhZGVyOmNhbmFyeQ=="
    assert "canary" not in found.address
    server.fail("/rss", 401)
    assert "canary" not in str(await refusal(address))


@pytest.mark.parametrize(
    "address",
    ["", "no address", "ftp://dawn.example/rss", "file:///etc/passwd", "http://", "http://dawn.example:0/", "//dawn/x",
     "http://dawn.example:99999/", "http://" + "a" * 5000, "http://exa mple/", "javascript:alert(1)", "http://\x00/"],
)  # fmt: skip
async def test_what_is_no_address_of_the_web_is_refused_at_once(address: str) -> None:
    assert (await refusal(address)).kind in {FailureKind.BAD_ADDRESS, FailureKind.DNS}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=600"}, 600),
        ({"Cache-Control": "public, MAX-AGE=600, s-maxage=9"}, 600),
        ({"Cache-Control": 'max-age="600"'}, 600),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "max-age=600", "Age": "100"}, 500),
        ({"Cache-Control": "max-age=600", "Age": "900"}, None),
        ({"Cache-Control": "max-age=600", "Expires": "Wed, 02 Apr 2025 14:00:00 GMT"}, 600),
        ({"Cache-Control": "no-cache, max-age=600"}, None),
        ({"Cache-Control": "no-store", "Expires": "Wed, 02 Apr 2025 14:00:00 GMT"}, None),
        ({"Cache-Control": "max-age=999999999"}, 7 * 86_400),
        ({"Cache-Control": "max-age=-1"}, None),
        ({"Cache-Control": "max-age=x"}, None),
        ({"Expires": "0"}, None),
        ({"Expires": "Wed, 02 Apr 2003 14:00:00 GMT"}, None),
        ({"Expires": "Wed, 99 Apr 2025 99:00:00 GMT"}, None),
    ],
)
async def test_how_long_an_answer_stays_good(server: FeedServer, headers: dict[str, str], seconds: int | None) -> None:
    server.put("/rss", FEED, **headers)
    found = (await fetched(server.url("/rss"))).fresh_for
    assert found == (None if seconds is None else timedelta(seconds=seconds))


def test_expiry_is_measured_on_the_servers_own_clock() -> None:
    headers = {"expires": "Wed, 02 Apr 2025 14:00:00 GMT", "date": "Wed, 02 Apr 2025 13:00:00 GMT"}
    assert fresh_for(headers, NOW) == timedelta(hours=1)
    assert fresh_for({"expires": headers["expires"]}, NOW) == timedelta(hours=2)
