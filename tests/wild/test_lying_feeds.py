"""Feeds that lie, over HTTP and through the worker into the store: on character sets, ids, addresses and dates."""

import gzip
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from desks import MORNING, told
from fetchers import Names
from newspapers import Story, rss
from wild_feeds import Wild, in_the_wild

from monitor.model.feed import Pace, PaceReason
from monitor.model.item import Certainty
from monitor.polling.health import Health, condition

STRIKE = "Russian drones hit substation in Sumy region"
QUIET = "Farmers in Poltava region begin spring sowing"
HOUR = timedelta(hours=1)


@pytest.fixture
async def wild() -> AsyncIterator[Wild]:
    async with in_the_wild() as found:
        yield found


def google(poll: int, *stories: tuple[str, timedelta]) -> bytes:
    """A search feed that gives each story another id, address and list of related news with every poll."""
    return rss(
        "Headline Hub",
        *(
            Story(
                title=title, at=MORNING - age, key=f"CBM{poll}x{n}", link=f"https://hub.example/articles/{poll}-{n}",
                summary=f"<ol><li>{title}</li><li>Related story number {poll}</li></ol>",
            )
            for n, (title, age) in enumerate(stories)
        ),
    )  # fmt: skip


async def test_ids_and_addresses_that_change_with_every_poll_bring_nothing_new(wild: Wild) -> None:
    stories = [
        (STRIKE, HOUR),
        (QUIET, 5 * HOUR),
        ("Explosions heard in Odesa", 20 * HOUR),
        ("Old tale of Sumy town", 9 * 24 * HOUR),
    ]
    assert (await wild.poll(google(0, *stories))).new == 4
    before = told(wild.desk)
    assert len(before) == 2
    for poll in range(1, 12):
        wild.later(hours=20)
        tally = await wild.poll(google(poll, *stories))
        assert (tally.new, tally.changed, tally.duplicates) == (0, 0, 4), f"at poll {poll}"
    assert told(wild.desk) == before


async def test_the_same_terse_title_of_two_nights_stays_two_stories_under_changing_ids(wild: Wild) -> None:
    first, second = ("Explosions heard in Odesa", 26 * HOUR), ("Explosions heard in Odesa", HOUR)
    assert (await wild.poll(google(0, first))).new == 1
    assert (await wild.poll(google(1, second, first))).new == 1
    for poll in range(2, 6):
        wild.later(hours=20)
        assert (await wild.poll(google(poll, second, first))).new == 0


async def test_undated_entries_with_changing_ids_are_known_by_their_text(wild: Wild) -> None:
    for poll in range(8):
        body = f"<rss><channel><item><title>{STRIKE}</title><guid>{poll}</guid><link>https://d.example/{poll}</link></item></channel></rss>"
        assert (await wild.poll(body.encode())).new == (poll == 0)
        wild.later(days=2)


async def test_an_id_that_is_used_for_every_story_hides_none(wild: Wild) -> None:
    titles = [STRIKE, QUIET, "Port workers vote on pay", "Storks return to their nests"]
    for title in (*titles, *titles):
        await wild.poll(rss("Dawn", Story(title=title, at=MORNING, key="0", link=f"https://d.example/{title[:7]}")))
        wild.later(minutes=15)
    assert wild.desk.store.item_counts() == (4, 0)
    assert len(told(wild.desk)) == 2


async def test_entries_without_ids_and_addresses_are_known_by_title_and_date(wild: Wild) -> None:
    dated = "<pubDate>Wed, 02 Apr 2025 05:00:00 GMT</pubDate>"
    body = f"<rss><channel><item><title>{STRIKE}</title>{dated}</item></channel></rss>"
    assert [(await wild.poll(body.encode())).new for _ in range(3)] == [1, 0, 0]


async def test_ids_that_vanish_leave_the_address_to_know_an_entry_by(wild: Wild) -> None:
    item = "<item><title>{}</title>{}<link>https://d.example/1</link></item>"
    for guid, new in (("<guid>1</guid>", 1), ("", 0), ("<guid>other</guid>", 0), ("", 0)):
        body = f"<rss><channel>{item.format(STRIKE, guid)}</channel></rss>"
        assert (await wild.poll(body.encode())).new == new


