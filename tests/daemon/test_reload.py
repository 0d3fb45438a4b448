"""Rule files that change while the daemon runs: taken up when whole, refused and told when not, and no item missed."""

import asyncio
import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import NoReturn

import pytest
from asking import ask
from daemons import PATIENCE, Daemon, write_rules
from feed_server import FeedServer
from newspapers import Story, rss

from monitor.app import Outside, started
from monitor.model.errors import StoreError
from monitor.model.ids import ItemId
from monitor.pipeline.reload import FAULT
from monitor.settings import Settings
from monitor.testing import ManualClock

MORNING = datetime(2025, 4, 2, 6, 0, tzinfo=UTC)
KIOSK = Story(title="Russian drones hit kiosk in Sumy region", at=MORNING - timedelta(minutes=20))
ANOTHER = Story(title="Russian missiles strike kiosk in Kharkiv", at=MORNING - timedelta(minutes=10))
SITES, PROMISE = "vocabulary/energy.yaml", "commitments/energy-pause-2025.yaml"


@dataclass
class Scene:
    """A daemon's folder and the feed that it reads."""

    folder: Path
    feeds: FeedServer

    @property
    def rules(self) -> Path:
        return self.folder / "rules"

    def publish(self, *stories: Story) -> None:
        self.feeds.put("/dawn.xml", rss("Dawn Courier", *stories))

    def change(self, file: str, old: str, new: str) -> None:
        path = self.rules / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def daemon(self) -> Daemon:
        return Daemon(self.rules, self.folder / "state", MORNING)

    def settings(self) -> Settings:
        networks = (ip_network("127.0.0.0/8"),)
        return Settings(rules=self.rules, state=self.folder / "state", allow_networks=networks)

    def complaints(self) -> str:
        """What `status` complains of; it exits with 1, for on compressed time the daemon's sign of life is old."""
        answer = ask("status", "--json", "--rules", str(self.rules), "--state", str(self.folder / "state"))
        assert answer.code == 1
        return "\n".join(complaint["what"] for complaint in json.loads(answer.out)["complaints"])


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with FeedServer() as feeds:
        feed = {"address": feeds.url("/dawn.xml"), "title": "Dawn", "publisher": "Dawn", "languages": ["en"]}
        write_rules(tmp_path / "rules", [{**feed, "interval": "1m"}], {"console": {"address": "console://"}})
        found = Scene(tmp_path, feeds)
        for path in found.rules.glob("commitments/*.yaml"):
            if path != found.rules / PROMISE:
                path.unlink()
        found.publish()
        yield found


def in_force(line: str) -> bool:
    return "the rule files are whole and in force" in line


def refused(line: str) -> bool:
    return "the last good rulebook stays in force" in line


def polled(line: str) -> bool:
    return '"feed polled"' in line


def test_a_changed_rule_holds_for_what_comes_and_not_for_what_came_before(scene: Scene) -> None:
    scene.publish(KIOSK)
    with scene.daemon() as daemon:
        daemon.wait_for_log(polled)
        daemon.wait_for_log(in_force)
        scene.change(SITES, "      - power plant\n", "      - power plant\n      - kiosk\n")
        daemon.wait_for_log(in_force, 2)
        scene.publish(KIOSK, ANOTHER)
        daemon.wait_for_log(lambda line: polled(line) and json.loads(line)["fired"] == 1)
        assert daemon.stop() == 0
        with closing(daemon.look()) as store:
            assert [len(store.verdict(ItemId(item))) for item in (1, 2)] == [0, 1]
            assert len(store.deliveries()) == 1


def test_a_broken_file_is_told_by_log_and_status_until_it_is_mended(scene: Scene) -> None:
    with scene.daemon() as daemon:
        daemon.wait_for_log(in_force)
        scene.change(PROMISE, "{pattern: energy-strike}", "{pattern: energy-strik}")
        daemon.wait_for_log(refused)
        fault = 'unknown pattern "energy-strik"; did you mean "energy-strike"?'
        logged = next(filter(refused, daemon.log))
        assert fault in json.loads(logged)["event"]
        assert fault in scene.complaints()
        with closing(daemon.look()) as store:
            assert f"{scene.rules}/{PROMISE}:" in (store.note(FAULT) or "")
        scene.change(PROMISE, "{pattern: energy-strik}", "{pattern: energy-strike}")
        daemon.wait_for_log(in_force, 2)
        assert "the rule files have faults" not in scene.complaints()
        assert daemon.stop() == 0


