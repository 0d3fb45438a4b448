"""Reports that come late, are corrected or fall away, and who hears of it."""

from dataclasses import replace
from datetime import timedelta

from desks import DESK, MORNING, Newsstand, a_desk, a_feed, an_entry, moved, told

from monitor.model.feed import Entry
from monitor.model.ids import IncidentId
from monitor.model.incident import State, Turn
from monitor.pipeline.desk import Desk

STRIKE = "Russian drones hit substation in Sumy region"


def live(title: str, **given: object) -> Entry:
    return an_entry(title, entry_id="live", link="https://news.example/live", **given)


def reasons(desk: Desk) -> list[str]:
    return [reason for receiver, reason, _ in told(desk) if receiver == DESK]


def turns(desk: Desk, name: str = "incident-1") -> list[Turn]:
    return [each.turn for each in desk.store.episodes(IncidentId(name))]


def test_a_report_that_is_taken_back_retracts_its_incident_and_those_who_were_told_hear_of_it() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), live(STRIKE))
        stand.poll(a_feed(), live("Gardeners in Sumy region meet at noon"))
        [incident] = desk.store.incidents()
        assert incident.state is State.RETRACTED
        assert reasons(desk) == ["first-report", "retracted"]
        assert turns(desk) == [Turn.OPENED, Turn.RETRACTED]
        assert desk.store.episodes(incident.id)[-1].item == 1


def test_a_corrected_place_is_told() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), live(STRIKE))
        stand.poll(a_feed(), live(STRIKE.replace("Sumy", "Kharkiv")))
        [incident] = desk.store.incidents()
        assert (incident.places, reasons(desk)) == (("kharkiv",), ["first-report", "moved"])
        assert Turn.MOVED in turns(desk)


def test_a_next_day_report_without_a_day_joins_and_a_strike_a_week_later_does_not() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        first = "Russian drones hit substation near Willow Creek in Sumy region, 12,000 homes dark"
        stand.poll(a_feed(), an_entry(first))
        later = "Sumy region: 12,000 homes still dark after Russian drones hit Willow Creek substation"
        moved(desk)(MORNING + timedelta(days=1))
        stand.poll(a_feed("Harbour Post"), an_entry(later, published_at=MORNING + timedelta(days=1)))
        moved(desk)(MORNING + timedelta(days=7))
        stand.poll(a_feed("Night Mail"), live(f"{first} again", published_at=MORNING + timedelta(days=7)))
        assert [len(desk.store.members(each.id)) for each in desk.store.incidents()] == [1, 2]
        assert reasons(desk) == ["first-report", "corroborated", "first-report"]


def test_a_further_region_of_one_night_is_told_as_growth_of_one_incident() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(STRIKE))
        stand.poll(a_feed(), an_entry("Russian drones hit substations in Sumy and Kharkiv regions"))
        [incident] = desk.store.incidents()
        assert (incident.places, reasons(desk)) == (("sumy", "kharkiv"), ["first-report", "grown"])


def test_two_events_without_a_place_on_one_day_stay_two() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry("Russian missiles hit the national power grid"))
        stand.poll(a_feed("Harbour Post"), an_entry("Ukraine attacks gas pipeline, Moscow says"))
        assert len(desk.store.incidents()) == 2


def test_what_changes_nothing_leaves_no_trace_in_the_history() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), live(STRIKE))
        before = desk.store.incidents(), desk.store.episodes(IncidentId("incident-1"))
        stand.poll(a_feed(), replace(live(STRIKE), link="https://news.example/live?a=1"))
        assert (desk.store.incidents(), desk.store.episodes(IncidentId("incident-1"))) == before
