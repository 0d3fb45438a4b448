"""What a letter tells, in each channel."""

import json
from dataclasses import replace
from datetime import date

import pytest
from notices import a_plain_notice, a_quote, an_incident_notice

from monitor.messages import render, subject
from monitor.model.alert import Channel
from monitor.model.ids import ItemId, PartyId, Publisher
from monitor.model.incident import Attribution
from monitor.model.item import Certainty
from monitor.model.notice import IncidentNotice, Reason, WindowDay
from monitor.model.rule import Kind, Stance

PLAIN = """\
Commitment: 30-day pause on strikes against energy infrastructure
Event: 2 April 2025, Sumy region
Counted: day 16, until 17 April by Moscow's count; day 9, until 24 April by Kyiv's count
Accused: Russia - by Kyiv governor (claimed)
Sources: 1 independent newsroom (Dnipro Wire), told by 2 outlets (Dnipro Wire, Northern Post)

“Russian *drones hit* *substation* in Sumy region, governor [says]”
  Dnipro Wire, 2 April 2025, 14:05 EEST (UTC+3), claimed, en, item 12
  https://dnipro-wire.example/news/12?a=1&b=2

Pledge: Both sides stop striking each other's energy facilities for 30 days.
Rule: energy-strike-during-pause (energy-pause-2025)
Incident: 4f1c2a9be0, update 1, decided 2 April 2025, 14:10 EEST (UTC+3)
Why: pactwatch explain 12
Key: 4f1c2a9be0/1"""


def text(notice: IncidentNotice) -> str:
    return render(notice, Channel.CONSOLE).text


def test_the_subject_says_what_is_new_then_the_fact_then_the_commitment() -> None:
    assert subject(an_incident_notice()) == (
        "[CRITICAL] Breach claimed: Russian drones hit substation in Sumy region, governor says"
        " - 30-day pause on strikes against energy infrastructure"
    )


def test_the_subject_of_an_update_says_that_it_is_one() -> None:
    told = subject(
        an_incident_notice(
            reason=Reason.CORROBORATED, update=2, origins=(Publisher("Dnipro Wire"), Publisher("Northern Post"))
        )
    )
    assert told.startswith("[CRITICAL] CORROBORATED by 2 newsrooms (update 2): Russian drones hit substation")


def test_the_subject_of_a_denial_says_who_denies_and_what_was_told_before() -> None:
    denied = Attribution(accused=PartyId("russia"), speaker="russia", stance=Stance.DENIED)
    notice = an_incident_notice(reason=Reason.DISPUTED, update=2)
    told = subject(replace(notice, attributions=(*notice.attributions, denied)))
    assert told.startswith("[CRITICAL] DENIED by Russia, was claimed (update 2): Russian drones hit substation")
    assert "Accused: Russia - by Kyiv governor (claimed); Russia denies it" in text(
        replace(notice, attributions=(*notice.attributions, denied))
    )


def test_of_many_quotes_the_first_and_the_latest_are_shown() -> None:
    quotes = tuple(replace(a_quote(f"Report {n} on drones", (), ""), item=ItemId(n)) for n in range(1, 9))
    told = text(an_incident_notice(quotes=quotes))
    assert [n for n in range(1, 9) if f"Report {n} on" in told] == [1, 5, 6, 7, 8]
    assert "and 3 more" in told


def test_the_subject_says_what_kind_of_event_and_in_what_stance() -> None:
    quote = replace(a_quote("Moscow plans to extend the energy truce", (), ""), stance=Stance.PLANNED)
    assert subject(an_incident_notice(kind=Kind.EXTENSION, quotes=(quote,))).startswith(
        "[CRITICAL] Extension planned: Moscow plans"
    )


def test_a_late_report_says_so_in_the_subject_and_in_the_text() -> None:
    late = an_incident_notice(late=True)
    assert "Breach claimed (late):" in subject(late)
    assert "Late: published while the feed could not be read" in text(late)
    assert "Late" not in text(an_incident_notice())


def test_the_plain_text_tells_everything_in_its_place() -> None:
    assert text(an_incident_notice()) == PLAIN


