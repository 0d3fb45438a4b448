import json
import logging
from collections.abc import Iterator

import pytest

from monitor import telemetry


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_log_line_is_one_json_object_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    telemetry.configure(json=True, level="info")
    logging.getLogger("monitor").info("polled %s", "a\nb", extra={"feed": "https://dawn.example/rss"})
    printed = capsys.readouterr()
    line = json.loads(printed.err)
    assert printed.out == ""
    assert (line["event"], line["feed"], line["level"]) == ("polled a\nb", "https://dawn.example/rss", "info")
    assert line["timestamp"].endswith("Z")


def test_a_secret_that_was_looked_up_is_masked_in_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    telemetry.configure(json=True, level="info")
    assert telemetry.hiding({"TOKEN": "canary-5501"}.get)("TOKEN") == "canary-5501"
    try:
        raise ValueError("refused canary-5501")
    except ValueError:
        logging.getLogger("monitor").exception("sending with canary-5501", extra={"to": "slack://canary-5501/x"})
    err = capsys.readouterr().err
    assert "ValueError" in err
    assert "canary-5501" not in err


def test_names_and_passwords_in_addresses_are_masked(capsys: pytest.CaptureFixture[str]) -> None:
    telemetry.configure(json=False, level="info")
    logging.getLogger("monitor").warning("cannot read https://user:word@dawn.example/rss")
    err = capsys.readouterr().err
    assert "https://***@dawn.example/rss" in err
    assert "word" not in err


def test_libraries_are_heard_only_when_something_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    telemetry.configure(json=True, level="info")
    logging.getLogger("httpx").info("GET https://dawn.example/rss?key=canary")
    assert capsys.readouterr().err == ""
