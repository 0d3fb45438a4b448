"""The demo's story, its server and its clock keep what they promise."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from monitor.demo.story import Story
from monitor.edges.clock import CompressedClock
from monitor.edges.serving import FeedServer

STORY = Story.load()
START = datetime(2025, 3, 18, 12, 0, tzinfo=UTC)


def test_the_story_is_told_in_order_within_its_days() -> None:
    times = [beat.at for beat in STORY.beats]
    assert times == sorted(times)
    assert STORY.starts < STORY.news[0].at
    assert times[-1] < STORY.ends


def test_every_address_of_an_entry_is_a_reserved_name_and_tells_one_headline() -> None:
    printed = [beat for beat in STORY.beats if beat.does == "print"]
    assert all(beat.address.split("/")[2].endswith(".example") for beat in printed)
    told = {(beat.outlet, beat.headline) for beat in printed}
    assert len({beat.address for beat in printed}) == len(told)


def test_a_document_is_served_until_another_stands_in_its_place() -> None:
    with FeedServer() as server:
        etag = server.put("/feed", b"<rss/>", "application/rss+xml")
        first = httpx.get(server.url("/feed"), trust_env=False)
        again = httpx.get(server.url("/feed"), headers={"If-None-Match": etag}, trust_env=False)
        server.put("/feed", b"out of order", "text/plain", 503)
        broken = httpx.get(server.url("/feed"), headers={"If-None-Match": etag}, trust_env=False)
        nothing = httpx.get(server.url("/other"), trust_env=False)
    assert (first.content, first.headers["ETag"]) == (b"<rss/>", etag)
    assert [again.status_code, broken.status_code, nothing.status_code] == [304, 503, 404]


def test_nothing_listens_when_the_server_has_ended() -> None:
    with FeedServer() as server:
        address = server.url("/feed")
    with pytest.raises(httpx.ConnectError):
        httpx.get(address, trust_env=False)


def test_compressed_time_stands_where_it_is_held_and_catches_up() -> None:
    clock = CompressedClock(START, rate=1e9)
    clock.hold_at(START + timedelta(hours=1))
    assert clock.seconds_until(START + timedelta(hours=1)) < 0.001
    while clock.now() < START + timedelta(hours=1):
        pass
    assert clock.now() == START + timedelta(hours=1)
    clock.hold_at(START + timedelta(hours=2))
    assert START + timedelta(hours=1) < clock.now() <= START + timedelta(hours=2)


def test_the_wait_for_an_instant_is_in_seconds_of_the_machine() -> None:
    clock = CompressedClock(START, rate=3600)
    assert clock.seconds_until(START + timedelta(hours=10)) == pytest.approx(10, abs=0.5)
    assert clock.seconds_until(START - timedelta(hours=1)) == 0
