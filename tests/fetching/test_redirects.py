import pytest
from feed_server import FeedServer
from fetchers import Names, fetched, refusal

from monitor.model.failure import FailureKind
from monitor.model.feed import Validators

EVERY = [301, 302, 303, 307, 308]
ELSEWHERE = [
    "http://127.0.0.2/", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://0177.0.0.1/",
    "http://2130706433/", "file:///etc/passwd", "ftp://dawn.example/", "gopher://127.0.0.1/", "unix:///run/docker.sock",
    "data:text/plain,x", "//127.0.0.2/", "http://[::ffff:127.0.0.2]/", "http://inner.example/", "http://\x00/", "http://[",
]  # fmt: skip


@pytest.mark.parametrize("status", EVERY)
async def test_a_redirect_is_followed_to_where_it_leads(server: FeedServer, status: int) -> None:
    server.redirect("/old", "/new", status)
    server.put("/new", b"<rss/>")
    found = await fetched(server.url("/old"))
    assert (found.body, found.address) == (b"<rss/>", server.url("/new"))


@pytest.mark.parametrize("status", EVERY)
@pytest.mark.parametrize("to", ELSEWHERE)
async def test_no_redirect_leads_to_a_place_that_may_not_be_fetched(server: FeedServer, status: int, to: str) -> None:
    server.raw("/old", lambda c: c.send(f"HTTP/1.1 {status} X\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()))
    error = await refusal(server.url("/old"), names=Names(inner_example=[["127.0.0.2"]], dawn_example=[["127.0.0.1"]]))
    assert error.kind in {FailureKind.REDIRECT_FORBIDDEN, FailureKind.PROTOCOL}
    assert len(server.requests) == 1


async def test_five_redirects_are_followed_and_a_sixth_is_not(server: FeedServer) -> None:
    for hop in range(6):
        server.redirect(f"/{hop}", f"/{hop + 1}")
    server.put("/6", b"<rss/>")
    assert (await fetched(server.url("/1"))).body == b"<rss/>"
    assert (await refusal(server.url("/0"))).kind is FailureKind.REDIRECT_LOOP


async def test_a_circle_is_a_loop(server: FeedServer) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    error = await refusal(server.url("/a"))
    assert (error.kind, len(server.requests)) == (FailureKind.REDIRECT_LOOP, 2)


async def test_a_redirect_without_a_place_is_named(server: FeedServer) -> None:
    server.fail("/a", 302)
    error = await refusal(server.url("/a"))
    assert (error.kind, error.detail) == (FailureKind.PROTOCOL, "it forwards without saying where")


async def test_a_new_origin_sees_no_credentials_and_no_validators(server: FeedServer) -> None:
    with FeedServer() as other:
        other.put("/rss", b"<rss/>")
        server.redirect("/rss", other.url("/rss"))
        await fetched(server.url("/rss").replace("//", "//reader:canary@"), Validators(etag='"1"'))
        assert {"authorization", "if-none-match"} <= server.requests[0].headers.keys()
        assert not {"authorization", "if-none-match", "referer"} & other.requests[0].headers.keys()


async def test_the_same_origin_sees_them_again(server: FeedServer) -> None:
    server.redirect("/old", "/new")
    server.put("/new", b"<rss/>", etag='"1"')
    found = await fetched(server.url("/old").replace("//", "//reader:canary@"), Validators(etag='"1"'))
    assert found.not_modified
    assert "authorization" in server.asked("/new")[0].headers


async def test_credentials_that_a_redirect_brings_are_not_used(server: FeedServer) -> None:
    server.redirect("/old", server.url("/new").replace("//", "//evil:canary@"))
    server.put("/new", b"<rss/>")
    found = await fetched(server.url("/old"))
    assert "authorization" not in server.asked("/new")[0].headers
    assert "canary" not in found.address


@pytest.mark.parametrize(
    ("hops", "moved"),
    [([301], True), ([308], True), ([301, 308], True), ([302], False), ([301, 302], False), ([307, 301], False)],
)
async def test_a_new_address_is_told_when_every_redirect_is_permanent(
    server: FeedServer, hops: list[int], moved: bool
) -> None:
    for number, status in enumerate(hops):
        server.redirect(f"/{number}", f"/{number + 1}", status)
    server.put(f"/{len(hops)}", b"<rss/>")
    found = await fetched(server.url("/0"))
    assert found.moved_to == (server.url(f"/{len(hops)}") if moved else None)


async def test_an_answer_without_a_redirect_tells_no_new_address(server: FeedServer) -> None:
    server.put("/rss", b"<rss/>")
    assert (await fetched(server.url("/rss"))).moved_to is None


async def test_a_feed_that_needs_credentials_is_asked_at_its_written_address_for_ever(server: FeedServer) -> None:
    server.redirect("/old", "/new", 301)
    server.put("/new", b"<rss/>")
    assert (await fetched(server.url("/old").replace("//", "//reader:canary@"))).moved_to is None
