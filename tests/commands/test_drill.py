from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import yaml
from asking import Answer, ask
from receivers import Mailbox, SlackServer
from rulefolders import GOOD, changed, write


def drill(
    folder: Path, receivers: dict[str, Any], *words: str, files: dict[str, str | bytes] | None = None, **plan: Any
) -> Answer:
    whole = {"version": 1, "receivers": receivers, "route": {"receivers": list(receivers)}, **plan}
    write(folder, {**(files or GOOD), "alerts.yaml": yaml.safe_dump(whole)})
    return ask("drill", "--rules", str(folder), *words)


def chat(slack: SlackServer) -> dict[str, str]:
    return {"address": slack.address, "base": slack.base}


def mail(mailbox: Mailbox) -> dict[str, str]:
    return {"address": mailbox.address}


def parts(letter: EmailMessage) -> list[str]:
    return [part.get_content() for part in letter.iter_parts() if isinstance(part, EmailMessage)]


def test_an_invented_incident_reaches_slack_and_the_mail_server_marked_as_a_drill(tmp_path: Path) -> None:
    with SlackServer() as slack, Mailbox() as mailbox:
        answer = drill(tmp_path, {"chat": chat(slack), "duty": mail(mailbox)})
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[0] == "drill of critical breach energy-strike:"
    assert [line.split(":")[:2] for line in answer.out.splitlines()[1:]] == [["chat", " sent"], ["duty", " sent"]]
    [posted], [letter] = slack.accepted, mailbox.mails
    assert posted["text"].startswith("DRILL [CRITICAL] Breach reported: Drones hit a substation")
    header, first, *_ = posted["blocks"]
    assert "DRILL" in header["text"]["text"]
    assert first["text"]["text"].startswith("DRILL: this is a test")
    assert letter["Subject"].startswith("DRILL [CRITICAL]")
    text, html = parts(letter)
    assert text.startswith("DRILL: this is a test")
    assert "DRILL: this is a test" in html
    assert "pactwatch explain" not in text


def test_who_refuses_is_told_with_the_reason_and_the_others_get_it(tmp_path: Path) -> None:
    with SlackServer() as slack, Mailbox() as mailbox:
        slack.refuse("channel_not_found")
        answer = drill(tmp_path, {"chat": chat(slack), "duty": mail(mailbox)})
        assert len(mailbox.mails) == 1
    assert answer.code == 1
    assert "chat: refused: " in answer.out
    assert "channel_not_found" in answer.out
    assert "duty: sent" in answer.out


def test_where_no_route_leads_is_said_and_is_a_fault_where_it_was_asked_for(tmp_path: Path) -> None:
    receivers, route = {"desk": {"address": "console://"}, "spare": {"address": "console://"}}, {"receivers": ["desk"]}
    answer = drill(tmp_path, receivers, route=route)
    assert answer.code == 0
    assert "spare: no route of alerts.yaml leads there" in answer.out
    assert drill(tmp_path, receivers, "--receiver", "spare", route=route).code == 1


def test_only_the_named_receivers_are_sent_to(tmp_path: Path) -> None:
    with SlackServer() as slack, Mailbox() as mailbox:
        receivers = {"chat": chat(slack), "duty": mail(mailbox)}
        answer = drill(tmp_path, receivers, "--receiver", "duty")
        assert (answer.code, len(slack.posts), len(mailbox.mails)) == (0, 0, 1)


def test_what_would_be_held_is_sent_at_once_and_told(tmp_path: Path) -> None:
    route = {"receivers": ["chat"], "group": {"by": ["commitment"], "wait": "10m"}}
    with SlackServer() as slack:
        answer = drill(tmp_path, {"chat": chat(slack)}, route=route)
        assert len(slack.accepted) == 1
    assert answer.code == 0
    assert "a real letter would wait until" in answer.out


def test_a_mute_window_that_drops_it_is_named(tmp_path: Path) -> None:
    window = {"id": "always", "do": "drop", "zone": "UTC", "break-through": "none"}
    answer = drill(tmp_path, {"desk": {"address": "console://"}}, **{"mute-windows": [window]})
    assert answer.code == 1
    assert "desk: not sent: " in answer.out
    assert "mute window always" in answer.out


def test_a_rule_that_waits_for_a_second_newsroom_is_drilled_all_the_same(tmp_path: Path) -> None:
    files = changed("commitments/pause.yaml", "{tell: 1, confirm: 2}", "{tell: 2, confirm: 3}")
    assert drill(tmp_path, {"desk": {"address": "console://"}}, "--rule", "energy-strike", files=files).code == 0


@pytest.mark.parametrize("words", [("--rule", "nothing"), ("--receiver", "night")])
def test_what_is_unknown_is_named_with_what_there_is(tmp_path: Path, words: tuple[str, str]) -> None:
    answer = drill(tmp_path, {"desk": {"address": "console://"}}, *words)
    assert (answer.code, answer.out) == (1, "")
    assert words[1] in answer.err
    assert {"--rule": "energy-strike", "--receiver": "it has: desk"}[words[0]] in answer.err


def test_an_example_that_names_another_day_makes_no_drill(tmp_path: Path) -> None:
    files = changed("commitments/pause.yaml", "a substation in Sumy}", "a substation in Sumy on 2 April 2025}")
    answer = drill(tmp_path, {"desk": {"address": "console://"}}, files=files)
    assert answer.code == 1
    assert "names no day" in answer.err
