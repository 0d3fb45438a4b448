import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asking import Answer, ask, fill_state
from rulefolders import GOOD, write

from monitor.edges.sqlite import open_store
from monitor.model.delivery import DeliveryState, Outcome, SendResult
from monitor.model.failure import FailureKind
from monitor.model.feed import Failing, FeedState
from monitor.model.ids import FeedId
from monitor.pipeline.reload import FAULT
from monitor.pipeline.standing import ALIVE
from monitor.ports import Store

DAWN, VOICE = FeedId("https://dawn.example/rss"), FeedId("https://state.example/rss")


@dataclass
class Scene:
    """A daemon's rules and state, in which all is well."""

    folder: Path

    def ask(self, *words: str) -> Answer:
        return ask("status", *words, "--rules", str(self.folder / "rules"), "--state", str(self.folder / "state"))

    @contextmanager
    def changing(self) -> Iterator[Store]:
        with closing(open_store(self.folder / "state" / "pactwatch.db")) as store, store.transaction():
            yield store

    def fail(self, *feeds: FeedId) -> None:
        failing = Failing(kind=FailureKind.NOT_FOUND, detail="404", since_at=datetime.now(UTC), count=3)
        with self.changing() as store:
            for state in store.feed_states().values():
                if state.feed in feeds:
                    store.save_feed_state(replace(state, failing=failing))


SENT = SendResult(outcome=Outcome.SENT)


def a_scene(folder: Path, result: SendResult = SENT, state: DeliveryState = DeliveryState.SENT) -> Scene:
    """Return a scene in which every letter came to this."""
    write(folder / "rules", GOOD)
    fill_state(folder / "state").close()
    found = Scene(folder)
    now = datetime.now(UTC)
    with found.changing() as store:
        store.save_note(ALIVE, now.isoformat())
        for feed in (DAWN, VOICE):
            due = now + timedelta(minutes=5)
            store.save_feed_state(FeedState(feed=feed, due_at=due, polled_at=now, succeeded_at=now, entries=9))
        for row in store.deliveries():
            store.begin_attempt(row.id, now)
            store.end_attempt(row.id, now, result, state, now)
    return found


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def test_all_is_well(scene: Scene) -> None:
    answer = scene.ask()
    assert answer.code == 0
    for words in ("30-day pause on strikes", "Dawn Courier", "fresh", "All is well."):
        assert words in answer.out


def test_it_is_told_as_json_to_programs(scene: Scene) -> None:
    facts = json.loads(scene.ask("--json").out)
    assert (facts["healthy"], facts["complaints"], facts["items"]) == (True, [], 3)
    assert {feed["state"] for feed in facts["feeds"]} == {"fresh"}


def test_a_daemon_without_a_sign_of_life_is_a_complaint(scene: Scene) -> None:
    with scene.changing() as store:
        store.save_note(ALIVE, (datetime.now(UTC) - timedelta(hours=2)).isoformat())
    answer = scene.ask()
    assert answer.code == 1
    assert "the daemon is not running" in answer.out
    alive = scene.ask("--alive")
    assert (alive.code, alive.out) == (1, "")
    assert "pactwatch run" in alive.err


def test_asking_for_life_alone_says_nothing_when_it_lives(scene: Scene) -> None:
    assert scene.ask("--alive") == Answer(0, "", "")


def test_one_failing_feed_is_named_with_what_to_do(scene: Scene) -> None:
    scene.fail(DAWN)
    answer = scene.ask()
    assert answer.code == 1
    assert "Dawn Courier is failing: not-found (3 times in a row)" in answer.out


def test_all_feeds_failing_is_told_as_blindness(scene: Scene) -> None:
    scene.fail(DAWN, VOICE)
    assert "pactwatch is blind" in scene.ask().out


def test_faults_in_the_rule_files_are_told_with_their_place(scene: Scene) -> None:
    (scene.folder / "rules" / "alerts.yaml").write_text("version: 1\nreceivers: {}\n")
    answer = scene.ask()
    assert answer.code == 1
    assert "rules/alerts.yaml:" in answer.out.replace("\n", "")


def test_a_rulebook_that_the_daemon_refused_is_told_until_it_takes_one(scene: Scene) -> None:
    with scene.changing() as store:
        store.save_note(FAULT, "rules/feeds.yaml:3:1: broken")
    assert "rules/feeds.yaml:3:1: broken" in scene.ask().out


def test_dead_letters_are_counted_with_what_to_do(tmp_path: Path) -> None:
    answer = a_scene(tmp_path, SendResult(outcome=Outcome.REJECTED), DeliveryState.DEAD).ask()
    assert answer.code == 1
    assert "4 dead letters" in answer.out
    assert "deliveries retry" in answer.out


def test_a_receiver_that_takes_nothing_is_named(tmp_path: Path) -> None:
    answer = a_scene(tmp_path, SendResult(outcome=Outcome.RETRY, detail="503"), DeliveryState.PENDING).ask()
    assert "receiver desk has not taken its letters for over 10 minutes: 503" in answer.out


def test_items_that_could_not_be_judged_are_counted(scene: Scene) -> None:
    with scene.changing() as store:
        stored = store.item(next(m.item for i in store.incidents() for m in i.members))
        assert stored is not None
        store.save_error(stored.id, stored.version, "ValueError: odd", "rules")
    assert "1 item could not be judged" in scene.ask().out