HEADLINE = "Дрони влучили у підстанцію на Сумщині"


@pytest.mark.parametrize(
    ("written", "declared", "header", "fault"),
    [
        ("utf-8", "utf-8", "", None),
        ("cp1251", "windows-1251", "", None),
        ("cp1251", "utf-8", "text/xml; charset=windows-1251", None),
        ("utf-8", "windows-1251", "", "encoding-wrong"),
        ("utf-8", "utf-16", "", "encoding-wrong"),
        ("utf-8", "utf-8", "text/xml; charset=iso-8859-1", None),
        ("utf-8", "windows-1251", "text/xml; charset=iso-8859-1", "encoding-wrong"),
        ("utf-8", "zlib_codec", "", "encoding-refused"),
        ("utf-8", "utf-7", "text/xml; charset=idna", "encoding-refused"),
        ("utf-16", "utf-8", "text/xml; charset=us-ascii", None),
        ("koi8-u", "koi8-u", "text/xml; charset=utf-8", "encoding-wrong"),
    ],
)
async def test_a_character_set_that_lies_is_found_out_and_named(
    wild: Wild, written: str, declared: str, header: str, fault: str | None
) -> None:
    document = rss("Dawn", Story(title=HEADLINE, at=MORNING, key="1")).decode()
    body = f'<?xml version="1.0" encoding="{declared}"?>{document}'.encode(written)
    await wild.poll(body, content_type=header or "text/xml")
    stored = wild.desk.store.item_by_entry(wild.feed.id, "1")
    assert stored is not None
    assert stored.item.title == HEADLINE
    assert wild.state is not None
    assert wild.state.faults == ((fault,) if fault else ())


async def test_dates_of_the_future_are_marked_and_make_no_habit(wild: Wild) -> None:
    await wild.poll(rss("Dawn", *(Story(title=f"{STRIKE} {n}", at=MORNING + n * 24 * HOUR) for n in range(1, 9))))
    assert wild.state is not None
    assert (wild.state.habit, wild.state.new_item_at, wild.state.pace) == (None, MORNING, Pace())
    stored = wild.desk.store.item_by_entry(wild.feed.id, f"{STRIKE} 3")
    assert stored is not None
    assert stored.item.certainty is Certainty.FUTURE


async def test_a_feed_without_dates_says_so_and_is_told_nevertheless(wild: Wild) -> None:
    body = f"<rss><channel><item><title>{STRIKE}</title><pubDate>lately</pubDate></item></channel></rss>"
    await wild.poll(body.encode())
    assert condition(wild.feed, wild.state, MORNING).health is Health.UNDATED
    assert wild.state is not None
    assert wild.state.faults == ("date-unreadable",)
    assert len(told(wild.desk)) == 2


async def test_twenty_thousand_entries_are_bounded_work_and_one_digest(wild: Wild) -> None:
    places = ("Sumy", "Kharkiv", "Odesa", "Poltava")
    flood = [
        Story(title=f"Russian drones hit substation {n} in {places[n % 4]}", at=MORNING - n * timedelta(minutes=7))
        for n in range(20_000)
    ]
    tally = await wild.poll(gzip.compress(rss("Dawn", *reversed(flood))), Content_Encoding="gzip")
    assert wild.state is not None
    assert (wild.state.entries, wild.state.faults) == (1_000, ("entries-cut",))
    assert "entries-cut" in condition(wild.feed, wild.state, MORNING).why
    assert tally.new == 1_000
    assert wild.desk.store.item_by_entry(wild.feed.id, flood[0].title) is not None, "the newest are read"
    assert [reason for _, reason, _ in told(wild.desk)] == ["flood", "flood"]
    again = await wild.poll()
    assert (again.new, again.known, len(told(wild.desk))) == (0, 1_000, 2)


