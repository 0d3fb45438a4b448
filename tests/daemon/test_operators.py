"""What an operator sees of the real daemon: letters about itself, a heartbeat, the health port, its end under load."""

import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from daemons import PATIENCE, Daemon, write_rules
from feed_server import FeedServer
from newspapers import Story, rss
from receivers import Answer, Mailbox, SlackServer

from monitor.model.delivery import DeliveryState

MORNING = datetime(2025, 4, 2, 6, 0, tzinfo=UTC)
SECRET = "canary-heartbeat-9917"
PLACES = ("Sumy", "Kharkiv", "Odesa", "Chernihiv", "Nikopol", "Kherson")


def a_feed(address: str, title: str = "Dawn Courier") -> dict[str, object]:
    return {"address": address, "title": title, "publisher": title, "languages": ["en"], "interval": "1m"}


def strikes(count: int) -> list[Story]:
    titles = (f"Russian drones hit substation in {place} region" for place in PLACES)
    return [Story(title=title, at=MORNING - timedelta(minutes=20), key=title) for title in titles][:count]


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        return int(found.getsockname()[1])


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def figure(text: str, name: str) -> float:
    return next(float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(name))


@pytest.fixture
def ends() -> Iterator[ExitStack]:
    with ExitStack() as found:
        yield found


def test_the_operator_is_told_once_of_a_broken_rulebook_and_of_its_mending(tmp_path: Path, ends: ExitStack) -> None:
    feeds, mail = ends.enter_context(FeedServer()), ends.enter_context(Mailbox())
    feeds.put("/dawn.xml", rss("Dawn Courier"))
    receivers = {"mail": {"address": mail.address}, "out": {"address": "console://"}}
    rules = write_rules(tmp_path / "rules", [a_feed(feeds.url("/dawn.xml"))], receivers, operator=["mail"])
    with Daemon(rules, tmp_path / "state", MORNING) as daemon:
        daemon.wait_for_log(lambda line: '"feed polled"' in line)
        good = (rules / "alerts.yaml").read_text(encoding="utf-8")
        (rules / "alerts.yaml").write_text(good + "\nreceiverz: {}\n", encoding="utf-8")
        [broken] = mail.wait_for(1)
        assert "the rule files of pactwatch have faults" in broken["Subject"]
        (rules / "alerts.yaml").write_text(good, encoding="utf-8")
        over = mail.wait_for(2)[1]
        assert "Over: the rule files of pactwatch have faults" in over["Subject"]
        assert daemon.stop() == 0
    with Daemon(rules, tmp_path / "state", MORNING + timedelta(hours=1)) as daemon:
        daemon.wait_for_log(lambda line: '"feed polled"' in line, 3)
        assert daemon.stop() == 0
    assert len(mail.mails) == 2


def test_the_heartbeat_goes_out_and_its_address_is_nowhere_in_the_log(tmp_path: Path, ends: ExitStack) -> None:
    feeds = ends.enter_context(FeedServer())
    feeds.put("/dawn.xml", rss("Dawn Courier"))
    feeds.fail(f"/{SECRET}", 500)
    rules = write_rules(
        tmp_path / "rules",
        [a_feed(feeds.url("/dawn.xml"))],
        {"out": {"address": "console://"}},
        heartbeat={"address": "${HEARTBEAT_URL}", "every": "1m"},
    )
    url = feeds.url(f"/{SECRET}")
    with Daemon(rules, tmp_path / "state", MORNING, HEARTBEAT_URL=url, PACTWATCH_LOG_LEVEL="debug") as daemon:
        daemon.wait_for_log(lambda line: "the heartbeat did not arrive" in line)
        assert daemon.stop() == 0
    assert len(feeds.asked(f"/{SECRET}")) == 1
    assert SECRET not in "".join(daemon.log + daemon.out)


def test_the_health_port_says_what_status_says_and_shows_no_secret(tmp_path: Path, ends: ExitStack) -> None:
    feeds = ends.enter_context(FeedServer())
    feeds.put("/canary-token.xml", rss("Dawn Courier", *strikes(2)))
    feed, port = a_feed(feeds.url("/canary-token.xml")), free_port()
    rules = write_rules(tmp_path / "rules", [feed], {"out": {"address": "console://"}})
    with Daemon(rules, tmp_path / "state", MORNING, PACTWATCH_HEALTH_PORT=str(port)) as daemon:
        daemon.wait_for_log(lambda line: '"delivery sent' in line, 2)
        status, body = get(port, "/healthz")
        facts = json.loads(body)
        assert (status, facts["working"]) == (200, True)
        assert {"verdict", "complaints", "feeds_by_state", "deliveries"} <= facts.keys()
        status, text = get(port, "/metrics")
        assert (status, figure(text, 'pactwatch_polls_total{kind="",outcome="read"}') >= 1) == (200, True)
        assert figure(text, 'pactwatch_delivery_attempts_total{outcome="sent"}') == 2
        assert "canary" not in body + text
        assert daemon.stop() == 0
    with pytest.raises(OSError):  # noqa: PT011 - the words are the system's
        get(port, "/healthz")