def test_a_folder_that_is_replaced_as_a_whole_is_taken_up_and_its_absence_told(scene: Scene) -> None:
    shutil.copytree(scene.rules, scene.folder / "next")
    with scene.daemon() as daemon:
        daemon.wait_for_log(in_force)
        scene.rules.rename(scene.folder / "before")
        daemon.wait_for_log(lambda line: refused(line) and "there is no folder of this name" in line)
        (scene.folder / "next").rename(scene.rules)
        daemon.wait_for_log(in_force, 2)
        scene.change("alerts.yaml", "console", "screen")
        daemon.wait_for_log(refused, 2)
        assert daemon.stop() == 0


class Full:
    """A store on a disk that takes nothing more."""

    def transaction(self) -> NoReturn:
        raise StoreError("the disk is full")


class Log(logging.Handler):
    """What is logged, for those who wait for it."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._lines: list[str] = []
        self._came = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(record.getMessage())
        self._came.set()

    async def has(self, words: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while not any(words in line for line in self._lines):
                self._came.clear()
                await self._came.wait()


@pytest.fixture
def log() -> Iterator[Log]:
    logger, found = logging.getLogger("monitor"), Log()
    before = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(found)
    yield found
    logger.removeHandler(found)
    logger.setLevel(before)


async def test_a_store_that_cannot_be_written_does_not_end_the_watch(scene: Scene, log: Log) -> None:
    stop = asyncio.Event()
    async with started(scene.settings(), Outside(clock=ManualClock(MORNING))) as app:
        whole = app.desk.store
        app.desk.store = Full()  # type: ignore[assignment]
        watch = asyncio.create_task(app._watch(stop))
        await log.has("could not be taken up")
        app.desk.store = whole
        scene.change(PROMISE, "title: 30-day pause", "title: The pause")
        await log.has("whole and in force")
        assert app.desk.book.rulebook.commitments[0].title.startswith("The pause")
        stop.set()
        await watch


def strikes(number: int) -> list[Story]:
    return [
        Story(
            title=f"Russian drones hit substation {number}-{n} in Sumy region", at=MORNING + timedelta(minutes=number)
        )
        for n in range(5)
    ]


def rewrite(scene: Scene, number: int, good: str) -> None:
    """Leave the promise's file changed, broken, empty, or gone, by turns."""
    path = scene.rules / PROMISE
    contents = [good.replace("severity: critical", "severity: high"), good + "\nid: again\n", good, "", None]
    content = contents[number % len(contents)]
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_text(content, encoding="utf-8")


async def reload_under_load(scene: Scene, times: int) -> None:
    clock = ManualClock(MORNING)
    good = (scene.rules / PROMISE).read_text(encoding="utf-8")
    async with started(scene.settings(), Outside(clock=clock), backfill=True) as app:
        for number in range(times):
            scene.publish(*strikes(number))
            rewrite(scene, number, good)
            await asyncio.gather(app.reload(), app.polls.all_once())
            clock.advance(timedelta(minutes=2))
        store = app.desk.store
        items, errors = await app.writer(store.item_counts)
        assert (items, errors) == (5 * times, 0)
        for item in range(1, items + 1):
            matches = await app.writer(lambda item=item: store.verdict(ItemId(item)))
            assert any(match.fires for match in matches), item


async def test_no_item_is_unmatched_while_rule_files_change_and_break(scene: Scene) -> None:
    await reload_under_load(scene, 15)


@pytest.mark.slow
async def test_no_item_is_unmatched_in_a_thousand_reloads(scene: Scene) -> None:
    await reload_under_load(scene, 1_000)
