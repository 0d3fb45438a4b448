from pathlib import Path

import pytest
import yaml
from asking import ask
from receivers import SlackServer
from rulefolders import GOOD, write


def rules(folder: Path, slack: SlackServer) -> str:
    receivers = {
        "desk": {"address": "console://"},
        "duty": {"address": slack.address, "base": slack.base},
        "bare": {"address": "slack://${NOBODY_SET_THIS}/#duty"},
    }
    plan = {"version": 1, "receivers": receivers, "route": {"receivers": ["desk"]}}
    return str(write(folder, {**GOOD, "alerts.yaml": yaml.safe_dump(plan)}))


def test_a_receiver_that_takes_the_letter_is_told_as_sent(tmp_path: Path) -> None:
    with SlackServer() as slack:
        answer = ask("send-test", "duty", "--rules", rules(tmp_path, slack))
        assert (answer.code, answer.out.split(":")[0]) == (0, "duty")
        assert "sent" in answer.out
        assert len(slack.accepted) == 1


def test_a_receiver_that_refuses_is_an_error_with_its_words(tmp_path: Path) -> None:
    with SlackServer() as slack:
        slack.refuse("channel_not_found")
        answer = ask("send-test", "duty", "--rules", rules(tmp_path, slack))
    assert answer.code == 1
    assert "channel_not_found" in answer.out


def test_a_missing_secret_is_named_and_an_unknown_receiver_too(tmp_path: Path) -> None:
    with SlackServer() as slack:
        folder = rules(tmp_path, slack)
        assert "NOBODY_SET_THIS" in ask("send-test", "bare", "--rules", folder).out
        unknown = ask("send-test", "night", "--rules", folder)
    assert unknown.code == 1
    assert "it has: bare, desk, duty" in unknown.err


@pytest.mark.parametrize("words", [("send-test",), ("nothing",), ("run", "--sideways")])
def test_wrong_usage_has_its_own_exit_code(words: tuple[str, ...]) -> None:
    assert ask(*words).code == 2
