"""How feeds fare, for people and programs, and how a stopped one is asked again."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asking import Answer, ask
from rulefolders import FEEDS, GOOD, write

from monitor.edges.sqlite import open_store
from monitor.model.failure import FailureKind
from monitor.model.feed import Failing, FeedState
from monitor.model.ids import FeedId

DAWN, VOICE = FeedId("https://dawn.example/rss"), FeedId("https://state.example/rss")
SECRET = "https://me:hunter2@dawn.example/rss?key=sesame"
NOW = datetime.now(UTC)
GONE = Failing(kind=FailureKind.GONE, detail="HTTP 410", since_at=NOW, count=1)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("rules"), GOOD)


def remember(*states: FeedState) -> None:
    Path("state").mkdir(exist_ok=True)
    with closing(open_store(Path("state/pactwatch.db"))) as store, store.transaction():
        for state in states:
            store.save_feed_state(state)


def read(feed: FeedId, **given: object) -> FeedState:
    now = datetime.now(UTC)
    ago, due = now - timedelta(seconds=630), now + timedelta(seconds=570)
    state = FeedState(feed=feed, due_at=due, polled_at=ago, succeeded_at=ago, entries=3)
    return replace(state, **given)  # type: ignore[arg-type]


def listed(*words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in ask("feeds", "list", "--json", *words).out.splitlines()]


def test_before_the_first_start_every_feed_is_told_as_not_polled_yet() -> None:
    answer = ask("feeds", "list")
    assert answer.code == 0
    assert answer.out.count("not polled yet") == 2
    assert {feed["state"] for feed in listed()} == {"waiting"}


def test_each_feed_is_shown_with_publisher_language_health_and_times() -> None:
    remember(read(DAWN), read(VOICE, failing=replace(GONE, kind=FailureKind.DNS)))
    answer = ask("feeds", "list")
    [dawn] = [line for line in answer.out.splitlines() if "Dawn Courier" in line]
    assert [cell.strip() for cell in dawn.strip("│").split("│")] == [
        "Dawn Courier", "Dawn Courier", "en", "fresh", "read without a failure", "10 min ago", "in 9 min",
    ]  # fmt: skip
    assert f"State Voice ({VOICE}): The name does not resolve; check the spelling" in answer.out


def test_programs_are_told_the_same_and_more() -> None:
    remember(read(DAWN), read(VOICE, moved="https://state.example/new?key=sesame"))
    dawn, voice = listed()
    assert (dawn["address"], dawn["publisher"], dawn["languages"], dawn["side"]) == (DAWN, "Dawn Courier", ["en"], None)
    assert (voice["side"], voice["moved_to"]) == ("russia", "https://state.example/new?key=…")


def test_only_those_in_one_state_can_be_asked_for() -> None:
    remember(read(DAWN, failing=GONE, stopped_at=NOW))
    assert [feed["address"] for feed in listed("--only", "stopped")] == [DAWN]
    assert "State Voice" not in ask("feeds", "list", "--only", "stopped").out
    assert ask("feeds", "list", "--only", "stale") == Answer(0, "No feed is stale.\n", "")
    assert ask("feeds", "list", "--only", "odd").code == 2


def test_no_password_and_no_key_is_shown() -> None:
    write(Path("rules"), {**GOOD, "feeds.yaml": FEEDS.replace(DAWN, SECRET)})
    remember(read(FeedId(SECRET), failing=GONE, stopped_at=NOW))
    told = ask("feeds", "list").out + ask("feeds", "list", "--json").out + ask("feeds", "resume", SECRET).out
    assert "https://dawn.example/rss?key=…" in told
    assert "hunter2" not in told
    assert "sesame" not in told


@pytest.mark.parametrize("address", [DAWN, "http://www.dawn.example/rss/"])
def test_a_stopped_feed_is_asked_again_however_its_address_is_written(address: str) -> None:
    remember(read(DAWN, failing=GONE, stopped_at=NOW))
    assert ask("feeds", "resume", address) == Answer(0, f"{DAWN} is asked again\n", "")
    assert [feed["state"] for feed in listed()] == ["fresh", "waiting"]


def test_what_is_not_stopped_cannot_be_resumed() -> None:
    assert "start the daemon" in ask("feeds", "resume", DAWN).err
    remember(read(DAWN))
    assert ask("feeds", "resume", DAWN) == Answer(1, "", f"{DAWN} is not stopped; see `pactwatch feeds list`\n")
    assert "was ever polled" in ask("feeds", "resume", VOICE).err
    assert "was ever polled" in ask("feeds", "resume", "nonsense").err
