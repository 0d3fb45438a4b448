"""Letters by mail, handed to a real mail server on loopback."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import hostile
import pytest
from notices import a_plain_notice, a_quote, an_incident_notice
from receivers import Mailbox, SlackServer

from monitor.edges.sending import Senders
from monitor.messages import render
from monitor.model.alert import Channel, Receiver
from monitor.model.delivery import Outcome, SendResult
from monitor.model.ids import ReceiverId
from monitor.model.notice import Letter

LETTER = render(an_incident_notice(), Channel.EMAIL)


def receiver(mailbox: Mailbox, name: str = "desk") -> Receiver:
    address = mailbox.address.replace(Mailbox.PASSWORD, "${MAIL_PASSWORD}")
    return Receiver(id=ReceiverId(name), channel=Channel.EMAIL, address=address)


def senders(*, password: str = Mailbox.PASSWORD, timeout: float = 5, mail_timeout: float = 60) -> Senders:
    secrets = {"MAIL_PASSWORD": password}
    return Senders(secrets.get, timeout=timedelta(seconds=timeout), mail_timeout=timedelta(seconds=mail_timeout))


async def sent(mailbox: Mailbox, letter: Letter = LETTER) -> SendResult:
    return await senders().send(receiver(mailbox), letter)


async def test_a_mail_has_our_text_and_our_html() -> None:
    with Mailbox() as mailbox:
        result = await sent(mailbox)
    (mail,) = mailbox.mails
    text, html = mail.get_payload()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().strip() == LETTER.text
    assert html.get_content().strip() == str(LETTER.html).strip()
    assert mail.get_content_type() == "multipart/alternative"
    assert result.outcome is Outcome.SENT


async def test_a_mail_names_its_sender_recipient_subject_and_key() -> None:
    with Mailbox() as mailbox:
        result = await sent(mailbox)
    (mail,) = mailbox.mails
    assert mail["From"] == "alerts@pactwatch.example"
    assert mail["To"] == "desk@news.example"
    assert mail["Subject"] == LETTER.subject
    assert mail["X-Pactwatch-Key"] == LETTER.dedup_key
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == result.reference


async def test_a_repeat_has_the_same_message_id_and_another_update_or_receiver_has_not() -> None:
    other = render(an_incident_notice(dedup_key="4f1c2a9be0/2"), Channel.EMAIL)
    sender = senders()
    with Mailbox() as mailbox:
        for name, letter in (("desk", LETTER), ("desk", LETTER), ("desk", other), ("duty", LETTER)):
            assert (await sender.send(receiver(mailbox, name), letter)).outcome is Outcome.SENT
    first, again, next_update, elsewhere = (mail["Message-ID"] for mail in mailbox.mails)
    assert first == again
    assert len({first, next_update, elsewhere}) == 3


async def test_a_relay_without_login_takes_mail_too() -> None:
    with Mailbox(login=False) as mailbox:
        assert (await sent(mailbox)).outcome is Outcome.SENT
    assert len(mailbox.mails) == 1


async def test_a_letter_without_html_is_a_plain_mail() -> None:
    with Mailbox() as mailbox:
        await sent(mailbox, render(a_plain_notice(), Channel.CONSOLE))
    assert mailbox.mails[0].get_content_type() == "text/plain"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("550 5.1.1 no such user desk@news.example", Outcome.REJECTED),
        ("553 not allowed", Outcome.REJECTED),
        ("450 4.2.0 greylisted", Outcome.RETRY),
        ("452 mailbox full", Outcome.RETRY),
    ],
)
async def test_a_refused_recipient_has_its_outcome(answer: str, outcome: Outcome) -> None:
    with Mailbox() as mailbox:
        mailbox.refuse_with = answer
        result = await sent(mailbox)
    assert result.outcome is outcome
    assert result.detail.startswith(f"the mail server answered {answer[:3]}: ")
    assert "desk@" not in result.detail


@pytest.mark.parametrize(
    ("answer", "outcome"), [("554 5.7.1 looks like spam", Outcome.REJECTED), ("451 try later", Outcome.RETRY)]
)
async def test_a_refused_text_has_its_outcome(answer: str, outcome: Outcome) -> None:
    with Mailbox() as mailbox:
        mailbox.answer_data_with = answer
        assert (await sent(mailbox)).outcome is outcome
    assert mailbox.mails == []


async def test_a_server_that_falls_silent_over_the_text_leaves_it_unknown() -> None:
    with Mailbox() as mailbox:
        mailbox.hang_at = "DATA"
        result = await senders(mail_timeout=0.5).send(receiver(mailbox), LETTER)
    assert (result.outcome, result.detail) == (
        Outcome.UNKNOWN,
        "the mail server fell silent over the letter; it may have it",
    )


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
async def test_a_server_that_falls_silent_before_the_text_has_nothing_yet(command: str) -> None:
    with Mailbox() as mailbox:
        mailbox.hang_at = command
        result = await senders(timeout=1).send(receiver(mailbox), LETTER)
    assert (result.outcome, result.detail) == (
        Outcome.RETRY,
        "the mail server fell silent or hung up before it had the letter",
    )


async def test_a_server_that_looks_long_at_a_text_is_waited_for() -> None:
    with Mailbox() as mailbox:
        mailbox.slow = 1.5
        result = await senders(timeout=1).send(receiver(mailbox), LETTER)
    assert (result.outcome, len(mailbox.mails)) == (Outcome.SENT, 1)


async def test_a_slow_mail_server_holds_up_no_other_letter() -> None:
    sender = senders()
    with Mailbox() as mailbox, SlackServer() as well:
        mailbox.hang_at = "DATA"
        slow = [asyncio.create_task(sender.send(receiver(mailbox, f"desk-{n}"), LETTER)) for n in range(9)]
        other = Receiver(id=ReceiverId("duty"), channel=Channel.OTHER, address=well.base.replace("http", "json"))
        assert (await sender.send(other, LETTER)).outcome is Outcome.SENT
        assert not any(task.done() for task in slow)
        for task in slow:
            task.cancel()


async def test_lines_that_begin_with_a_dot_arrive_as_they_were() -> None:
    text = ".one\n..two\n.\nlast"
    with Mailbox() as mailbox:
        await sent(mailbox, Letter(channel=Channel.EMAIL, subject="s", text=text, dedup_key="k"))
    assert mailbox.mails[0].get_content().strip() == text


async def test_a_wrong_password_is_refused_and_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    with Mailbox() as mailbox:
        result = await senders(password="CanaryPass/w@rd").send(receiver(mailbox), LETTER)
    assert result.outcome is Outcome.REJECTED
    assert result.detail.startswith("the mail server answered 535: ")
    assert "CanaryPass" not in repr(result) + "".join(r.getMessage() for r in caplog.records if r.name != "mail.log")


async def test_a_password_may_hold_every_character_that_means_something_in_an_address() -> None:
    with Mailbox() as mailbox:
        mailbox.PASSWORD = "p@ss/w:r?d#1&=%2F+ $"  # type: ignore[misc]
        target = Receiver(
            id=ReceiverId("desk"),
            channel=Channel.EMAIL,
            address=f"mailto://desk:${{MAIL_PASSWORD}}@127.0.0.1:{mailbox.port}/?from=a@pactwatch.example&to=b@news.example",
        )
        result = await senders(password=mailbox.PASSWORD).send(target, LETTER)
    assert result.outcome is Outcome.SENT


async def test_a_password_beyond_ascii_is_refused_before_anyone_is_asked() -> None:
    with Mailbox() as mailbox:
        result = await senders(password="пароль").send(receiver(mailbox), LETTER)
    assert (result.outcome, result.detail) == (
        Outcome.REJECTED,
        "smtplib logs in with ASCII names and passwords only",
    )


async def test_nobody_at_the_address_is_a_reason_to_try_again() -> None:
    with Mailbox() as mailbox:
        target = receiver(mailbox)
    result = await senders().send(target, LETTER)
    assert (result.outcome, result.detail) == (Outcome.RETRY, "no connection to the mail server: Connection refused")


async def test_a_server_without_the_tls_that_was_asked_for_is_refused() -> None:
    with Mailbox() as mailbox:
        target = receiver(mailbox)
        result = await senders().send(replace(target, address=target.address.replace("mailto:", "mailtos:")), LETTER)
    assert result.outcome is Outcome.REJECTED
    assert "does not offer" in result.detail
    assert mailbox.mails == []


HEADERS = {
    "Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To", "X-Pactwatch-Key",
    "X-MailFrom", "X-RcptTo", "X-Peer",
}  # fmt: skip


async def test_no_text_adds_a_header_or_a_recipient() -> None:
    sender = senders()
    with Mailbox() as mailbox:
        target = receiver(mailbox)
        for vector in (*hostile.ALL, "long " * 400_000):
            notice = an_incident_notice(
                quotes=(a_quote(vector, (), ""),), commitment_title=vector, dedup_key=f"key/{vector[:200]}"
            )
            assert (await sender.send(target, render(notice, Channel.EMAIL))).outcome is Outcome.SENT
    assert len(mailbox.mails) == len(hostile.ALL) + 1
    for mail in mailbox.mails:
        assert set(mail.keys()) <= HEADERS
        assert len(mail.keys()) == len(set(mail.keys()))
        assert mail["To"] == "desk@news.example"
        assert len(str(mail["Subject"])) <= 200


async def test_a_letter_made_by_someone_else_cannot_add_a_header_either() -> None:
    letter = Letter(channel=Channel.EMAIL, subject="a\r\nBcc: x@y.example", text="t", dedup_key="k\nX-Evil: 1")
    with Mailbox() as mailbox:
        assert (await sent(mailbox, letter)).outcome is Outcome.SENT
    (mail,) = mailbox.mails
    assert "Bcc" not in mail
    assert "X-Evil" not in mail
    assert mail["Subject"] == "a Bcc: x@y.example"


async def test_an_update_stands_under_the_first_mail_of_its_incident() -> None:
    first, second = "<first@mail.example>", "<second@mail.example>"
    with Mailbox() as mailbox:
        await sent(mailbox, replace(LETTER, follows=(first, second)))
        await sent(mailbox, replace(LETTER, follows=(first, *(f"<{n}@mail.example>" for n in range(99)))))
    near, far = mailbox.mails
    assert (near["In-Reply-To"], near["References"]) == (second, f"{first} {second}")
    assert (far["In-Reply-To"], far["References"].split()[:2]) == ("<98@mail.example>", [first, "<79@mail.example>"])


async def test_a_first_mail_follows_none() -> None:
    with Mailbox() as mailbox:
        await sent(mailbox)
    assert (mailbox.mails[0]["In-Reply-To"], mailbox.mails[0]["References"]) == (None, None)
