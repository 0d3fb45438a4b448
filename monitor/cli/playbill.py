"""Shows the demo to people as it happens: each beat, the alert it brings, or why there is none."""

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import datetime
from itertools import groupby
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.status import Status
from rich.text import Text

from monitor.demo.findings import Finding, Outcome
from monitor.demo.playing import FirstLook, Scene, Summary
from monitor.demo.story import Beat
from monitor.messages.wording import name_of
from monitor.model.commitment import Commitment
from monitor.model.notice import Reason

STYLES = {
    Outcome.TOLD: "bold red",
    Outcome.FOLDED: "cyan",
    Outcome.SILENT: "green",
    Outcome.FAILING: "yellow",
    Outcome.READ: "yellow",
}
DEEDS = {
    "print": "“{}”",
    "page": "a web page stands where its feed was",
    "fail": "its server answers 503",
    "mend": "its feed is served again",
}
GATES = {
    "sense": "is it this kind of strike, and not a deal that is struck or a storm?",
    "stance": "is it told as a fact, and not promised, feared, denied or long past?",
    "party": "is a side that is bound by the promise accused, or the place covered?",
    "time": "did it happen while the promise holds?",
}
BAR = "▌ "
INDENT = 18
"""Columns of the time stamp, under which nothing else stands."""


class Playbill:
    """Prints scenes and letters to one console; on a terminal the story's time runs along at the bottom."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._ends = ExitStack()
        self._status: Status | None = None
        self._commitment: Commitment | None = None
        self.letters = Letters(console)
        self.finished = False

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._status = self._ends.enter_context(self._console.status("the daemon starts"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ends.close()

    def tell(self, scene: Scene) -> None:
        """Print what happened."""
        match scene:
            case datetime():
                if self._status:
                    self._status.update(self._stamp(scene))
            case Commitment():
                self._open(scene)
            case FirstLook():
                self._first_look(scene)
            case Beat():
                self._beat(scene)
            case Finding():
                self._finding(scene)
            case Summary():
                self._summary(scene)

    def _open(self, commitment: Commitment) -> None:
        self._commitment = commitment
        self._lines(
            "[bold]pactwatch[/] reads the news and tells you when a report says that a promise was broken:",
            "once, with the words that say so, and again only when something changed.",
            "",
            f"[bold]The promise[/]     {escape(commitment.title)}",
            f"                “{escape(commitment.pledge)}”",
        )
        for window in commitment.windows:
            first, last = window.first_on(commitment.zone), window.last_on(commitment.zone)
            until = f"to {last:%-d %B %Y}" if last else "without end"
            self._lines(f"                from {first:%-d %B} {until} by {escape(name_of(window.id))}'s count")
        self._lines(
            "[bold]The rule[/]        a report that an energy site was attacked alerts when it passes four gates:",
            *(f"                [bold]{gate}[/]{' ' * (8 - len(gate))}{asks}" for gate, asks in GATES.items()),
            "[bold]The news[/]        18 to 21 March 2025, in Kyiv's time. The newsrooms and their words are invented;",
            "                the call of 18 March and the strikes reported a day later are not",
            "[bold]The daemon[/]      the real one; only its clock is fast",
            "",
        )

    def _first_look(self, look: FirstLook) -> None:
        self._head(look.at, "The first look", f"the feeds hold {look.entries} entries")
        self._verdict("silent", "green", "history: it is stored and judged, but what was there before is no alert")
        for outlet, finding in look.failing:
            self._indented(Text(f"{outlet.name} cannot be read"))
            self._finding(finding)
        if not look.failing:
            self._console.print()

    def _beat(self, beat: Beat) -> None:
        self._head(beat.at, beat.label, f"{beat.outlet.name}: {DEEDS[beat.does].format(beat.headline)}")
        if beat.summary:
            self._indented(Text(f"now with: “{beat.summary}”"))

    def _finding(self, finding: Finding) -> None:
        self._verdict(finding.outcome, STYLES[finding.outcome], finding.why)
        self._console.print()

    def _summary(self, found: Summary) -> None:
        told = Counter({reason: n for reason, n in found.letters.items() if reason != Reason.BASELINE})
        self.finished = True
        self._lines(
            "[bold]In all[/]",
            f"  {found.entries} entries read, {found.items} items, {found.incidents} incidents",
            f"  [bold red]{told.total()} alerts[/]: {_counted(told.items())}; and the summary of one feed's first look",
            f"  [cyan]{found.folded} entries folded[/] that told nothing new of an incident",
            f"  [green]{found.silent.total()} items silent[/]: {_counted(found.silent.most_common())}",
        )

    def _head(self, at: datetime, label: str, text: str) -> None:
        stamp = f"{self._stamp(at):<{INDENT}}"
        self._console.print(Text.assemble((stamp, "dim"), (label, "bold")), soft_wrap=True)
        self._indented(Text(text))

    def _verdict(self, word: str, style: str, why: str) -> None:
        self._indented(Text.assemble((f"{word}  ", style), why))

    def _indented(self, text: Text) -> None:
        """Print under the time stamps; on a terminal the lines are broken to stay there."""
        for line in _broken(text, self._console, INDENT):
            self._console.print(Text(" " * INDENT) + line, soft_wrap=True)

    def _stamp(self, at: datetime) -> str:
        there = at.astimezone(self._commitment.zone if self._commitment else None)
        return f"{there:%a %-d %b %H:%M}"

    def _lines(self, *lines: str) -> None:
        for line in lines:
            self._console.print(line, soft_wrap=True)


class Letters(io.StringIO):
    """The stream that the receiver `console://` prints to: each letter gets a bar, what stood in one before is cut."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console
        self._seen: set[str] = set()

    def write(self, text: str) -> int:
        """Print a letter."""
        subject, *lines = text.rstrip("\n").split("\n")
        self._bar(Text(subject, style="bold red"))
        for known, run in groupby(lines, key=lambda line: bool(self._seen) and (not line or line in self._seen)):
            self._bars(tuple(run), known=known)
        self._seen.update(lines)
        return len(text)

    def _bars(self, lines: Sequence[str], *, known: bool) -> None:
        if known and len(lines) > 1:
            self._bar(Text(f"… {len(lines)} lines as before", style="dim"))
            return
        for line in lines:
            self._bar(Text(line, style="dim" if known else ""))

    def _bar(self, line: Text) -> None:
        for part in _broken(line, self._console, len(BAR)):
            self._console.print(Text.assemble((BAR, "red"), part), soft_wrap=True)


def _broken(text: Text, console: Console, taken: int) -> Iterable[Text]:
    """Break a text into the lines that a terminal has room for; a file or pipe has room for any."""
    return text.wrap(console, max(console.width - taken, 20)) if console.is_terminal else [text]


def _counted(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts)
