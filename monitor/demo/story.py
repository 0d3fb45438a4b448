"""The story that the demo plays, as `story.toml` tells it."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Literal, Self

Dialect = Literal["rss", "atom", "json"]
Deed = Literal["print", "page", "fail", "mend"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An invented newsroom and the kind of feed that it serves."""

    name: str
    dialect: Dialect

    @property
    def slug(self) -> str:
        """Its name as it stands in addresses."""
        return self.name.lower().replace(" ", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """One thing that an outlet does at an instant.

    `print`: it prints an entry; the same headline again is an edit of its own entry. `page`: a web page stands where
    its feed should be. `fail`: its server fails. `mend`: its feed is served again. Without a `label` nobody watches.
    """

    at: datetime
    outlet: Outlet
    does: Deed
    label: str = ""
    headline: str = ""
    summary: str = ""

    @property
    def address(self) -> str:
        """The address of its entry, which is the entry's id too: reserved names, so it leads nowhere."""
        return f"https://{self.outlet.slug}.example/{'-'.join(self.headline.lower().split()[:5])}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Outlets, and what they do from `starts` to `ends`. What they did before `starts` is history."""

    starts: datetime
    ends: datetime
    outlets: tuple[Outlet, ...]
    beats: tuple[Beat, ...]

    @classmethod
    def load(cls) -> Self:
        """Read the story that comes with the package."""
        told = tomllib.loads(files("monitor.demo").joinpath("story.toml").read_text(encoding="utf-8"))
        outlets = {each["name"]: Outlet(**each) for each in told["outlets"]}
        beats = tuple(
            Beat(
                at=each["at"],
                outlet=outlets[each["outlet"]],
                does=each.get("does", "print"),
                label=each.get("label", ""),
                headline=each.get("print", ""),
                summary=each.get("summary", ""),
            )
            for each in told["beats"]
        )
        return cls(starts=told["starts"], ends=told["ends"], outlets=tuple(outlets.values()), beats=beats)

    @property
    def history(self) -> tuple[Beat, ...]:
        """What was before the story starts."""
        return tuple(beat for beat in self.beats if beat.at < self.starts)

    @property
    def news(self) -> tuple[Beat, ...]:
        """What happens while the daemon watches."""
        return tuple(beat for beat in self.beats if beat.at >= self.starts)
