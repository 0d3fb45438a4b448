import platform
import re

from asking import ask

from monitor import __version__


def test_the_versions_of_what_runs_are_printed() -> None:
    answer = ask("version")
    assert (answer.code, answer.err) == (0, "")
    first, second, third = answer.out.splitlines()
    assert first == f"pactwatch {__version__}"
    assert second == f"Python {platform.python_version()}"
    assert re.fullmatch(r"SQLite 3\.\d+\.\d+", third)


def test_an_unknown_command_is_wrong_usage() -> None:
    answer = ask("verzion")
    assert answer.code == 2
    assert "Traceback" not in answer.err
