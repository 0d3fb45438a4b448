"""Which incident a denial disputes, and what it does to it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from nouns import a_match, a_member, an_incident, an_item

from monitor.incidents.disputing import SPAN, denials, dispute, disputed_by, without_denials
from monitor.incidents.origins import origins, outlets
from monitor.model.ids import ItemId, PartyId
from monitor.model.incident import Attribution, Incident, State
from monitor.model.item import StoredItem
from monitor.model.match import Match
from monitor.model.rule import Stance

NOW = datetime(2025, 4, 2, 18, 0, tzinfo=UTC)
RUSSIA, UKRAINE = PartyId("russia"), PartyId("ukraine")
PASSED = a_match()
DENIAL = replace(
    PASSED,
    fires=False,
    reason="stance",
    stance=Stance.DENIED,
    party=RUSSIA,
    speaker="russia",
    places=(),
    gates=tuple(replace(gate, passed=gate.gate != "stance") for gate in PASSED.gates),
)
DENYING = StoredItem(id=ItemId(9), version=1, item=an_item("Kremlin denies hitting substation"))


def reported(name: str = "one", **changes: object) -> Incident:
    return an_incident(name, a_member(), **changes)


def about(denial: Match, *incidents: Incident) -> str | None:
    found = disputed_by(denial, incidents, {"ukraine", "russia"})
    return found.id if found else None


def test_a_denial_is_one_that_would_have_fired_otherwise() -> None:
    elsewhere = tuple(replace(gate, passed=gate.gate not in {"stance", "time"}) for gate in PASSED.gates)
    assert denials([DENIAL, PASSED, replace(DENIAL, gates=elsewhere), replace(DENIAL, party=None)]) == (DENIAL,)


def test_a_denial_that_names_no_place_is_of_the_latest_event_that_its_speaker_is_accused_of() -> None:
    earlier = reported("earlier", day=date(2025, 3, 31))
    assert about(DENIAL, earlier, reported("later")) == "later"


def test_a_denial_by_one_who_is_not_accused_disputes_nothing() -> None:
    assert about(replace(DENIAL, party=UKRAINE), reported()) is None


def test_a_denial_that_names_a_place_is_of_the_event_there() -> None:
    there = reported("there", day=date(2025, 4, 1), places=("kharkiv",))
    assert about(replace(DENIAL, places=("kharkiv",)), reported("sumy"), there) == "there"
    assert about(replace(DENIAL, places=("odesa",)), reported("sumy"), there) is None


def test_a_country_is_no_place_that_tells_one_event_from_another() -> None:
    assert about(replace(DENIAL, places=("ukraine",)), reported()) == "one"


def test_where_nobody_is_accused_a_denial_counts_only_at_the_same_place() -> None:
    nobody = Attribution(accused=None, speaker=None, stance=Stance.REPORTED)
    incident = an_incident("one", a_member(attributions=(nobody,)), places=("sumy",))
    assert about(DENIAL, incident) is None
    assert about(replace(DENIAL, places=("sumy",)), incident) == "one"


def test_events_long_past_later_than_the_denial_closed_or_of_another_rule_are_not_meant() -> None:
    assert about(DENIAL, reported(day=date(2025, 4, 2) - SPAN - timedelta(days=1))) is None
    assert about(DENIAL, reported(day=date(2025, 4, 3))) is None
    assert about(DENIAL, reported(state=State.CLOSED)) is None
    assert about(DENIAL, reported(rule="another-rule")) is None


def test_a_denial_joins_marks_the_incident_and_counts_as_no_newsroom() -> None:
    disputed = dispute(reported(), DENIAL, DENYING, NOW)
    assert (disputed.disputed, len(disputed.members), disputed.members[-1].main) == (True, 2, False)
    assert origins(disputed.members) == outlets(disputed.members) == ("Dawn Courier",)
    assert Attribution(accused=RUSSIA, speaker="russia", stance=Stance.DENIED) in disputed.attributions


def test_disputing_twice_changes_nothing() -> None:
    disputed = dispute(reported(), DENIAL, DENYING, NOW)
    assert dispute(disputed, DENIAL, DENYING, NOW + timedelta(hours=1)) == disputed


def test_an_item_that_reports_and_tells_of_the_denial_stays_one_member_and_an_origin() -> None:
    both = dispute(reported(), DENIAL, replace(DENYING, id=ItemId(1)), NOW)
    assert (len(both.members), both.disputed, origins(both.members)) == (1, True, ("Dawn Courier",))


def test_without_its_denials_an_incident_is_what_it_was() -> None:
    incident = reported()
    for item in (DENYING, replace(DENYING, id=ItemId(1))):
        disputed = dispute(incident, DENIAL, item, NOW)
        assert replace(without_denials(disputed, item.id), changed_at=incident.changed_at) == incident


def test_a_second_denial_keeps_the_incident_disputed_when_the_first_is_withdrawn() -> None:
    twice = dispute(dispute(reported(), DENIAL, DENYING, NOW), DENIAL, replace(DENYING, id=ItemId(10)), NOW)
    assert without_denials(twice, ItemId(9)).disputed
