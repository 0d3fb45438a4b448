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
from monitor.model.delivery import DeliveryState, NewDelivery, Outcome, SendResult
from monitor.model.failure import FailureKind
from monitor.model.feed import Failing, FeedState, Pace, PaceReason
from monitor.model.ids import FeedId
from monitor.pipeline.reload import FAULT, UNUSABLE
from monitor.pipeline.standing import ALIVE, LAG
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

    def change(self, feed: FeedId, **changes: object) -> None:
        with self.changing() as store:
            state = store.feed_state(feed)
            assert state is not None
            store.save_feed_state(replace(state, **changes))  # type: ignore[arg-type]

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
    assert answer.out.startswith("All is well.\n")
    for words in ("30-day pause on strikes", "Feeds: 2 fresh.", "Deliveries: 4 sent.", "Last sign of life"):
        assert words in answer.out


def test_all_feeds_are_shown_on_demand(scene: Scene) -> None:
    assert "Dawn Courier" not in scene.ask().out
    assert "Dawn Courier" in scene.ask("--all-feeds").out


def test_the_verdict_comes_first_then_the_gravest_with_what_to_do(scene: Scene) -> None:
    scene.fail(DAWN)
    first, complaint, todo, *_ = scene.ask().out.splitlines()
    assert first == "WORKING, but 1 thing needs a person:"
    assert complaint.startswith("! Dawn Courier is failing")
    assert todo.startswith("  -> There is no feed at this address any more")
    with scene.changing() as store:
        store.save_note(ALIVE, None)
    first, complaint, *_ = scene.ask().out.splitlines()
    assert first.startswith("NOT WORKING: ")
    assert complaint.startswith("! the daemon is not running")


def test_two_thousand_feeds_are_counted_and_only_the_bad_are_named(scene: Scene) -> None:
    feeds = [f"https://paper-{number}.example/rss" for number in range(2000)]
    listed = "".join(f'  - {{address: "{a}", title: "Paper {n}", publisher: "P{n}"}}\n' for n, a in enumerate(feeds))
    write(scene.folder / "rules", {"feeds.yaml": f"version: 1\nfeeds:\n{listed}"})
    now = datetime.now(UTC)
    failing = Failing(kind=FailureKind.DNS, detail="", since_at=now, count=3)
    with scene.changing() as store:
        for number, address in enumerate(feeds):
            state = FeedState(feed=FeedId(address), due_at=now + timedelta(hours=1), polled_at=now, succeeded_at=now)
            store.save_feed_state(replace(state, entries=3, failing=failing if number < 15 else None))
    answer = scene.ask()
    assert "Feeds: 1,985 fresh, 15 failing." in answer.out
    assert "Paper 9 is failing" in answer.out
    assert "5 more feeds bring nothing. The commonest failure is dns (15)" in answer.out
    assert "Paper 16" not in answer.out
    assert len(answer.out.splitlines()) < 40


def test_a_letter_that_waits_is_told_by_its_age(tmp_path: Path) -> None:
    answer = a_scene(tmp_path, SendResult(outcome=Outcome.RETRY, detail="503"), DeliveryState.PENDING).ask()
    assert "the oldest waits for" in answer.out


def test_a_loop_that_was_held_up_is_told(scene: Scene) -> None:
    with scene.changing() as store:
        store.save_note(LAG, "12.5")
    assert "its loop was held up for 12.5 s" in scene.ask().out


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
    assert "needs a person" in answer.out
    assert "blind" not in answer.out
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


def test_a_receiver_that_takes_nothing_is_named_with_what_its_oldest_letter_met(tmp_path: Path) -> None:
    scene = a_scene(tmp_path, SendResult(outcome=Outcome.RETRY, detail="503"), DeliveryState.PENDING)
    with scene.changing() as store:
        oldest = store.waiting()[0]
        store.enqueue(
            NewDelivery(
                receiver=oldest.receiver,
                incident=None,
                reason=oldest.reason,
                dedup_key="newer",
                notice=oldest.notice,
                created_at=oldest.created_at + timedelta(minutes=1),
            )
        )
    assert f"receiver {oldest.receiver} has not taken its letters for over 10 minutes: 503" in scene.ask().out


def test_items_that_could_not_be_judged_are_counted(scene: Scene) -> None:
    with scene.changing() as store:
        stored = store.item(next(m.item for i in store.incidents() for m in store.members(i.id)))
        assert stored is not None
        store.save_error(stored.id, stored.version, "ValueError: odd", "rules")
    assert "1 item could not be judged" in scene.ask().out


