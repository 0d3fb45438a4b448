"""A feed of each dialect, as newsrooms publish them, and the objects that it becomes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.edges.parsing.documents import read_document
from monitor.model.feed import Entry, ParsedFeed
from monitor.model.ids import Lang

FEEDS = Path(__file__).parent / "feeds"


def utc(month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, micro: int = 0) -> datetime:
    return datetime(2025, month, day, hour, minute, second, micro, tzinfo=UTC)


DAWN = ParsedFeed(
    dialect="rss",
    title="Dawn Courier - World",
    lang=Lang("en"),
    entries=(
        Entry(
            entry_id="dawn-77120",
            link="https://dawn.example/world/2025/04/02/sumy?at_medium=RSS&page=1",
            title="Drones hit substation in Sumy region, governor says",
            summary="<p>Two towns are without power.</p>",
            body="<p>Two towns are without power.</p><p>Repairs have begun.</p>",
            published_at=utc(4, 2, 5, 4, 11),
        ),
        Entry(
            entry_id="https://dawn.example/world/2025/04/01/blame",
            link="https://dawn.example/world/2025/04/01/blame",
            title="Kremlin &amp; Kyiv trade blame",
            summary="Talks <b>stall</b> &mdash; again",
            published_at=utc(4, 1, 21, 30),
            faults=("date-without-zone",),
        ),
        Entry(
            link="https://dawn.example/world/2025/03/30/explainer",
            title="What the pause covers",
            published_at=utc(3, 30),
            published_day_only=True,
        ),
    ),
)

HARBOUR = ParsedFeed(
    dialect="atom",
    title="Гавань",
    lang=Lang("uk"),
    entries=(
        Entry(
            entry_id="tag:harbour.example,2025:1",
            link="https://harbour.example/news/1",
            title="Уночі пошкоджено <i>підстанцію</i>",
            summary="Без світла два райони.",
            body="<p>Без світла <b>два</b> райони.</p>",
            published_at=utc(4, 2, 1, 15),
            updated_at=utc(4, 2, 2, 0, 0, 500_000),
        ),
        Entry(
            entry_id="tag:harbour.example,2025:2",
            link="https://harbour.example/en/2",
            title="Grid operator reports damage",
            summary="Crews are on site.",
            updated_at=utc(4, 2, 3),
            lang=Lang("en"),
        ),
    ),
)

MINISTRY = ParsedFeed(
    dialect="rdf",
    title="Вестник",
    lang=Lang("ru"),
    entries=(
        Entry(
            entry_id="https://ministry.example/n/5",
            link="https://ministry.example/n/5",
            title="Ведомство отрицает удар по электростанции",
            summary="Сообщения названы ложными.",
            published_at=utc(4, 2, 6),
        ),
    ),
)

LANTERN = ParsedFeed(
    dialect="json",
    title="Lantern",
    lang=Lang("en"),
    entries=(
        Entry(
            entry_id="41",
            link="https://lantern.example/stories/41",
            title="Ports &amp; grids: the &lt;quiet&gt; week",
            body="No strikes were reported.<br>Talks go on.",
            published_at=utc(4, 2, 12),
            updated_at=utc(4, 2, 13),
        ),
        Entry(
            entry_id="https://lantern.example/stories/40",
            link="https://elsewhere.example/a",
            summary="A link to a report.",
            body="<p>A link to a <a href='https://elsewhere.example/a'>report</a>.</p>",
            published_at=utc(4, 1),
            published_day_only=True,
            lang=Lang("de"),
        ),
    ),
)


@pytest.mark.parametrize(
    ("file", "address", "expected"),
    [
        ("dawn-courier.rss", "https://dawn.example/world/rss", DAWN),
        ("harbour-wire.atom", "https://cache.example/harbour", HARBOUR),
        ("ministry.rdf", "https://ministry.example/rss", MINISTRY),
        ("lantern.json", "https://lantern.example/feed.json", LANTERN),
    ],
)
def test_a_feed_becomes_these_objects(file: str, address: str, expected: ParsedFeed) -> None:
    assert read_document((FEEDS / file).read_bytes(), "", address, 100) == expected


@pytest.mark.parametrize("content_type", ["", "text/html", "application/json", "application/octet-stream"])
def test_the_kind_is_told_by_content_and_not_by_the_content_type(content_type: str) -> None:
    for file in ("dawn-courier.rss", "lantern.json"):
        body = (FEEDS / file).read_bytes()
        assert read_document(body, content_type, "https://a.example/", 100).entries