def test_the_text_part_of_a_mail_is_the_plain_text() -> None:
    assert render(an_incident_notice(), Channel.EMAIL).text == PLAIN


def test_a_chat_gets_the_key_before_the_quotes_since_it_may_cut_the_end() -> None:
    told = render(an_incident_notice(), Channel.OTHER).text
    assert told.index("Key: 4f1c2a9be0/1") < told.index("“Russian")


@pytest.mark.parametrize("channel", list(Channel))
def test_every_channel_tells_the_same_facts(channel: Channel) -> None:
    letter = render(an_incident_notice(), channel)
    told = (letter.html or letter.blocks or letter.text).replace("&#39;", "'")
    for fact in (
        "30-day pause on strikes against energy infrastructure",
        "day 16, until 17 April by Moscow's count",
        "Russia - by Kyiv governor (claimed)",
        "1 independent newsroom (Dnipro Wire), told by 2 outlets (Dnipro Wire, Northern Post)",
        "2 April 2025, 14:05 EEST (UTC+3)",
        "pactwatch explain 12",
        "4f1c2a9be0/1",
    ):
        assert fact in told, fact


@pytest.mark.parametrize("channel", list(Channel))
def test_every_letter_carries_the_dedup_key_and_its_channel(channel: Channel) -> None:
    letter = render(an_incident_notice(), channel)
    assert (letter.dedup_key, letter.channel) == ("4f1c2a9be0/1", channel)


def test_only_slack_gets_blocks_and_only_mail_gets_html() -> None:
    letters = {channel: render(an_incident_notice(), channel) for channel in Channel}
    assert [channel for channel, letter in letters.items() if letter.blocks] == [Channel.SLACK]
    assert [channel for channel, letter in letters.items() if letter.html] == [Channel.EMAIL]


def test_rendering_twice_gives_the_same_letter() -> None:
    for channel in Channel:
        assert render(an_incident_notice(), channel) == render(an_incident_notice(), channel)


def test_a_boundary_day_is_marked() -> None:
    assert "(boundary day: only the day of the event is known)" in text(an_incident_notice(boundary=True))


def test_a_window_without_end_and_one_that_ends_in_another_year_say_so() -> None:
    told = text(
        an_incident_notice(
            windows=(
                WindowDay(window="west-bank", day=3, last_on=None),
                WindowDay(window="doha", day=1, last_on=date(2026, 1, 5)),
            )
        )
    )
    assert "day 3, without end by West Bank's count; day 1, until 5 January 2026 by Doha's count" in told


def test_nobody_accused_is_said() -> None:
    assert "Accused: not said" in text(an_incident_notice(attributions=()))


def test_two_sides_that_accuse_each_other_are_both_told_once() -> None:
    ours = Attribution(accused=PartyId("russia"), speaker="Kyiv", stance=Stance.CLAIMED)
    theirs = Attribution(accused=PartyId("ukraine"), speaker="Moscow", stance=Stance.CLAIMED)
    told = text(an_incident_notice(attributions=(ours, theirs, ours)))
    assert "Accused: Russia - by Kyiv (claimed); Ukraine - by Moscow (claimed)\n" in told


def test_many_accusations_are_counted_rather_than_listed() -> None:
    many = tuple(
        Attribution(accused=PartyId("russia"), speaker=f"Speaker {n}", stance=Stance.CLAIMED) for n in range(9)
    )
    assert "Russia - by Speaker 3 (claimed); and 5 more\n" in text(an_incident_notice(attributions=many))


@pytest.mark.parametrize(
    ("certainty", "words"),
    [
        (Certainty.EXACT, "2 April 2025, 14:05 EEST (UTC+3), claimed"),
        (Certainty.DAY, "2 April 2025 (day only), claimed"),
        (Certainty.UPDATED, "14:05 EEST (UTC+3) (last changed), claimed"),
        (Certainty.FUTURE, "14:05 EEST (UTC+3) (dated in the future), claimed"),
        (Certainty.UNDATED, "Dnipro Wire, undated, claimed"),
    ],
)
def test_a_source_says_how_far_its_time_can_be_trusted(certainty: Certainty, words: str) -> None:
    assert words in text(an_incident_notice(quotes=(replace(a_quote(), certainty=certainty),)))