def test_a_receiver_that_cannot_be_used_is_told_before_it_is_needed(scene: Scene) -> None:
    with scene.changing() as store:
        store.save_note(UNUSABLE, "the secret NOPE in the address of desk is not set")
    answer = scene.ask()
    assert answer.code == 1
    assert "a receiver cannot be used: the secret NOPE in the address of desk is not set" in answer.out


def test_failing_feeds_are_told_even_while_the_rule_files_cannot_be_read(scene: Scene) -> None:
    now = datetime.now(UTC)
    failing = Failing(kind=FailureKind.DNS, detail="", since_at=now, count=3)
    scene.change(DAWN, failing=failing, polled_at=now)
    (scene.folder / "rules" / "feeds.yaml").write_text("version: 9\n", encoding="utf-8")
    told = scene.ask().out
    assert f"{DAWN} is failing: dns (3 times in a row)" in told
    assert "the rule files have faults" in told


def test_no_key_in_a_feeds_address_is_shown(scene: Scene) -> None:
    scene.change(DAWN, moved="https://reader:hunter2@dawn.example/new?token=sesame")
    for words in ((), ("--json",), ("--all-feeds",)):
        answer = scene.ask(*words).out
        assert "dawn.example/new?token=" in answer
        assert not {"hunter2", "sesame"} & set(answer.replace("@", " ").replace(":", " ").replace("=", " ").split())


def test_a_feed_that_moved_is_told_with_what_to_change(scene: Scene) -> None:
    scene.change(DAWN, moved="https://dawn.example/new", faults=("entries-cut", "of-a-newer-program"))
    answer = scene.ask()
    assert answer.code == 0
    assert "Dawn Courier is at https://dawn.example/new now and is read there; change feeds.yaml." in answer.out
    assert "entries-cut: The feed lists more entries" in answer.out


def test_a_feed_that_stopped_is_a_complaint_and_has_no_next_poll(scene: Scene) -> None:
    now = datetime.now(UTC)
    gone = Failing(kind=FailureKind.GONE, detail="HTTP 410", since_at=now, count=1)
    scene.change(DAWN, failing=gone, stopped_at=now)
    answer = scene.ask()
    assert answer.code == 1
    assert "Dawn Courier is stopped: gone (once)" in answer.out
    facts = {feed["address"]: feed for feed in json.loads(scene.ask("--json").out)["feeds"]}
    assert (facts[DAWN]["state"], facts[DAWN]["due_at"], facts[DAWN]["failure"]["kind"]) == ("stopped", None, "gone")
    assert facts[VOICE]["due_at"] is not None


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"entries": 0}, 0, "empty"),
        ({"undated": 9}, 0, "undated"),
        ({"new_item_at": datetime(2025, 4, 2, tzinfo=UTC), "habit": timedelta(hours=1)}, 1, "stale"),
        ({"due_at": datetime(2025, 4, 2, tzinfo=UTC), "polled_at": datetime(2025, 4, 2, tzinfo=UTC)}, 1, "overdue"),
    ],
)
def test_every_state_is_shown_with_its_hint(scene: Scene, changes: dict[str, object], code: int, words: str) -> None:
    scene.change(DAWN, **changes)
    answer = scene.ask()
    [told] = [line for line in answer.out.splitlines() if line.strip().startswith(f"{words}: ")]
    assert (answer.code, told.endswith(".")) == (code, True)
    [facts, _] = json.loads(scene.ask("--json").out)["feeds"]
    assert (facts["state"], facts["hint"] in told) == (words, True)


def test_programs_are_told_how_often_a_feed_is_polled_and_why(scene: Scene) -> None:
    scene.change(VOICE, pace=Pace(every=timedelta(minutes=7), why=PaceReason.HABIT), habit=timedelta(minutes=14))
    dawn, voice = json.loads(scene.ask("--json").out)["feeds"]
    assert (dawn["every_seconds"], dawn["pace"]) == (900, "operator")
    assert (voice["every_seconds"], voice["pace"], voice["usual_gap_seconds"]) == (420, "habit", 840)


def test_all_feeds_stopped_or_overdue_is_blindness_too(scene: Scene) -> None:
    scene.change(DAWN, stopped_at=datetime.now(UTC))
    scene.change(VOICE, due_at=datetime(2025, 4, 2, tzinfo=UTC), polled_at=datetime(2025, 4, 2, tzinfo=UTC))
    assert "pactwatch is blind" in scene.ask().out
