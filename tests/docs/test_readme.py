"""The README tells the truth: its rule stands in the rules, its alert is what comes out, its commands run."""

import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from asking import FIRST, ask
from desks import Newsstand, a_desk, a_feed, an_entry

from monitor.messages import render
from monitor.model.alert import Channel

HOME = Path(__file__).parent.parent.parent
README = (HOME / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
OURS = [line.removeprefix(".venv/bin/pactwatch ") for line in COMMANDS if line.startswith(".venv/bin/pactwatch ")]


def block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", README, re.DOTALL)
    assert found
    return found.group(1)


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= 120


def test_its_rule_is_taken_line_by_line_from_the_starter_rules() -> None:
    lines = iter((HOME / "rules/commitments/energy-pause-2025.yaml").read_text(encoding="utf-8").splitlines())
    for line in block("yaml").splitlines():
        assert line in lines, line


def test_its_alert_is_what_its_headline_becomes() -> None:
    with a_desk() as desk:
        Newsstand(desk).poll(a_feed("Dawn Courier"), an_entry(FIRST))
        letter = render(desk.store.deliveries()[0].notice, Channel.CONSOLE)
    assert f"{letter.subject}\n{letter.text}\n" == block("text")


def test_the_headlines_that_it_says_are_silent_are_silent() -> None:
    told = re.search(r"It did \*\*not\*\* alert on(.*?)`pactwatch", README, re.DOTALL)
    assert told
    headlines = re.findall(r'"([^"]+)"', told.group(1).replace("\n", " "))
    assert len(headlines) == 4
    for headline in headlines:
        assert "stopped by" in ask("explain", "--text", headline, "--at", "2025-04-02").out


def test_every_name_of_a_target_and_a_service_exists() -> None:
    targets = re.findall(r"^make (\w+)$", "\n".join(COMMANDS), re.MULTILINE)
    assert targets == ["run", "test"]
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
    assert "docker compose up" in COMMANDS
    assert yaml.safe_load((HOME / "compose.yaml").read_text(encoding="utf-8"))["services"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A checkout as the reader has it, whose daemon ran for a moment with feeds that cannot be reached."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(HOME / "rules", folder / "rules")
    assert run_for_a_moment(folder, "run") == 0
    return folder


def run_for_a_moment(folder: Path, words: str) -> int:
    """Run the daemon until it has told how it fares, then end it as a service manager does.

    Its feed is one on this machine that does not answer.
    """
    rules = words.partition("--rules ")[2] or "rules"
    feeds = {"version": 1, "feeds": [{"address": "http://127.0.0.1:9/rss", "title": "Dawn", "publisher": "Dawn"}]}
    (folder / rules / "feeds.yaml").write_text(yaml.safe_dump(feeds), encoding="utf-8")
    command = [sys.executable, "-u", "-m", "monitor", *shlex.split(words)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:  # noqa: S603
        assert daemon.stdout is not None
        with closing(daemon.stdout):
            assert any("failing" in line for line in daemon.stdout)  # the overview after the first round
            daemon.send_signal(signal.SIGTERM)
            daemon.stdout.read()
        return daemon.wait(timeout=12)


@pytest.mark.parametrize("command", OURS)
def test_every_command_runs_in_the_order_in_which_it_stands(command: str, place: Path) -> None:
    if command.startswith("run"):
        assert run_for_a_moment(place, command) == 0
        return
    words = [sys.executable, "-m", "monitor", *shlex.split(command)]
    done = subprocess.run(words, cwd=place, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    # The daemon does not run any more and its feed cannot be reached: `status` says so, and exits with 1.
    assert done.returncode == (1 if command == "status" else 0), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
