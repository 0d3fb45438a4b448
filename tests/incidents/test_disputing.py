"""Which incident a denial disputes, and what it does to it."""

from dataclasses import replace
from datetime import date, timedelta

from nouns import a_match, a_member, an_incident

from monitor.incidents.backdrop import Backdrop
from monitor.incidents.disputing import SPAN, denials, disputed_by
from monitor.incidents.folding import counted
from monitor.model.ids import PartyId
from monitor.model.incident import Attribution, Incident, State
from monitor.model.match import Match
from monitor.model.rule import Stance

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
BACKDROP = Backdrop(larger=dict.fromkeys(("kharkiv", "sumy", "odesa"), "ukraine"))


def reported(name: str = "one", **changes: object) -> Incident:
    return counted(an_incident(name, **changes), [a_member()])


def about(denial: Match, *incidents: Incident) -> str | None:
    found = disputed_by(denial, incidents, BACKDROP)
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
    incident = counted(an_incident("one", places=("sumy",)), [a_member(attributions=(nobody,))])
    assert about(DENIAL, incident) is None
    assert about(replace(DENIAL, places=("sumy",)), incident) == "one"


def test_events_long_past_later_than_the_denial_closed_or_of_another_rule_are_not_meant() -> None:
    assert about(DENIAL, reported(day=date(2025, 4, 2) - SPAN - timedelta(days=1))) is None
    assert about(DENIAL, reported(day=date(2025, 4, 3))) is None
    assert about(DENIAL, reported(state=State.CLOSED)) is None
    assert about(DENIAL, reported(rule="another-rule")) is None
