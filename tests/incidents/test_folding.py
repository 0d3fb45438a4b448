"""Which matches tell one event, and how many newsrooms stand behind it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from nouns import a_match, an_item

from monitor.incidents.folding import Change, Step, Telling, fold, leave, move, tellings
from monitor.incidents.origins import origins, outlets
from monitor.model.ids import IncidentId, ItemId, PartyId, Publisher
from monitor.model.incident import Incident, State
from monitor.model.item import StoredItem
from monitor.model.rule import Corroborate

NOW = datetime(2025, 4, 2, 6, 0, tzinfo=UTC)
FIRED = replace(a_match(), fires=True, reason=None, event_on=date(2025, 4, 2), places=("sumy",))


def stored(number: int, publisher: str, title_key: str, **given: object) -> StoredItem:
    item = replace(an_item(), publisher=Publisher(publisher), title_key=title_key, **given)  # type: ignore[arg-type]
    return StoredItem(id=ItemId(number), version=1, item=item)


def folded(telling: Telling, known: Incident | None, item: StoredItem) -> Change:
    change = fold(telling, known, item, Corroborate(tell=1, confirm=2), NOW, IncidentId("one"))
    assert change is not None
    return change


def incident_of(*items: StoredItem) -> Incident:
    [telling] = tellings([FIRED])
    known: Incident | None = None
    for item in items:
        known = folded(telling, known, item).incident
    assert known is not None
    return known


def test_only_matches_that_fire_tell_an_event() -> None:
    assert tellings([replace(FIRED, fires=False, reason="stance")]) == ()


def test_mentions_of_one_event_are_one_telling() -> None:
    [telling] = tellings([FIRED, replace(FIRED, party=PartyId("ukraine"))])
    assert len(telling.matches) == 2


def test_the_first_firing_mention_of_a_rule_is_its_main_one() -> None:
    elsewhere = replace(FIRED, places=("krasnodar",))
    assert [telling.main for telling in tellings([FIRED, elsewhere])] == [True, False]


def test_the_accused_is_not_in_the_key() -> None:
    accused = [replace(FIRED, party=PartyId(name)) for name in ("russia", "ukraine")]
    assert len({tellings([match])[0].key for match in accused}) == 1


def test_another_day_is_another_event() -> None:
    later = replace(FIRED, event_on=date(2025, 4, 9))
    assert tellings([FIRED])[0].key != tellings([later])[0].key


def test_a_first_item_opens_an_incident_and_a_second_newsroom_corroborates_it() -> None:
    [telling] = tellings([FIRED])
    opened = folded(telling, None, stored(1, "Dawn Courier", "drones hit sumy"))
    joined = folded(telling, opened.incident, stored(2, "Evening Post", "sumy struck"))
    assert (opened.step, opened.incident.corroborated) == (Step.OPENED, False)
    assert (joined.step, joined.incident.corroborated) == (Step.JOINED, True)


def test_a_side_mention_joins_but_never_opens() -> None:
    [_, side] = tellings([FIRED, replace(FIRED, places=("krasnodar",))])
    assert fold(side, None, stored(1, "Dawn Courier", "a"), Corroborate(), NOW, IncidentId("one")) is None


def test_folding_the_same_item_again_changes_nothing() -> None:
    item = stored(1, "Dawn Courier", "drones hit sumy")
    known = incident_of(item)
    [telling] = tellings([FIRED])
    again = fold(telling, known, item, Corroborate(), NOW + timedelta(hours=1), IncidentId("two"))
    assert again == Change(known, Step.REPEATED)


def test_attributions_are_held_side_by_side() -> None:
    known = incident_of(stored(1, "Dawn Courier", "a"))
    [counter] = tellings([replace(FIRED, party=PartyId("ukraine"), speaker="Moscow")])
    both = folded(counter, known, stored(2, "Evening Post", "b")).incident
    assert len(both.attributions) == 2


def test_the_accused_of_an_incident_is_whom_most_of_its_items_accuse() -> None:
    known = incident_of(stored(1, "Dawn Courier", "a"))
    for number, party in ((2, "ukraine"), (3, "ukraine"), (4, None)):
        [telling] = tellings([replace(FIRED, party=party and PartyId(party))])
        known = folded(telling, known, stored(number, f"Outlet {number}", f"title {number}")).incident
    assert (known.accused, replace(known, members=()).accused) == ("ukraine", None)


def test_an_incident_whose_last_item_leaves_is_retracted() -> None:
    known = incident_of(stored(1, "Dawn Courier", "a"), stored(2, "Evening Post", "b"))
    fewer = leave(known, ItemId(1), 2, NOW)
    none = leave(fewer.incident, ItemId(2), 2, NOW)
    assert (fewer.step, fewer.incident.state, none.step, none.incident.state) == (
        Step.LEFT,
        State.OPEN,
        Step.RETRACTED,
        State.RETRACTED,
    )


def test_an_incident_is_no_longer_corroborated_when_the_second_newsroom_withdraws() -> None:
    known = incident_of(stored(1, "Dawn Courier", "a"), stored(2, "Evening Post", "b"))
    left = leave(known, ItemId(2), 2, NOW).incident
    assert (known.corroborated, left.corroborated) == (True, False)


def test_a_retracted_incident_that_is_told_again_is_opened_again_under_its_name() -> None:
    known = leave(incident_of(stored(1, "Dawn Courier", "a")), ItemId(1), 2, NOW).incident
    [telling] = tellings([FIRED])
    again = folded(telling, known, stored(1, "Dawn Courier", "a"))
    assert (again.step, again.incident.id, again.incident.state) == (Step.REOPENED, known.id, State.OPEN)
    assert (
        fold(replace(telling, main=False), known, stored(2, "Evening Post", "b"), Corroborate(), NOW, known.id) is None
    )


def test_an_incident_moves_with_its_only_report_and_stays_when_another_tells_it() -> None:
    [elsewhere] = tellings([replace(FIRED, places=("kharkiv",), event_on=date(2025, 4, 3))])
    alone = incident_of(stored(1, "Dawn Courier", "a"))
    moved = move(alone, elsewhere, ItemId(1), NOW)
    assert moved is not None
    assert (moved.id, moved.key, moved.places, moved.day) == (alone.id, elsewhere.key, ("kharkiv",), date(2025, 4, 3))
    both = incident_of(stored(1, "Dawn Courier", "a"), stored(2, "Evening Post", "b"))
    assert move(both, elsewhere, ItemId(1), NOW) is None


def test_reprints_of_one_title_count_once_for_whoever_had_it_first() -> None:
    members = incident_of(stored(1, "Wire One", "same title"), stored(2, "Evening Post", "same title")).members
    assert (origins(members), outlets(members)) == (("Wire One",), ("Wire One", "Evening Post"))


def test_one_publishers_many_texts_are_one_origin() -> None:
    members = incident_of(stored(1, "Wire One", "a"), stored(2, "Wire One", "b")).members
    assert origins(members) == ("Wire One",)


def test_an_aggregator_never_counts() -> None:
    members = incident_of(stored(1, "Headline Hub", "a", aggregator=True), stored(2, "Evening Post", "b")).members
    assert origins(members) == ("Evening Post",)
