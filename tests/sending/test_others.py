"""Letters by Apprise's own plugins, to the console, and to addresses that cannot be used."""

import asyncio
import io
import logging
import os
import threading
from datetime import timedelta

import pytest
from apprise.manager_plugins import NotificationManager
from notices import an_incident_notice
from receivers import Answer, SlackServer

from monitor.edges.sending import Senders
from monitor.edges.sending.overhearing import keep_quiet
from monitor.edges.sending.secrecy import Destination
from monitor.edges.sending.services import send_by_plugin
from monitor.edges.threads import Threads
from monitor.messages import render
from monitor.model.alert import SCHEMES, Channel, Receiver
from monitor.model.delivery import Outcome, SendResult
from monitor.model.errors import SettingsError
from monitor.model.ids import ReceiverId
from monitor.model.notice import Letter

LETTER = render(an_incident_notice(), Channel.OTHER)


def receiver(address: str, channel: Channel = Channel.OTHER, base: str | None = None) -> Receiver:
    return Receiver(id=ReceiverId("desk"), channel=channel, address=address, base=base)


def json_address(server: SlackServer) -> str:
    return server.base.replace("http://", "json://") + "/hook/${TOKEN}"


async def sent(address: str, *, patience: float = 5, base: str | None = None) -> SendResult:
    senders = Senders({"TOKEN": "CanaryToken"}.get, timeout=timedelta(seconds=patience))
    return await senders.send(receiver(address, base=base), LETTER)


async def test_what_cannot_be_sent_to_is_known_before_a_letter_is_due() -> None:
    senders = Senders({"TOKEN": "xoxb-1-CanaryToken"}.get)
    good = [receiver("json://127.0.0.1/${TOKEN}"), receiver("console://", Channel.CONSOLE)]
    assert senders.faults(good) == ()
    unset, wrong, odd = senders.faults(
        [
            receiver("slack://${NOPE}/#desk", Channel.SLACK),
            receiver("slack://tok/${TOKEN}", Channel.SLACK),
            receiver("carrier-pigeon://coop"),
        ]
    )
    assert unset == "the secret NOPE in the address of desk is not set"
    assert wrong.startswith("the address of desk cannot be used: ")
    assert "Canary" not in wrong
    assert odd.startswith("the address of desk cannot be used: its scheme is not one")


async def test_a_web_hook_gets_subject_and_plain_text() -> None:
    with SlackServer() as server:
        result = await sent(json_address(server))
    (post,) = server.posts
    assert post.path == "/hook/CanaryToken"
    assert (post.payload["title"], post.payload["message"]) == (LETTER.subject, LETTER.text)
    assert post.payload["attachments"] == []
    assert (result.outcome, result.detail) == (Outcome.SENT, "accepted by JSON")


@pytest.mark.parametrize(
    ("answer", "outcome", "detail"),
    [
        (Answer(status=429), Outcome.RETRY, "JSON answered 429 Too Many Requests"),
        (Answer(status=502), Outcome.RETRY, "JSON answered 502 Bad Gateway"),
        (Answer(status=403, body="CanaryToken"), Outcome.REJECTED, "JSON answered 403 Forbidden"),
        (Answer(status=404), Outcome.REJECTED, "JSON answered 404 Not Found"),
        (Answer(status=301, headers={"Location": "/x"}), Outcome.REJECTED, "redirects are not followed"),
        (Answer(reset=True), Outcome.UNKNOWN, "no answer from JSON"),
        (Answer(body="x", half=True), Outcome.UNKNOWN, "no answer from JSON"),
    ],
)
async def test_an_answer_is_read_from_the_log_of_the_plugin(answer: Answer, outcome: Outcome, detail: str) -> None:
    with SlackServer().then(answer) as server:
        result = await sent(json_address(server))
    assert result.outcome is outcome
    assert detail in result.detail
    assert len(server.posts) == 1