def test_a_source_without_a_time_is_undated_whatever_else_is_said_of_it() -> None:
    assert "Dnipro Wire, undated" in text(an_incident_notice(quotes=(replace(a_quote(), published_at=None),)))


def test_a_zone_without_a_name_of_letters_shows_its_offset_alone() -> None:
    assert "2 April 2025, 16:50 UTC+5:45, claimed" in text(an_incident_notice(zone="Asia/Kathmandu"))


@pytest.mark.parametrize("zone", ["Nowhere/Atlantis", "", "../etc/passwd", "\x00"])
def test_a_zone_that_does_not_exist_is_read_as_utc(zone: str) -> None:
    assert "2 April 2025, 11:05 UTC, claimed" in text(an_incident_notice(zone=zone))


def test_five_quotes_are_shown_and_the_rest_counted() -> None:
    told = text(an_incident_notice(quotes=tuple(a_quote() for _ in range(12))))
    assert told.count("“Russian") == 5
    assert "\nand 7 more\n" in told


def test_a_quote_keeps_its_language_and_says_which_it_is() -> None:
    said = "Російські дрони вдарили по підстанції на Сумщині"
    quote = replace(a_quote(said, ("дрони вдарили", "підстанції"), ""), lang="uk")
    notice = an_incident_notice(quotes=(quote,))
    assert "“Російські *дрони вдарили* по *підстанції* на Сумщині”" in text(notice)
    assert '<p style="margin:0 0 4px; font-size:17px; overflow-wrap:anywhere" lang="uk" dir="auto">' in str(
        render(notice, Channel.EMAIL).html
    )


def test_html_marks_the_matched_words_and_the_cue_differently() -> None:
    html = str(render(an_incident_notice(), Channel.EMAIL).html)
    assert "<strong>drones hit</strong></mark>" in html
    assert ">says</em>" in html


def test_a_notice_without_quotes_places_windows_and_sources_is_still_told() -> None:
    bare = an_incident_notice(quotes=(), places=(), windows=(), attributions=(), origins=(), outlets=())
    assert subject(bare).startswith("[CRITICAL] Breach reported: event of 2 April 2025 - ")
    for channel in Channel:
        assert "in no window" in (render(bare, channel).blocks or render(bare, channel).text)
    assert "explain" not in text(bare)


def test_the_subject_stays_bounded_whatever_the_texts_are() -> None:
    huge = an_incident_notice(quotes=(a_quote("strike " * 300_000, (), ""),), commitment_title="t" * 100_000)
    assert len(subject(huge)) <= 200
    assert all(len(render(huge, channel).text) < 5_000 for channel in Channel)


def test_a_plain_notice_is_its_subject_and_lines() -> None:
    letter = render(a_plain_notice(), Channel.CONSOLE)
    assert letter.subject == "[pactwatch] First look at Dnipro Wire: 2 of 40 entries are about a commitment"
    assert letter.text.splitlines()[:2] == [
        "would have been told: Russian drones hit substation",
        "What comes from now on is told as it comes.",
    ]


@pytest.mark.parametrize("channel", list(Channel))
def test_a_plain_notice_without_lines_and_subject_is_still_a_letter(channel: Channel) -> None:
    letter = render(a_plain_notice(subject=" \n ", lines=()), channel)
    assert letter.subject == "[pactwatch] No subject"
    assert letter.text


def test_a_plain_notice_of_a_thousand_lines_is_cut_and_says_so() -> None:
    told = render(a_plain_notice(lines=tuple(f"line {n}" for n in range(1000))), Channel.SLACK).blocks
    assert "and 960 lines more" in str(told)
    assert len(json.loads(str(told))) <= 50


@pytest.mark.parametrize("channel", Channel)
def test_a_drill_says_so_first_in_every_channel_and_leads_nobody_to_look_for_it(channel: Channel) -> None:
    letter = render(an_incident_notice(drill=True), channel)
    said = (letter.text, letter.html or letter.text, letter.blocks or letter.text)
    assert letter.subject.startswith("DRILL [CRITICAL] ")
    assert all("DRILL" in text and "pactwatch explain" not in text for text in said)
