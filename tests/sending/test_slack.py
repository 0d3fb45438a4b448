"""Letters to Slack, by a bot's token and by a webhook, through a server that answers as Slack does."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from notices import a_plain_notice, an_incident_notice
from receivers import Answer, SlackServer

from monitor.edges.sending import Senders
from monitor.messages import render
from monitor.model.alert import Channel, Receiver
from monitor.model.delivery import Outcome, SendResult
from monitor.model.ids import ReceiverId

LETTER = render(an_incident_notice(), Channel.SLACK)
BOT = "slack://${SLACK_TOKEN}/#alerts"
HOOK = "slack://${SLACK_HOOK}"
CANARIES = {"SLACK_TOKEN": "xoxb-1111-2222-CanaryOfABot", "SLACK_HOOK": "T0CANARY1/B0CANARY2/CanaryOfAHook"}


def receiver(address: str, slack: SlackServer) -> Receiver:
    return Receiver(id=ReceiverId("desk"), channel=Channel.SLACK, address=address, base=slack.base)


async def sent(address: str, slack: SlackServer, *, patience: float = 5, follows: tuple[str, ...] = ()) -> SendResult:
    senders = Senders(CANARIES.get, timeout=timedelta(seconds=patience))
    result = await senders.send(receiver(address, slack), replace(LETTER, follows=follows))
    await senders.aclose()
    return result


async def test_a_bot_posts_the_blocks_as_they_are_to_its_channel() -> None:
    with SlackServer() as slack:
        result = await sent(BOT, slack)
    (post,) = slack.posts
    assert post.path == "/api/chat.postMessage"
    assert post.headers["Authorization"] == f"Bearer {CANARIES['SLACK_TOKEN']}"
    assert post.payload == {
        "channel": "#alerts",
        "text": LETTER.text,
        "blocks": json.loads(str(LETTER.blocks)),
        "unfurl_links": False,
        "unfurl_media": False,
    }
    assert (result.outcome, result.reference) == (Outcome.SENT, "C0TEST/1743500000.000001")


async def test_a_webhook_posts_the_same_to_its_own_path() -> None:
    with SlackServer() as slack:
        result = await sent(HOOK, slack)
    (post,) = slack.posts
    assert post.path == f"/services/{CANARIES['SLACK_HOOK']}"
    assert post.payload["blocks"] == json.loads(str(LETTER.blocks))
    assert "Authorization" not in post.headers
    assert "channel" not in post.payload
    assert (result.outcome, result.reference) == (Outcome.SENT, None)


async def test_a_letter_without_blocks_is_posted_as_text() -> None:
    senders = Senders(CANARIES.get)
    with SlackServer() as slack:
        letter = render(a_plain_notice(), Channel.OTHER)
        result = await senders.send(receiver(HOOK, slack), letter)
    assert result.outcome is Outcome.SENT
    assert slack.posts[0].payload == {"text": letter.text, "unfurl_links": False, "unfurl_media": False}


@pytest.mark.parametrize(
    ("answer", "outcome", "detail"),
    [
        (Answer(status=429, body="rate_limited"), Outcome.RETRY, "Slack answered 429 Too Many Requests: rate_limited"),
        (Answer(status=500), Outcome.RETRY, "Slack answered 500 Internal Server Error"),
        (Answer(status=503, body="<html>"), Outcome.RETRY, "Slack answered 503 Service Unavailable: <html>"),
        (Answer(status=599), Outcome.RETRY, "Slack answered 599 unknown status"),
        (Answer(status=408), Outcome.RETRY, "Slack answered 408 Request Timeout"),
        (Answer(status=400, body="invalid_payload"), Outcome.REJECTED, "Slack answered 400 Bad Request: inv"),
        (Answer(status=401), Outcome.REJECTED, "Slack answered 401 Unauthorized"),
        (Answer(status=403, body="action_prohibited"), Outcome.REJECTED, "Slack answered 403 Forbidden: action_"),
        (Answer(status=404, body="no_service"), Outcome.REJECTED, "Slack answered 404 Not Found: no_service"),
        (Answer(status=410, body="channel_is_archived"), Outcome.REJECTED, "Slack answered 410 Gone"),
        (Answer(status=302, headers={"Location": "/elsewhere"}), Outcome.REJECTED, "redirects are not followed"),
        (Answer(body='{"ok": false, "error": "invalid_auth"}'), Outcome.REJECTED, "Slack refused: invalid_auth"),
        (Answer(body='{"ok": false, "error": "channel_not_found"}'), Outcome.REJECTED, "channel_not_found"),
        (Answer(body='{"ok": false, "error": "invalid_blocks"}'), Outcome.REJECTED, "Slack refused: invalid_blocks"),
        (Answer(body='{"ok": false, "error": "ratelimited"}'), Outcome.RETRY, "Slack refused: ratelimited"),
        (Answer(body='{"ok": false, "error": "internal_error"}'), Outcome.RETRY, "Slack refused: internal_error"),
        (Answer(body='{"ok": false, "error": "<Odd> one"}'), Outcome.RETRY, "something that is not its own"),
        (Answer(body='{"ok": false}'), Outcome.RETRY, "something that is not its own"),
        (Answer(body="<html>Welcome to this hotel</html>"), Outcome.RETRY, "something that is not its own"),
        (Answer(body=""), Outcome.RETRY, "something that is not its own"),
        (Answer(body="[" * 50_000), Outcome.RETRY, "something that is not its own"),
        (Answer(body='["ok"]'), Outcome.RETRY, "something that is not its own"),
        (Answer(reset=True), Outcome.UNKNOWN, "Slack hung up without an answer"),
    ],
)
@pytest.mark.parametrize("address", [BOT, HOOK])
async def test_every_answer_has_its_outcome(address: str, answer: Answer, outcome: Outcome, detail: str) -> None:
    with SlackServer().then(answer) as slack:
        result = await sent(address, slack)
    assert result.outcome is outcome
    assert detail in result.detail
    assert len(slack.posts) == 1


@pytest.mark.parametrize("status", [429, 503])
async def test_what_slack_asks_to_wait_is_passed_on(status: int) -> None:
    with SlackServer().then(Answer(status=status, headers={"Retry-After": "17"})) as slack:
        result = await sent(BOT, slack)
    assert (result.outcome, result.retry_after) == (Outcome.RETRY, timedelta(seconds=17))


async def test_a_silent_slack_leaves_it_unknown_whether_the_letter_came() -> None:
    with SlackServer().then(Answer(hang=True)) as slack:
        result = await sent(BOT, slack, patience=0.4)
    assert result.outcome is Outcome.UNKNOWN
    assert len(slack.posts) == 1


@pytest.mark.parametrize("answer", [Answer(body='{"ok":', stall=True), Answer(body='{"ok":', half=True)])
async def test_an_answer_that_breaks_off_leaves_it_unknown(answer: Answer) -> None:
    with SlackServer().then(answer) as slack:
        result = await sent(BOT, slack, patience=1)
    assert result.outcome is Outcome.UNKNOWN
    assert "it may have the letter" in result.detail


async def test_nobody_at_the_address_is_a_reason_to_try_again() -> None:
    with SlackServer() as slack:
        address = receiver(BOT, slack)
    result = await Senders(CANARIES.get).send(address, LETTER)
    assert (result.outcome, result.detail) == (Outcome.RETRY, "no connection to Slack: Connection refused")


@pytest.mark.parametrize("base", ["http://[::1", "gopher://127.0.0.1", "127.0.0.1:1", "http://127.0.0.1:1/{}{x}"])
async def test_a_base_that_is_no_address_ends_in_a_result(base: str) -> None:
    target = Receiver(id=ReceiverId("desk"), channel=Channel.SLACK, address=BOT, base=base)
    assert (await Senders(CANARIES.get).send(target, LETTER)).outcome in (Outcome.REJECTED, Outcome.RETRY)


@pytest.mark.parametrize(
    ("target", "outcome", "detail"),
    [
        ("anna@news.example", Outcome.RETRY, "Slack did not say who has the mail address"),
        ("bad!name", Outcome.REJECTED, "the name of the channel is not one that Slack allows"),
    ],
)
async def test_a_channel_or_person_that_cannot_be_found_is_told(target: str, outcome: Outcome, detail: str) -> None:
    with SlackServer() as slack:
        result = await sent(BOT.replace("#alerts", target), slack)
    assert (result.outcome, result.detail) == (outcome, detail)
    assert slack.posts == []


async def test_an_answer_that_never_ends_is_left_in_time_and_nothing_more_is_sent_meanwhile() -> None:
    senders = Senders(CANARIES.get, timeout=timedelta(seconds=0.5))
    with SlackServer().then(Answer(drip=True)) as slack:
        target = receiver(BOT, slack)
        first = await senders.send(target, LETTER)
        again = await senders.send(target, LETTER)
    assert (first.outcome, first.detail) == (Outcome.UNKNOWN, "the send did not end in time; it may have arrived")
    assert (again.outcome, again.detail) == (Outcome.RETRY, "an earlier try has not ended yet")
    assert len(slack.posts) == 1


async def test_an_endless_answer_is_read_no_further_than_slack_ever_speaks() -> None:
    with SlackServer().then(Answer(body="x" * 5_000_000)) as slack:
        result = await sent(BOT, slack)
    assert result.outcome is Outcome.RETRY
    assert len(result.detail) < 400


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("SLACK_TOKEN", BOT),
        ("SLACK_TOKEN", "slack://${SLACK_TOKEN}/a/b"),
        ("SLACK_TOKEN", "slack://${SLACK_TOKEN}x!/#a"),
        ("SLACK_TOKEN", "slack://${SLACK_TOKEN}/someone@news.example"),
        ("SLACK_HOOK", HOOK),
        ("SLACK_HOOK", "slack://${SLACK_HOOK}/%23a/%23b"),
        ("SLACK_HOOK", "slack://x${SLACK_HOOK}!"),
    ],
)
async def test_no_secret_comes_back_in_any_result_or_log(
    name: str, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even when Slack itself repeats it, and with every logger at its most talkative."""
    caplog.set_level(0)
    secret = CANARIES[name]
    answers = [
        Answer(status=403, body=secret),
        Answer(status=500, body=f"at /services/{secret}/x"),
        Answer(body=json.dumps({"ok": False, "error": secret})),
        Answer(reset=True),
        Answer(),
    ]
    with SlackServer().then(*answers) as slack:
        results = [await sent(address, slack) for _ in answers]
    told = repr(results) + caplog.text
    for canary in ("CanaryOfABot", "T0CANARY1", "B0CANARY2", "CanaryOfAHook", "1111-2222"):
        assert canary not in told


