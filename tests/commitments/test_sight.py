"""Blind is when no feed that could report on a commitment brings anything fresh."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from desks import a_feed, starter_book, the_pause

from monitor.commitments.deadlines import GRACE
from monitor.commitments.sight import Heard, Sight, Watch, able, languages, look
from monitor.model.ids import Lang, ListId, PartyId
from monitor.model.rule import ActionOn

NOW = datetime(2025, 4, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
EN, UK, FR = Lang("en"), Lang("uk"), Lang("fr")


def seen(quiet: timedelta, **changes: datetime | None) -> Sight:
    heard = Heard(fresh_at=NOW - quiet, started_at=NOW - 9 * HOUR, read_until=NOW)
    return look(the_pause(), replace(heard, **changes), NOW)  # type: ignore[arg-type]


def test_it_is_blind_from_the_hours_that_the_commitment_says() -> None:
    assert the_pause().blind_after == 6 * HOUR
    assert seen(6 * HOUR - timedelta(seconds=1)) is Sight.SEEING
    assert seen(6 * HOUR) is Sight.BLIND


def test_nobody_is_blind_to_a_commitment_of_which_no_window_runs() -> None:
    heard = Heard(fresh_at=NOW, started_at=NOW, read_until=None)
    for year in (2024, 2026):
        assert look(the_pause(), heard, NOW.replace(year=year)) is Sight.IDLE


def test_a_daemon_that_was_started_just_now_reads_its_feeds_first_but_not_for_ever() -> None:
    before = NOW - 12 * HOUR
    assert seen(12 * HOUR, started_at=NOW - HOUR / 2, read_until=before) is Sight.UNSURE
    assert seen(12 * HOUR, started_at=NOW - GRACE, read_until=before) is Sight.BLIND
    assert seen(12 * HOUR, started_at=NOW - HOUR / 2, read_until=NOW - HOUR / 4) is Sight.BLIND


def test_a_feed_can_report_when_it_is_on_speaks_a_language_of_the_rules_and_is_no_strangers_voice() -> None:
    spoken = frozenset({EN, UK})
    assert able(a_feed(languages=(FR, UK)), the_pause(), spoken)
    assert able(a_feed(languages=()), the_pause(), spoken)
    assert able(a_feed(side=PartyId("russia")), the_pause(), spoken)
    assert not able(a_feed(languages=(FR,)), the_pause(), spoken)
    assert not able(a_feed(side=PartyId("iran")), the_pause(), spoken)
    assert not able(a_feed(enabled=False), the_pause(), spoken)


def test_the_languages_of_a_commitment_are_those_in_which_a_whole_event_can_be_found() -> None:
    lists = starter_book().rulebook.lists
    hit = ActionOn(action=ListId("attack"), target=ListId("energy-site"))
    rule = replace(the_pause().rules[0], any_of=(hit,))
    assert EN in languages(replace(the_pause(), rules=(rule,)), lists)
    french = {**lists, hit.action: replace(lists[hit.action], phrases={FR: ("frappe",)})}
    assert languages(replace(the_pause(), rules=(rule,)), french) <= {FR}


def test_a_blind_spell_is_remembered_with_its_begin_and_its_end() -> None:
    blind = Watch().after(Sight.BLIND, NOW - 7 * HOUR, NOW)
    assert blind.blind_since == NOW - 7 * HOUR
    assert blind.after(Sight.BLIND, NOW - 7 * HOUR, NOW + HOUR) == blind
    assert blind.after(Sight.UNSURE, NOW - 7 * HOUR, NOW + HOUR) == blind
    assert blind.after(Sight.SEEING, NOW + HOUR, NOW + HOUR) == Watch(spells=((NOW - 7 * HOUR, NOW + HOUR),))
    assert blind.after(Sight.IDLE, NOW - 7 * HOUR, NOW + HOUR) == Watch(spells=((NOW - 7 * HOUR, NOW + HOUR),))


@pytest.mark.parametrize(("until", "days"), [(NOW, {2}), (NOW + 10 * HOUR, {2, 3})])
def test_a_day_of_which_a_part_passed_unseen_is_a_blind_day_in_the_zone_of_the_commitment(
    until: datetime, days: set[int]
) -> None:
    assert the_pause().zone == ZoneInfo("Europe/Kyiv")
    expected = {date(2025, 4, day) for day in days}
    assert Watch(blind_since=NOW - HOUR).blind_days(the_pause(), until) == expected
    assert Watch(spells=((NOW - HOUR, until),)).blind_days(the_pause(), until + 90 * HOUR) == expected
