"""Asks the command line as a person does, beside a state that news went through."""

import os
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
from desks import MORNING, Newsstand, a_feed, an_entry, starter_book

from monitor.cli import main
from monitor.edges.sqlite import open_store
from monitor.model.feed import Entry
from monitor.pipeline.desk import Desk, NoProbe
from monitor.ports import Store
from monitor.testing import ManualClock

FIRST = "Russian drones hit substation in Sumy region"
SECOND = "Drone attack destroys Sumy substation, officials say"
PLEDGE = "Putin agrees to halt strikes on energy infrastructure"


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def ask(*words: str) -> Answer:
    """Run `pactwatch WORDS` in this process; the terminal is wide."""
    out, err = StringIO(), StringIO()
    os.environ["COLUMNS"] = "200"
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main(words)
    return Answer(int(ended.value.code or 0), out.getvalue(), err.getvalue())


def fill_state(folder: Path, *more: Entry) -> Store:
    """Let the starter rules' daemon see two newsrooms tell of one strike; returns the open store."""
    folder.mkdir(parents=True, exist_ok=True)
    store = open_store(folder / "pactwatch.db")
    names = (f"incident-{n}" for n in count(1))
    clock = ManualClock(MORNING)
    desk = Desk(store, starter_book(), clock, NoProbe(), lambda: 0.0, lambda: next(names), True)
    stand = Newsstand(desk)
    stand.poll(a_feed("Dawn Courier"), an_entry(FIRST), an_entry(PLEDGE), *more)
    clock.set(MORNING + timedelta(minutes=5))
    stand.poll(a_feed("Harbour Post"), an_entry(SECOND))
    return store


def a_state(folder: Path, *more: Entry) -> Path:
    """Fill a state and close it; returns its folder."""
    with closing(fill_state(folder, *more)):
        return folder


__all__ = ["FIRST", "PLEDGE", "SECOND", "Answer", "a_state", "ask", "fill_state"]