FIRST = ("C0TEST/1743500000.000001", "C0TEST/1743500000.000007")


async def test_a_bot_puts_an_update_in_the_place_of_the_first_message_and_replies_to_it() -> None:
    with SlackServer() as slack:
        result = await sent(BOT, slack, follows=FIRST)
    edit, reply = slack.posts
    assert edit.path == "/api/chat.update"
    assert (edit.payload["channel"], edit.payload["ts"]) == ("C0TEST", "1743500000.000001")
    assert edit.payload["blocks"] == reply.payload["blocks"] == json.loads(str(LETTER.blocks))
    assert reply.path == "/api/chat.postMessage"
    assert (reply.payload["thread_ts"], reply.payload["reply_broadcast"]) == ("1743500000.000001", True)
    assert result.outcome is Outcome.SENT


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "edit_window_closed"])
async def test_a_first_message_that_cannot_be_changed_stops_no_update(error: str) -> None:
    with SlackServer() as slack:
        result = await sent(BOT, slack.refuse(error), follows=FIRST)
    assert [post.path for post in slack.posts] == ["/api/chat.update", "/api/chat.postMessage"]
    assert result.outcome is Outcome.SENT


@pytest.mark.parametrize("answer", [Answer(status=503), Answer(status=429, headers={"Retry-After": "30"})])
async def test_an_edit_that_may_work_later_is_tried_again_before_anything_is_posted(answer: Answer) -> None:
    with SlackServer() as slack:
        result = await sent(BOT, slack.then(answer), follows=FIRST)
    assert [post.path for post in slack.posts] == ["/api/chat.update"]
    assert result.outcome is Outcome.RETRY


async def test_a_webhook_posts_an_update_anew() -> None:
    with SlackServer() as slack:
        result = await sent(HOOK, slack, follows=FIRST)
    (post,) = slack.posts
    assert "thread_ts" not in post.payload
    assert result.outcome is Outcome.SENT


async def test_what_is_no_name_of_a_message_is_not_followed() -> None:
    with SlackServer() as slack:
        await sent(BOT, slack, follows=("<4f1c@mail.example>",))
    assert [post.path for post in slack.posts] == ["/api/chat.postMessage"]
