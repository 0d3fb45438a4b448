"""What a person is told of a feed before it is polled; over a real server on loopback and of files."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import Answer, ask
from desks import MORNING
from feed_server import FeedServer
from newspapers import Story, atom, rss
from rulefolders import FEEDS, GOOD, write

STRIKE = Story(title="Drones hit a power plant in Sumy", at=MORNING)
DENIAL = Story(title="Moscow denies it hit a power plant in Sumy", at=MORNING, key="b")
WEATHER = Story(title="A quiet day on the river", at=MORNING, key="c")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PACTWATCH_ALLOW_NETWORKS", "127.0.0.1/32")
    write(Path("rules"), GOOD)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as found:
        yield found


def test_a_feed_is_shown_entry_by_entry_with_what_would_fire_and_what_stops_the_others(server: FeedServer) -> None:
    server.put("/rss", rss("Harbour [b]Post", STRIKE, DENIAL, WEATHER, WEATHER))
    answer = ask("feeds", "check", server.url("/rss"))
    assert answer.code == 0
    for words in (
        'rss, "Harbour [b]Post"',
        "entries: 4 (3 new, 1 known)",
        "energy-strike fires",
        "energy-strike stopped by stance",
        "✗ stance",
        "pactwatch can read this feed; by the rules 1 entry fires.",
        f"  - address: {server.url('/rss')}",
        "    title: Harbour [b]Post",
        '    publisher: "127.0.0.1"',
    ):
        assert words in answer.out, words


def test_the_same_is_told_to_programs(server: FeedServer) -> None:
    server.put("/atom", atom("Harbour Post", STRIKE, DENIAL))
    facts = json.loads(ask("feeds", "check", server.url("/atom"), "--json").out)
    assert (facts["readable"], facts["dialect"], facts["counts"], facts["listed"]) == (True, "atom", {"new": 2}, False)
    first, second = facts["entries"]
    assert (first["fires"], first["certainty"], first["published_at"]) == (True, "exact", "2025-04-02T06:00:00+00:00")
    assert second["matches"][0]["reason"] == "stance"
    assert facts["lines"][0] == f"  - address: {server.url('/atom')}"


def test_one_text_under_two_ids_is_a_duplicate_and_an_empty_entry_is_told(server: FeedServer) -> None:
    twice = rss("Post", STRIKE, Story(title=STRIKE.title, at=MORNING, key="z", link="https://x.example/other"))
    server.put("/rss", twice.replace(b"</channel>", b"<item></item></channel>"))
    facts = json.loads(ask("feeds", "check", server.url("/rss"), "--json").out)
    assert facts["counts"] == {"new": 1, "duplicate": 1, "empty": 1}


def test_faults_of_document_and_entries_are_told_by_name(server: FeedServer) -> None:
    body = rss("Post", STRIKE).replace(b"Wed, 02 Apr 2025 06:00:00 +0000", b"once upon a time")
    server.put("/rss", b"Warning: slow\n" + body)
    answer = ask("feeds", "check", server.url("/rss"))
    assert "! text-before-feed: Something stands before the feed" in answer.out
    assert "! date-unreadable: An entry has a date that nobody can read" in answer.out
    assert "no entry has a date: old news can pass for new" in answer.out
    assert "1 undated" in answer.out


def test_a_feed_without_entries_is_readable_and_told_as_empty(server: FeedServer) -> None:
    server.put("/rss", rss("Post"))
    assert "nothing is in it now" in ask("feeds", "check", server.url("/rss")).out


def test_a_feed_that_moved_for_good_is_told_with_its_new_address(server: FeedServer) -> None:
    server.put("/new", rss("Post", STRIKE))
    server.redirect("/old", "/new", 301)
    answer = ask("feeds", "check", server.url("/old"))
    assert f"it moved for good to {server.url('/new')}" in answer.out
    assert f"  - address: {server.url('/new')}" in answer.out


def test_a_listed_feed_is_tried_as_the_one_it_is(server: FeedServer) -> None:
    write(Path("rules"), {**GOOD, "feeds.yaml": FEEDS.replace("https://dawn.example/rss", server.url("/rss"))})
    server.put("/rss", rss("Renamed", STRIKE))
    answer = ask("feeds", "check", server.url("/rss"))
    assert 'It is in rules/feeds.yaml already, as "Dawn Courier".' in answer.out
    assert "- address" not in answer.out


def test_the_documents_word_on_its_language_is_offered_not_taken(server: FeedServer) -> None:
    body = rss("Post", STRIKE).replace(b"<channel>", b"<channel><language>en-GB</language>")
    server.put("/rss", body)
    answer = ask("feeds", "check", server.url("/rss"))
    assert "judged in: en (1); the document says en" in answer.out
    assert "Add `languages: [en]` if that is the language of all its entries." in answer.out


@pytest.mark.parametrize(
    ("path", "kind", "hint"),
    [
        ("/gone", "gone", "The publisher has ended this feed"),
        ("/missing", "not-found", "There is no feed at this address"),
        ("/page", "web-page: it links to http://127.0.0.1:", "This is a web page, not a feed"),
        ("/text", "not-a-feed", "The answer is neither RSS"),
    ],
)
def test_what_cannot_be_read_is_told_by_kind_with_what_to_do(
    server: FeedServer, path: str, kind: str, hint: str
) -> None:
    server.fail("/gone", 410)
    server.put("/text", b"just words", "text/plain")
    link = b'<link rel="alternate" type="application/rss+xml" href="/rss">'
    server.put("/page", b"<!doctype html><html><head>" + link + b"</head></html>", "text/html")
    answer = ask("feeds", "check", server.url(path))
    assert (answer.code, answer.out) == (1, "")
    assert f"cannot be read: {kind}" in answer.err
    assert hint in answer.err
    failure = json.loads(ask("feeds", "check", server.url(path), "--json").out)["failure"]
    assert (failure["kind"], hint in failure["hint"]) == (kind.partition(":")[0], True)


def test_private_addresses_are_refused_unless_their_network_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACTWATCH_ALLOW_NETWORKS")
    for address in ("http://127.0.0.1:9/rss", "http://printer.local/rss", "http://0x7f.1/rss"):
        answer = ask("feeds", "check", address)
        assert (answer.code, "forbidden-address" in answer.err) == (1, True)


def test_a_document_in_a_file_is_read_like_an_answer() -> None:
    Path("feed.xml").write_bytes(rss("Harbour Post", STRIKE))
    answer = ask("feeds", "check", "feed.xml")
    assert "by the rules 1 entry fires" in answer.out
    assert "- address" not in answer.out


def test_a_file_that_is_not_there_is_told_and_one_too_large_refused() -> None:
    assert ask("feeds", "check", "none.xml") == Answer(
        1, "", "there is no file none.xml; name a file, or an address that begins with http:// or https://\n"
    )
    with Path("large.xml").open("wb") as file:
        file.truncate(11 << 20)
    assert "too-large" in ask("feeds", "check", "large.xml").err


def test_without_a_rulebook_entries_are_told_apart_and_not_judged() -> None:
    Path("rules").rename("elsewhere")
    Path("feed.xml").write_bytes(rss("Harbour Post", STRIKE))
    answer = ask("feeds", "check", "feed.xml")
    assert (answer.code, "entries: 1 (1 new)" in answer.out, "no entry was judged" in answer.out) == (0, True, True)
    assert ask("feeds", "check", "feed.xml", "--rules", "rules").code == 1
    assert "1 entry fires" in ask("feeds", "check", "feed.xml", "--rules", "elsewhere").out


def test_as_many_entries_are_shown_as_one_asks_for() -> None:
    stories = [Story(title=f"A quiet day {n} on the river", at=MORNING, key=str(n)) for n in range(30)]
    Path("feed.xml").write_bytes(rss("Harbour Post", *stories))
    assert "and 10 more" in ask("feeds", "check", "feed.xml").out
    assert "day 29" in ask("feeds", "check", "feed.xml", "--limit", "99").out
    assert "quiet day" not in ask("feeds", "check", "feed.xml", "--limit", "0").out


def test_no_password_and_no_key_is_shown(server: FeedServer) -> None:
    server.put("/rss?key=sesame", rss("Harbour Post", STRIKE))
    address = server.url("/rss?key=sesame").replace("http://", "http://me:hunter2@")
    for words in ((address,), (address, "--json"), (address.replace("/rss", "/none"),)):
        answer = ask("feeds", "check", *words)
        assert "/rss?key=…" in answer.out + answer.err or "/none?key=…" in answer.err
        assert "hunter2" not in answer.out + answer.err
        assert "sesame" not in answer.out + answer.err
    assert "write it in full" in ask("feeds", "check", address).out
