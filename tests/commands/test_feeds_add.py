"""A feed is asked before it is written down, and nothing is written that should not be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import ask
from desks import MORNING
from feed_server import FeedServer
from newspapers import Story, rss
from rulefolders import FEEDS, GOOD, write

FILE = Path("rules/feeds.yaml")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PACTWATCH_ALLOW_NETWORKS", "127.0.0.1/32")
    write(Path("rules"), GOOD)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as found:
        found.put("/rss", rss("Harbour Post", Story(title="A quiet day on the river", at=MORNING)))
        yield found


def test_a_feed_that_can_be_read_is_added_and_shown(server: FeedServer) -> None:
    answer = ask("feeds", "add", server.url("/rss"))
    added = f'  - address: {server.url("/rss")}\n    title: Harbour Post\n    publisher: "127.0.0.1"\n'
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"added to rules/feeds.yaml; it was read (entries: 1)\n{added}")
    assert FILE.read_text() == FEEDS + added
    assert "The publisher was guessed" in answer.out
    assert ask("check").code == 0


def test_what_is_known_of_it_is_written_down(server: FeedServer) -> None:
    words = ("--title", "Harbour: Post", "--publisher", "Harbour", "--language", "uk", "--language", "ru")
    answer = ask("feeds", "add", server.url("/rss"), *words, "--side", "ukraine", "--interval", "30m")
    assert "guessed" not in answer.out
    assert FILE.read_text().endswith(
        '    title: "Harbour: Post"\n    publisher: Harbour\n'
        "    languages: [uk, ru]\n    side: ukraine\n    interval: 30m\n"
    )


def test_a_feed_that_cannot_be_read_is_added_only_unchecked(server: FeedServer) -> None:
    answer = ask("feeds", "add", server.url("/none"))
    assert (answer.code, answer.out, FILE.read_text()) == (1, "", FEEDS)
    assert "cannot be read: not-found: HTTP 404. There is no feed at this address any more" in answer.err
    assert "With --unchecked it is added all the same." in answer.err
    assert ask("feeds", "add", server.url("/none"), "--unchecked").code == 0
    assert server.url("/none") in FILE.read_text()


def test_unchecked_asks_nobody(server: FeedServer) -> None:
    ask("feeds", "add", server.url("/rss"), "--unchecked")
    assert server.requests == []


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://www.dawn.example/rss/", 'already-listed: the list has it as "Dawn Courier"'),
        ("ftp://dawn.example/rss", "bad-address: it is neither http nor https"),
        ("dawn.example/rss", "bad-address: it is neither http nor https"),
        ("http://10.0.0.1/rss", "forbidden-address"),
        ("http://017700000001/rss", "forbidden-address"),
    ],
)
def test_what_should_not_be_added_is_refused_also_unchecked(address: str, why: str) -> None:
    for words in ((), ("--unchecked",)):
        answer = ask("feeds", "add", address, *words)
        assert (answer.code, answer.out, FILE.read_text()) == (1, "", FEEDS)
        assert why in answer.err


def test_a_feed_that_moved_is_added_where_it_is_and_once(server: FeedServer) -> None:
    server.redirect("/old", "/rss", 308)
    answer = ask("feeds", "add", server.url("/old"))
    assert f"moved for good to {server.url('/rss')}; that is added" in answer.out
    assert f"  - address: {server.url('/rss')}\n" in FILE.read_text()
    assert "already-listed" in ask("feeds", "add", server.url("/old")).err


def test_a_fault_that_it_would_make_is_told_and_nothing_is_written(server: FeedServer) -> None:
    answer = ask("feeds", "add", server.url("/rss"), "--side", "atlantis")
    assert (answer.code, FILE.read_text()) == (1, FEEDS)
    assert "Nothing was written, for the rulebook would have faults:" in answer.err
    assert 'unknown party "atlantis"' in answer.err
    assert ask("feeds", "add", server.url("/rss"), "--interval", "often").code == 2


def test_no_password_and_no_key_is_shown_though_both_are_written(server: FeedServer) -> None:
    server.put("/rss?key=sesame", rss("Harbour Post"))
    address = server.url("/rss?key=sesame").replace("http://", "http://me:hunter2@")
    answers = [ask("feeds", "add", address), ask("feeds", "add", address)]
    assert [answer.code for answer in answers] == [0, 1]
    told = "".join(answer.out + answer.err for answer in answers)
    assert "hunter2" not in told
    assert "sesame" not in told
    assert address in FILE.read_text()
