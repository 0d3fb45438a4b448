"""Sets the stage: a rulebook in a folder of its own, the outlets' server, and the daemon on compressed time."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from shutil import copytree
from typing import TextIO

from monitor.app import Outside, started
from monitor.demo.newsrooms import Newsrooms
from monitor.demo.playing import Play, Scene
from monitor.demo.story import Story
from monitor.edges.clock import CompressedClock
from monitor.edges.serving import FeedServer
from monitor.polling.due import Limits
from monitor.settings import Settings

COMMITMENT = "energy-pause-2025.yaml"
ALERTS = """\
version: 1
receivers: {console: {address: "console://"}}
mute-windows:
  - {id: stage, do: drop, zone: UTC, match: {reason: [window-started, blind, seen-again]}, break-through: none}
route: {receivers: [console]}
"""
"""What a commitment tells by the clock would break into the scenes, which tell of the news."""
TICK = timedelta(milliseconds=40)
Tell = Callable[[Scene], None]


async def perform(
    folder: Path, starter: Path, seconds: float, stop: asyncio.Event, tell: Tell, console: TextIO
) -> None:
    """Play the story in about so many seconds, with rules and state in `folder`, until its end or until `stop` is set.

    The daemon prints its alerts to `console`; everything else is handed to `tell` as it happens. Nothing is left behind
    but the folder. Raises DemoStalled when the daemon does not keep up.
    """
    story = Story.load()
    with FeedServer() as server:
        newsrooms = Newsrooms(server, story.outlets)
        for beat in story.history:
            newsrooms.play(beat)
        settings = Settings(
            rules=_lay_out(folder / "rules", starter, newsrooms),
            state=folder / "state",
            allow_networks=(ip_network("127.0.0.1/32"),),
        )
        clock = CompressedClock(story.starts, (story.ends - story.starts).total_seconds() / seconds)
        clock.hold_at(story.starts)
        async with started(settings, _outside(clock, console)) as app:
            tell(app.desk.book.rulebook.commitments[0])
            play = asyncio.create_task(Play(story, newsrooms, app, clock, tell).run())
            play.add_done_callback(lambda _: stop.set())
            try:
                await app.run(stop, first_round=lambda: None)
            finally:
                play.cancel()
            with suppress(asyncio.CancelledError):
                await play


def _lay_out(rules: Path, starter: Path, newsrooms: Newsrooms) -> Path:
    """Make a rulebook of the starter rules for one commitment, these newsrooms, and the console."""
    copytree(starter / "vocabulary", rules / "vocabulary")
    (rules / "commitments").mkdir()
    commitment = (starter / "commitments" / COMMITMENT).read_text(encoding="utf-8")
    (rules / "commitments" / COMMITMENT).write_text(commitment, encoding="utf-8")
    (rules / "feeds.yaml").write_text(newsrooms.feeds_yaml(), encoding="utf-8")
    (rules / "alerts.yaml").write_text(ALERTS, encoding="utf-8")
    return rules


def _outside(clock: CompressedClock, console: TextIO) -> Outside:
    """Return what the demo's daemon has instead of the world: fast time, no jitter, one busy host, and a console."""
    return Outside(clock=clock, chance=lambda: 0.0, limits=Limits(per_host=8), tick=TICK, console=console)
