"""The real daemon as a process, with a real feed server, a real mail server, and one that answers as Slack does."""

from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from daemons import Daemon, keys_sent, write_rules
from feed_server import FeedServer
from newspapers import Story, atom, rss
from receivers import Answer, Mailbox, SlackServer

MORNING = datetime(2025, 4, 2, 6, 0, tzinfo=UTC)
STRIKE = Story(title="Russian drones hit substation in Sumy region", at=MORNING - timedelta(minutes=20), key="strike-1")
QUIET = Story(title="Storks return to Poltava region", at=MORNING - timedelta(hours=1))
SECOND = Story(title="Substation in Sumy region struck by Russian drones", at=MORNING - timedelta(minutes=5))


class Town:
    """Everything around a daemon: two newsrooms, a mail server, a Slack, a folder for rules and state."""

    def __init__(self, folder: Path, ends: ExitStack) -> None:
        self.feeds = ends.enter_context(FeedServer())
        self.slack = ends.enter_context(SlackServer())
        self.mail = ends.enter_context(Mailbox())
        self.state = folder / "state"
        self.rules = write_rules(
            folder / "rules",
            [self._feed("/dawn.xml", "Dawn Courier"), self._feed("/post.atom", "Evening Post")],
            {
                "slack": {"address": self.slack.address, "base": self.slack.base},
                "mail": {"address": self.mail.address},
            },
        )
        self.publish()

    def publish(self, *dawn: Story, post: tuple[Story, ...] = ()) -> None:
        self.feeds.put("/dawn.xml", rss("Dawn Courier", QUIET, *dawn), content_type="application/rss+xml")
        self.feeds.put("/post.atom", atom("Evening Post", *post), content_type="application/atom+xml")

    def daemon(self, **given: Any) -> Daemon:
        return Daemon(self.rules, self.state, MORNING, **given)

    def _feed(self, path: str, publisher: str) -> dict[str, object]:
        address = self.feeds.url(path)
        return {"address": address, "title": publisher, "publisher": publisher, "languages": ["en"], "interval": "1m"}


@pytest.fixture
def town(tmp_path: Path) -> Any:
    with ExitStack() as ends:
        yield Town(tmp_path, ends)


def polled(path: str) -> Any:
    return lambda line: '"feed polled"' in line and path in line


def html_of(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def test_an_alert_reaches_slack_and_mail_once_with_the_words_marked(town: Town) -> None:
    with town.daemon() as daemon:
        daemon.wait_for_log(polled("dawn.xml"))
        assert town.slack.posts == []
        town.publish(STRIKE)
        [post] = town.slack.wait_for(1)
        [mail] = town.mail.wait_for(1)
        assert "*substation*" in str(post.payload["blocks"])
        assert "<strong>substation</strong></mark>" in html_of(mail)
        assert mail["Subject"].startswith("[CRITICAL]")
        before = sum(map(polled("dawn.xml"), daemon.log))
        town.publish(
            STRIKE,
            Story(title=STRIKE.title, at=MORNING, key="reprint", link="https://dawn.example/again"),
        )
        daemon.wait_for_log(polled("dawn.xml"), before + 2)
        town.publish(Story(title=f"{STRIKE.title} ", at=STRIKE.at, key=STRIKE.key, summary="Crews are on their way."))
        daemon.wait_for_log(polled("dawn.xml"), before + 4)
        assert daemon.stop() == 0
    assert (len(town.slack.posts), len(town.mail.mails)) == (1, 1)


def test_a_second_newsroom_is_told_as_corroboration(town: Town) -> None:
    with town.daemon() as daemon:
        daemon.wait_for_log(polled("post.atom"))
        town.publish(STRIKE, post=(SECOND,))
        mails = town.mail.wait_for(2)
        assert "CORROBORATED by 2 newsrooms" in mails[1]["Subject"]
        assert daemon.stop() == 0


def test_a_receiver_that_is_down_holds_nobody_and_gets_its_alert_when_it_is_back(town: Town) -> None:
    town.slack.then(*[Answer(status=503)] * 3)
    town.publish(STRIKE)
    with town.daemon() as daemon:
        town.mail.wait_for(1)
        posts = town.slack.wait_for(4)
        daemon.wait_for_log(lambda line: '"delivery sent' in line, 2)
        assert (len(town.mail.mails), len(town.slack.accepted)) == (1, 1)
        assert len({str(post.payload) for post in posts}) == 1
        assert daemon.stop() == 0


def test_what_was_told_is_not_told_again_after_a_restart(town: Town) -> None:
    town.publish(STRIKE)
    with town.daemon() as daemon:
        daemon.wait_for_log(lambda line: '"delivery sent' in line, 2)
        assert daemon.stop() == 0
    with town.daemon() as daemon:
        daemon.wait_for_log(polled("dawn.xml"), 2)
        assert daemon.stop() == 0
    assert (len(town.slack.posts), len(town.mail.mails)) == (1, 1)


def test_a_second_daemon_on_the_same_state_refuses_and_says_who_holds_it(town: Town) -> None:
    with town.daemon() as first:
        first.wait_for_log(polled("dawn.xml"))
        with town.daemon() as second:
            assert second.died() == 1
        assert f"process {first.process.pid}" in "".join(second.log)
        assert first.stop() == 0


def test_a_broken_rule_file_leaves_the_last_good_rulebook_in_force(town: Town) -> None:
    with town.daemon() as daemon:
        daemon.wait_for_log(polled("dawn.xml"))
        path = town.rules / "alerts.yaml"
        good = path.read_text(encoding="utf-8")
        path.write_text(good + "\nreceiverz: {}\n", encoding="utf-8")
        daemon.wait_for_log(lambda line: "the last good rulebook stays in force" in line)
        town.publish(STRIKE)
        town.mail.wait_for(1)
        with closing(daemon.look()) as store:
            assert "receiverz" in (store.note("rulebook-fault") or "")
        path.write_text(good + "\n# mended\n", encoding="utf-8")
        daemon.wait_for_log(lambda line: "rule files are whole and in force" in line)
        assert daemon.stop() == 0


def test_no_secret_of_a_receiver_stands_in_what_the_daemon_writes(town: Town) -> None:
    town.slack.then(Answer(status=500)).refuse("invalid_auth")
    town.publish(STRIKE)
    with town.daemon() as daemon:
        town.slack.wait_for(3)
        daemon.wait_for_log(lambda line: '"delivery sent' in line, 2)
        assert daemon.stop() == 0
    written = "".join(daemon.log + daemon.out)
    assert Mailbox.PASSWORD not in written
    assert "xoxb-1234-1234-test" not in written
    assert len(keys_sent(daemon)) == 2
