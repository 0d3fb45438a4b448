"""Kill -9 between every two steps that touch the network or the disk, then start again: nothing lost, and a repeat at
most once per kill, under the same key."""

from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from daemons import Daemon, keys_sent, write_rules
from feed_server import FeedServer
from newspapers import Story, rss
from receivers import Mailbox

POINTS = ("fetched", "written", "committed", "begun", "sent", "recorded")
MORNING = datetime(2025, 4, 2, 6, 0, tzinfo=UTC)
STORIES = (
    Story(title="Russian drones hit substation in Sumy region", at=MORNING - timedelta(minutes=20)),
    Story(title="Russian missile strikes power plant in Kharkiv", at=MORNING - timedelta(minutes=10)),
)


def kill_and_restart(folder: Path, point: str, times: int) -> Counter[str]:
    """Kill a daemon at a point, start it again until all is told, and return how often each key came by mail."""
    with ExitStack() as ends:
        feeds, mail = ends.enter_context(FeedServer()), ends.enter_context(Mailbox())
        feeds.put("/dawn.xml", rss("Dawn Courier", *STORIES), content_type="application/rss+xml")
        feed = {
            "address": feeds.url("/dawn.xml"),
            "title": "Dawn",
            "publisher": "Dawn",
            "languages": ["en"],
            "interval": "1m",
        }
        rules = write_rules(folder / "rules", [feed], {"mail": {"address": mail.address}})
        state = folder / "state"
        with Daemon(rules, state, MORNING, kill_at=(point, times)) as doomed:
            assert doomed.died() == -9
        with Daemon(rules, state, MORNING + timedelta(minutes=30)) as daemon:
            daemon.wait_for_log(lambda line: '"feed polled"' in line, 2)
            mail.wait_for(len(STORIES))
            assert daemon.stop() == 0
        assert len(keys_sent(daemon)) == len(STORIES)
        return Counter(str(message["X-Pactwatch-Key"]) for message in mail.mails)


def check(came: Counter[str]) -> None:
    assert len(came) == len(STORIES), "an alert was lost"
    assert sum(came.values()) - len(came) <= 1, "one kill may repeat one alert at most"


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_loses_nothing_and_repeats_at_most_one_alert(tmp_path: Path, point: str) -> None:
    check(kill_and_restart(tmp_path, point, 1))


@pytest.mark.slow
@pytest.mark.parametrize("times", range(20))
@pytest.mark.parametrize("point", POINTS)
def test_twenty_kills_at_each_point(tmp_path: Path, point: str, times: int) -> None:
    check(kill_and_restart(tmp_path, point, 1 + times % 2))
