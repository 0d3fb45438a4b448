"""What people decide of incidents is stronger than what the engine decides."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from desks import DESK, MORNING, Newsstand, a_desk, a_feed, an_entry, told

from monitor.model.errors import NotFound, Refused
from monitor.model.ids import IncidentId, ItemId
from monitor.model.incident import Incident, State, Turn
from monitor.pipeline.desk import Desk
from monitor.pipeline.handwork import Handwork

SUMY, KHARKIV = "Russian drones hit substation in Sumy region", "Russian drones hit power plant in Kharkiv"


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_desk() as desk:
        yield desk


def poll(desk: Desk, title: str, publisher: str = "Dawn Courier") -> None:
    Newsstand(desk).poll(a_feed(publisher), an_entry(title))


def hand(desk: Desk) -> Handwork:
    return Handwork(desk, "Ada")


def incident(desk: Desk, number: int = 1) -> Incident:
    found = desk.store.incident(IncidentId(f"incident-{number}"))
    assert found is not None
    return found


def items(desk: Desk, number: int = 1) -> list[int]:
    return [member.item for member in desk.store.members(IncidentId(f"incident-{number}"))]


def by_hand(desk: Desk, number: int = 1) -> list[tuple[Turn, str]]:
    return [(each.turn, each.by) for each in desk.store.episodes(IncidentId(f"incident-{number}")) if each.by]


def test_a_merged_incident_takes_what_would_have_joined_the_other(desk: Desk) -> None:
    poll(desk, SUMY)
    poll(desk, KHARKIV)
    hand(desk).merge(IncidentId("incident-1"), IncidentId("incident-2"))
    poll(desk, "Kharkiv power plant struck by Russian drones", "Harbour Post")
    assert (items(desk), items(desk, 2)) == ([1, 2, 3], [])
    assert (incident(desk).places, incident(desk).corroborated) == (("sumy", "kharkiv"), True)
    assert (incident(desk, 2).state, incident(desk, 2).by_hand.merged_into) == (State.CLOSED, "incident-1")
    assert (Turn.MERGED, "Ada") in by_hand(desk)


def test_a_split_item_does_not_come_back(desk: Desk) -> None:
    stand = Newsstand(desk)
    stand.poll(a_feed(), an_entry(SUMY))
    other = an_entry("Sumy substation hit by Russian drones", entry_id="live", link="https://news.example/live")
    stand.poll(a_feed("Harbour Post"), other)
    assert incident(desk).corroborated
    new = hand(desk).split(IncidentId("incident-1"), [ItemId(2)])
    assert [member.item for member in desk.store.members(new)] == [2]
    assert not incident(desk).corroborated
    desk.clock.advance(timedelta(hours=1))  # type: ignore[attr-defined]
    again = an_entry("Sumy substation is hit by Russian drones", entry_id="live", link="https://news.example/live")
    stand.poll(a_feed("Harbour Post"), again)
    assert (items(desk), [member.item for member in desk.store.members(new)]) == ([1], [2])


def test_what_is_closed_by_hand_stays_closed_and_a_further_newsroom_is_written_down(desk: Desk) -> None:
    poll(desk, SUMY)
    hand(desk).close(IncidentId("incident-1"), "an exercise")
    poll(desk, "Sumy substation hit by Russian drones", "Harbour Post")
    assert (incident(desk).state, incident(desk).sources.origins, items(desk)) == (State.CLOSED, 2, [1, 2])
    assert [row[1] for row in told(desk) if row[0] == DESK] == ["first-report"]
    hand(desk).reopen(IncidentId("incident-1"), "it was none")
    poll(desk, "Drones of Russia hit a Sumy substation", "Night Mail")
    assert [row[1] for row in told(desk) if row[0] == DESK] == ["first-report", "corroborated"]
    assert [turn for turn, _ in by_hand(desk)] == [Turn.CLOSED, Turn.REOPENED]


def test_an_acknowledgement_and_a_note_stand_in_the_history_with_who_made_them(desk: Desk) -> None:
    poll(desk, SUMY)
    hand(desk).acknowledge(IncidentId("incident-1"))
    hand(desk).note(IncidentId("incident-1"), "asked the grid firm")
    assert (incident(desk).by_hand.acked_by, incident(desk).by_hand.acked_at) == ("Ada", MORNING)
    assert by_hand(desk) == [(Turn.ACKNOWLEDGED, "Ada"), (Turn.NOTED, "Ada")]
    assert desk.store.episodes(IncidentId("incident-1"))[-1].why == "asked the grid firm"


def test_what_makes_no_sense_is_refused_and_changes_nothing(desk: Desk) -> None:
    poll(desk, SUMY)
    before = incident(desk)
    name = before.id
    for wrong, says in (
        (lambda: hand(desk).merge(name, name), "itself"),
        (lambda: hand(desk).split(name, [ItemId(7)]), "item 7 does not tell"),
        (lambda: hand(desk).split(name, [ItemId(1)]), "no report"),
        (lambda: hand(desk).reopen(name, ""), "is open"),
    ):
        with pytest.raises(Refused, match=says):
            wrong()
    with pytest.raises(NotFound, match="incidents list"):
        hand(desk).close(IncidentId("nothing"), "")
    assert (incident(desk), items(desk)) == (before, [1])