async def test_a_silent_service_leaves_it_unknown() -> None:
    with SlackServer().then(Answer(hang=True)) as server:
        assert (await sent(json_address(server), patience=0.4)).outcome is Outcome.UNKNOWN


async def test_nobody_at_the_address_is_a_reason_to_try_again_and_names_no_secret() -> None:
    with SlackServer() as server:
        address = json_address(server)
    result = await sent(address)
    assert result.outcome is Outcome.RETRY
    assert "Canary" not in result.detail


class Odd:
    """A plugin that says no and not why, or only in its own words."""

    service_name = "Odd"

    def __init__(self, *said: str) -> None:
        self._said = said

    def notify(self, **_: object) -> bool:
        keep_quiet()
        for line in self._said:
            logging.getLogger("apprise").warning(line)
        return False


@pytest.mark.parametrize(("said", "detail"), [((), "it did not say why"), (("No such room",), "No such room")])
def test_a_no_that_is_not_explained_is_a_refusal_so_that_it_holds_nobody_for_long(
    said: tuple[str, ...], detail: str
) -> None:
    result = send_by_plugin(Odd(*said), Destination("odd://x", ()), LETTER)
    assert (result.outcome, result.detail) == (Outcome.REJECTED, f"Odd: {detail}")


async def test_sends_to_one_receiver_come_one_after_the_other_without_a_pause_of_apprises() -> None:
    senders = Senders({"TOKEN": "x"}.get)
    with SlackServer() as server:
        target = receiver(json_address(server))
        started = asyncio.get_running_loop().time()
        for _ in range(5):
            assert (await senders.send(target, LETTER)).outcome is Outcome.SENT
        assert asyncio.get_running_loop().time() - started < 4


async def test_a_receiver_that_hangs_holds_up_no_other() -> None:
    senders = Senders({"TOKEN": "x"}.get, timeout=timedelta(seconds=4))
    with SlackServer().then(Answer(hang=True)) as stuck, SlackServer() as well:
        waiting = asyncio.create_task(senders.send(receiver(json_address(stuck)), LETTER))
        await asyncio.to_thread(stuck.wait_for, 1)
        other = Receiver(id=ReceiverId("duty"), channel=Channel.OTHER, address=json_address(well))
        assert (await senders.send(other, LETTER)).outcome is Outcome.SENT
        assert not waiting.done()
        second = await senders.send(receiver(json_address(stuck)), LETTER)
        assert (second.outcome, second.detail) == (Outcome.RETRY, "an earlier try has not ended yet")
        waiting.cancel()
    assert not [t for t in threading.enumerate() if t.name == "pactwatch-send" and not t.daemon]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "desk@news.example",
        "http://127.0.0.1/",
        "https://hooks.slack.com/services/T1/B2/C3",
        "syslog://localhost",
        "dbus://",
        "file:///etc/passwd",
        "apprise://127.0.0.1/key",
        "slack://xoxb-1-2/a/b",
        "slack://xoxb-1-2/?template=/etc/passwd",
        "slack://T1AAAAAAA",
        "slack://not a token",
        "mailto://127.0.0.1/?to=a@b.example&to=c@d.example&from=e@f.example",
        "mailto://127.0.0.1/?to=a@b.example,c@d.example&from=e@f.example",
        "mailto://127.0.0.1/",
        "json://127.0.0.1/?optional=yes",
        "tgram://x",
        "discord://only-one",
        "ntfy://127.0.0.1/one/two",
        "console://somewhere",
    ],
)
async def test_an_address_that_cannot_be_used_is_rejected_with_a_reason(address: str) -> None:
    result = await sent(address)
    assert result.outcome is Outcome.REJECTED
    assert result.detail.startswith("the address of desk cannot be used: ")
    assert len(result.detail) < 600


async def test_a_base_is_for_slack_alone() -> None:
    result = await sent("json://127.0.0.1/", base="http://127.0.0.1:1")
    assert (result.outcome, result.detail) == (Outcome.REJECTED, "desk has a base, which only Slack receivers can have")


