"""The demo tells its story, from an installed wheel in a folder of its own, and leaves nothing behind."""

import os
import re
import shlex
import signal
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent.parent
BEAT = re.compile(r"\w{3} \d+ Mar \d\d:\d\d +(.+)")


@dataclass(frozen=True)
class Newcomer:
    """Somebody who installed the wheel, with a folder to work in and a folder for temporary files."""

    bin: Path
    folder: Path
    temporary: Path

    @contextmanager
    def begins(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        with subprocess.Popen(  # noqa: S603 - our own command
            [str(self.bin / "pactwatch"), *words],
            cwd=self.folder,
            env={"TMPDIR": str(self.temporary), "PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            yield process

    def runs(self, *words: str) -> subprocess.CompletedProcess[str]:
        with self.begins(*words) as process:
            out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(words, process.returncode, out, err)


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Newcomer:
    """Install the wheel into a clean environment, which borrows from ours what the wheel depends on."""
    place = tmp_path_factory.mktemp("newcomer")
    build = ["hatchling", "build", "-t", "wheel", "-d", str(place / "dist")]
    subprocess.run([sys.executable, "-m", *build], cwd=HOME, check=True, capture_output=True)  # noqa: S603
    venv.create(place / "env", symlinks=True)
    python = place / "env" / "bin" / "python"
    [wheel] = (place / "dist").glob("*.whl")
    install = ["pip", "--python", str(python), "install", "--no-deps", "--no-index", "--quiet", str(wheel)]
    subprocess.run([sys.executable, "-m", *install], check=True, capture_output=True)  # noqa: S603
    [packages] = (place / "env").glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    (place / "folder").mkdir()
    (place / "temporary").mkdir()
    return Newcomer(python.parent, place / "folder", place / "temporary")


@pytest.fixture(scope="module")
def played(newcomer: Newcomer) -> subprocess.CompletedProcess[str]:
    return newcomer.runs("demo", "--seconds", "4")


@pytest.fixture(scope="module")
def beats(played: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """What was printed under each beat's label."""
    blocks = played.stdout.split("\n\n")
    found: dict[str, str] = {}
    label = ""
    for block in blocks:
        if head := BEAT.match(block):
            label = head[1]
        found[label] = found.get(label, "") + block
    return found


def alerts(text: str) -> list[str]:
    return re.findall(r"▌ (\[CRITICAL\] .*?):", text)


def test_it_plays_to_its_end_without_a_word_of_the_log(played: subprocess.CompletedProcess[str]) -> None:
    assert (played.returncode, played.stderr) == (0, "")
    assert "\x1b" not in played.stdout
    assert "What to try next" in played.stdout


def test_it_comes_from_the_wheel_and_leaves_no_file(
    newcomer: Newcomer, played: subprocess.CompletedProcess[str]
) -> None:
    ask = [str(newcomer.bin / "python"), "-c", "import monitor; print(monitor.__file__)"]
    answer = subprocess.run(ask, cwd=newcomer.folder, capture_output=True, text=True, check=True)  # noqa: S603
    assert Path(answer.stdout).is_relative_to(newcomer.bin.parent)
    assert played.returncode == 0
    assert list(newcomer.temporary.iterdir()) == []


def test_it_says_what_the_promise_is_and_by_whose_count_it_holds(played: subprocess.CompletedProcess[str]) -> None:
    opening = played.stdout.partition("The first look")[0]
    assert "30-day pause on strikes against energy infrastructure" in opening
    assert "from 18 March to 17 April 2025 by Moscow's count" in opening
    assert "from 25 March to 24 April 2025 by Kyiv's count" in opening


def test_its_alerts_come_in_the_order_of_the_story(played: subprocess.CompletedProcess[str]) -> None:
    assert alerts(played.stdout) == [
        "[CRITICAL] Breach reported",
        "[CRITICAL] CORROBORATED by 2 newsrooms (update 2)",
        "[CRITICAL] DENIED by Russia, was reported (update 3)",
        "[CRITICAL] Breach reported",
    ]
    assert "4 alerts: 2 first-report, 1 corroborated, 1 disputed" in played.stdout


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("The first strike", "first-report, update 1"),
        ("A second newsroom", "corroborated, update 2"),
        ("The denial", "disputed, update 3"),
        ("The other side", "first-report, update 1"),
    ],
)
def test_what_changes_an_incident_is_told(label: str, reason: str, beats: dict[str, str]) -> None:
    assert len(alerts(beats[label])) == 1
    assert f"told  {reason}" in beats[label]


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("The pledge", 'silent  stance: the text puts it as pledged: "agrees to"'),
        ("A reprint", "folded  the words are Dawn Courier's"),
        ("An edit", "folded  version 2 of item"),
        ("The threat", 'silent  stance: the text puts it as hypothetical: "could"'),
        ("Another kind of strike", 'silent  sense: "strikes" in "strikes deal" is another sense'),
        ("The anniversary", 'silent  stance: the text puts it as historic: "year ago"'),
        ("The first look", "silent  history"),
    ],
)
def test_what_changes_nothing_is_not_told_and_the_reason_is_said(label: str, why: str, beats: dict[str, str]) -> None:
    assert alerts(beats[label]) == []
    assert why in beats[label]


def test_a_feed_that_fails_is_named_by_its_kind_and_read_again(beats: dict[str, str]) -> None:
    assert "failing  web-page: " in beats["The first look"]
    assert "failing  server-error: " in beats["A feed fails"]
    assert re.search(r"read  after \d failed attempts it holds 2 entries\b", beats["The feed recovers"])


def test_the_first_look_at_a_feed_is_a_summary_and_no_alert(beats: dict[str, str]) -> None:
    told = beats["A feed in place of the web page"]
    assert "First look at Night Mail: 1 of 2 entries are about a commitment" in told
    assert alerts(told) == []


def test_what_it_says_to_try_next_works(newcomer: Newcomer, played: subprocess.CompletedProcess[str]) -> None:
    commands = re.findall(r"^  pactwatch (.*)$", played.stdout, re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["init", "explain", "run"]
    made, judged = (newcomer.runs(*shlex.split(command)) for command in commands[:2])
    assert made.returncode == 0, made.stderr
    assert "energy-strike-during-pause fires" in judged.stdout
    assert commands[2] == "run --rules my-rules"


def test_ctrl_c_ends_it_and_what_is_to_be_kept_is_kept(newcomer: Newcomer) -> None:
    with newcomer.begins("demo", "--seconds", "600", "--keep") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert any("The first look" in line for line in process.stdout)
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.stderr.read() == ""
        assert process.wait(timeout=20) == 0
    assert "Ended before the end of the story." in rest
    [kept] = newcomer.temporary.iterdir()
    assert sorted(path.name for path in kept.iterdir()) == ["daemon.log", "rules", "state"]
    shown = newcomer.runs("incidents", "list", "--state", str(kept / "state"))
    assert shown.returncode == 0, shown.stderr