async def test_habit_lifetime_and_server_decide_the_pace_together(wild: Wild) -> None:
    hourly = [Story(title=f"Story {n}", at=MORNING - n * HOUR) for n in range(9)]
    await wild.poll(rss("Dawn", *hourly), etag='"1"')
    assert wild.state is not None
    assert wild.state.pace == Pace(every=HOUR / 2, why=PaceReason.HABIT)
    asking = rss("Dawn", *hourly).replace(b"<item>", b"<ttl>40</ttl><item>", 1)
    await wild.poll(asking, etag='"2"')
    assert wild.state.pace == Pace(every=timedelta(minutes=40), why=PaceReason.TTL)
    await wild.poll(asking, etag='"2"', Cache_Control="max-age=3000")
    assert wild.state.pace == Pace(every=timedelta(minutes=50), why=PaceReason.CACHE), "on an answer without a body"
    wild.feed = replace(wild.feed, interval=timedelta(minutes=3))
    await wild.poll()
    assert wild.state.pace == Pace(every=timedelta(minutes=3), why=PaceReason.OPERATOR)
    assert wild.state.due_at == wild.desk.clock.now() + timedelta(minutes=3)


@pytest.mark.parametrize("status", [429, 503])
async def test_a_server_that_asks_for_patience_is_given_it(wild: Wild, status: int) -> None:
    wild.server.fail("/rss", status, {"Retry-After": "7200"})
    await wild.poll()
    assert wild.state is not None
    assert wild.state.due_at == MORNING + 2 * HOUR


async def test_a_feed_that_moved_is_asked_at_its_new_place_until_that_ends(wild: Wild) -> None:
    wild.server.redirect("/rss", "/new", 301)
    wild.server.put("/new", rss("Dawn", Story(title=QUIET, at=MORNING)), etag='"1"')
    for _ in range(3):
        await wild.poll()
    assert len(wild.server.asked("/rss")) == 1
    assert len(wild.server.asked("/new")) == 3
    wild.server.fail("/new", 410)
    wild.server.put("/rss", rss("Dawn", Story(title=STRIKE, at=MORNING)))
    assert (await wild.poll()).new == 1
    assert wild.state is not None
    assert (wild.state.moved, wild.state.stopped_at, wild.state.failing) == (None, None, None)


async def test_a_page_in_place_of_a_feed_names_the_feed_that_it_links_to(wild: Wild) -> None:
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/feeds/world.xml"></head></html>'
    await wild.poll(page.encode(), content_type="text/html")
    found = condition(wild.feed, wild.state, MORNING)
    assert f"it links to {wild.server.url('/feeds/world.xml')}" in found.why


async def test_a_remembered_address_is_checked_anew_at_every_poll(wild: Wild) -> None:
    await wild.poll(rss("Dawn", Story(title=QUIET, at=MORNING)))
    assert wild.state is not None
    wild.fetching(names=Names(dawn_example=[["10.0.0.1"]]))
    wild.state = replace(wild.state, moved="http://dawn.example/rss")
    await wild.poll()
    assert (wild.state.moved, wild.state.failing, len(wild.server.asked("/rss"))) == (None, None, 2)


async def test_news_of_an_outage_is_told_late_and_what_is_old_in_one_digest(wild: Wild) -> None:
    await wild.poll(rss("Dawn", Story(title=QUIET, at=MORNING)))
    wild.server.fail("/rss", 503)
    for _ in range(5):
        wild.later(hours=20)
        await wild.poll()
    back = wild.desk.clock.now()
    strikes = [
        Story(title=f"Russian drones hit substation {n} in {place}", at=back - age)
        for n, (place, age) in enumerate([("Sumy", 3 * HOUR), ("Odesa", 50 * HOUR), ("Kharkiv", 90 * HOUR)])
    ]
    await wild.poll(rss("Dawn", *strikes))
    assert sorted(reason for _, reason, _ in told(wild.desk)) == ["first-report"] * 2 + ["outage"] * 2
    await wild.poll(rss("Dawn", *strikes))
    assert len(told(wild.desk)) == 4