def test_without_a_setting_no_port_is_open_and_a_taken_one_is_named(tmp_path: Path, ends: ExitStack) -> None:
    feeds = ends.enter_context(FeedServer())
    feeds.put("/dawn.xml", rss("Dawn Courier"))
    rules = write_rules(tmp_path / "rules", [a_feed(feeds.url("/dawn.xml"))], {"out": {"address": "console://"}})
    with Daemon(rules, tmp_path / "state", MORNING, PACTWATCH_HEALTH_PORT=str(feeds.port)) as daemon:
        assert daemon.died() == 1
    assert "PACTWATCH_HEALTH_PORT" in "".join(daemon.log)


def test_a_loop_that_is_held_up_shows_its_lag_and_skips_no_role(tmp_path: Path, ends: ExitStack) -> None:
    feeds = ends.enter_context(FeedServer())
    feeds.put("/dawn.xml", rss("Dawn Courier"))
    rules, port = (
        write_rules(tmp_path / "rules", [a_feed(feeds.url("/dawn.xml"))], {"out": {"address": "console://"}}),
        free_port(),
    )
    with Daemon(
        rules, tmp_path / "state", MORNING, hold_up_at=("fetched", 3.0), PACTWATCH_HEALTH_PORT=str(port)
    ) as daemon:
        daemon.wait_for_log(lambda line: '"feed polled"' in line, 3)
        _, text = get(port, "/metrics")
        assert 2.5 < figure(text, "pactwatch_loop_lag_seconds") < PATIENCE
        assert 'result="missed"' not in text
        assert 'result="failed"' not in text
        for role in ("poll", "deliver", "heartbeat"):
            assert figure(text, f'pactwatch_role_runs_total{{result="done",role="{role}"}}') >= 1
        assert daemon.stop() == 0


def end_under_load(folder: Path, ends: ExitStack) -> None:
    """End a daemon while it polls slow feeds and sends to receivers that hang; start it again and count the letters."""
    feeds, slack, mail = (ends.enter_context(each) for each in (FeedServer(), SlackServer(), Mailbox()))
    feeds.put("/dawn.xml", rss("Dawn Courier", *strikes(6)))
    slow = []
    for number in range(12):
        feeds.raw(f"/slow-{number}.xml", lambda connection: connection.hang())
        slow.append(a_feed(feeds.url(f"/slow-{number}.xml"), f"Slow {number}"))
    slack.then(*[Answer(status=503)] * 100)
    mail.hang_at = "MAIL"
    receivers = {
        "slack": {"address": slack.address, "base": slack.base},
        "mail": {"address": mail.address},
        "out": {"address": "console://"},
    }
    rules = write_rules(folder / "rules", [a_feed(feeds.url("/dawn.xml")), *slow], receivers, operator=["mail"])
    port = str(free_port())
    with Daemon(rules, folder / "state", MORNING, PACTWATCH_HEALTH_PORT=port) as daemon:
        daemon.wait_for_log(lambda line: '"delivery sent' in line)  # waits longer: a start takes its time under load
        slack.wait_for(1)
        asked_at = time.monotonic()
        assert daemon.stop() == 0
        assert time.monotonic() - asked_at < 10
    with closing(daemon.look()) as store:
        pending = [row.receiver for row in store.deliveries(state=DeliveryState.PENDING, limit=100)]
        sent = [row.receiver for row in store.deliveries(state=DeliveryState.SENT, limit=100)]
    assert len(pending) + len(sent) >= 3 * len(PLACES)
    assert pending.count("slack") == pending.count("mail") == len(PLACES)


@pytest.mark.parametrize("_time", range(5))
def test_sigterm_under_load_ends_in_time_and_keeps_what_waits(tmp_path: Path, ends: ExitStack, _time: int) -> None:
    end_under_load(tmp_path, ends)


@pytest.mark.slow
@pytest.mark.parametrize("_time", range(200))
def test_two_hundred_ends_under_load(tmp_path: Path, ends: ExitStack, _time: int) -> None:
    end_under_load(tmp_path, ends)