async def test_a_missing_secret_is_named_and_tried_again_since_the_operator_may_set_it() -> None:
    result = await sent("slack://${NOT_SET}/#alerts")
    assert result.outcome is Outcome.RETRY
    assert result.detail == "the secret NOT_SET in the address of desk is not set"


async def test_a_secret_that_cannot_be_read_is_tried_again() -> None:
    def resolve(name: str) -> str | None:
        raise SettingsError(f"the secret {name} cannot be read")

    result = await Senders(resolve).send(receiver("slack://${TOKEN}/#alerts"), LETTER)
    assert (result.outcome, result.detail) == (Outcome.RETRY, "the secret TOKEN cannot be read")


async def test_a_secret_is_read_at_each_send_so_that_it_can_be_changed() -> None:
    secrets = {"TOKEN": "first"}
    senders = Senders(secrets.get)
    with SlackServer() as server:
        target = receiver(json_address(server))
        await senders.send(target, LETTER)
        secrets["TOKEN"] = "second"
        await senders.send(target, LETTER)
    assert [post.path for post in server.posts] == ["/hook/first", "/hook/second"]


async def test_the_console_prints_subject_and_text() -> None:
    stream = io.StringIO()
    senders = Senders({}.get, stream=stream)
    result = await senders.send(receiver("console://", Channel.CONSOLE), LETTER)
    assert stream.getvalue() == f"{LETTER.subject}\n{LETTER.text}\n\n"
    assert result.outcome is Outcome.SENT


async def test_a_console_that_nobody_reads_holds_up_nobody_and_is_told_as_unknown() -> None:
    reader, writer = os.pipe()
    letter = Letter(channel=Channel.CONSOLE, subject="s", text="x" * 200_000, dedup_key="k")
    with os.fdopen(reader, "rb") as pipe, os.fdopen(writer, "w", encoding="utf-8") as stream:
        senders = Senders({}.get, stream=stream, timeout=timedelta(seconds=0.2))
        target = receiver("console://", Channel.CONSOLE)
        first = await senders.send(target, letter)
        again = await senders.send(target, letter)
        assert (first.outcome, again.outcome) == (Outcome.UNKNOWN, Outcome.RETRY)
        assert await asyncio.to_thread(pipe.read, 200_004) == b"s\n" + b"x" * 200_000 + b"\n\n"


async def test_a_letter_that_arrived_after_all_is_not_sent_again() -> None:
    arrives = threading.Event()
    tries = []

    def slow() -> SendResult:
        tries.append(threading.current_thread())
        arrives.wait(10)
        return SendResult(outcome=Outcome.SENT, detail="late")

    threads, desk = Threads(), ReceiverId("desk")
    assert (await threads.run(desk, "k/1", slow, 0.05)).outcome is Outcome.UNKNOWN
    arrives.set()
    tries[0].join(10)
    assert ((await threads.run(desk, "k/1", slow, 5)).detail, len(tries)) == ("late", 1)
    await threads.run(desk, "k/1", slow, 5)
    assert len(tries) == 2


async def test_a_console_that_knows_only_ascii_still_prints() -> None:
    raw = io.BytesIO()
    senders = Senders({}.get, stream=io.TextIOWrapper(raw, encoding="ascii"))
    assert (await senders.send(receiver("console://", Channel.CONSOLE), LETTER)).outcome is Outcome.SENT
    assert raw.getvalue().startswith(b"[CRITICAL] Breach claimed: Russian drones")


async def test_a_console_that_has_gone_is_tried_again() -> None:
    stream = io.StringIO()
    stream.close()
    result = await Senders({}.get, stream=stream).send(receiver("console://", Channel.CONSOLE), LETTER)
    assert result.outcome is Outcome.RETRY


def test_apprise_has_a_plugin_for_every_scheme_that_is_allowed() -> None:
    known = set(NotificationManager().schemas())
    assert set(SCHEMES) - {"console"} <= known
