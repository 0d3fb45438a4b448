"""An analyst's label has the last word, and keeps it whatever is judged again."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from desks import MORNING, Newsstand, a_desk, a_feed, an_entry, moved, told

from monitor.model.errors import NotFound
from monitor.model.ids import ItemId, RuleId
from monitor.model.incident import State
from monitor.model.rule import Expectation, Stance
from monitor.pipeline import labels
from monitor.pipeline.desk import Book, Desk
from monitor.pipeline.labels import Saying, put, take_back

STRIKE = RuleId("energy-strike-during-pause")
REPORT = "Russian drones hit substation in Sumy region"
THREAT = "Russia could strike the substation in Sumy region"
BARE = "Sumy sits in the cold for a second night"
FIRE = Saying(verdict=Expectation.FIRE, rule=None, author="anna")
IGNORE = Saying(verdict=Expectation.IGNORE, rule=None, author="anna", note="an old film")
DENIED = Saying(verdict=Expectation.DENIED, rule=STRIKE, author="anna")


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_desk() as opened:
        yield opened


def poll(desk: Desk, *titles: str, publisher: str = "Dawn Courier") -> None:
    Newsstand(desk).poll(a_feed(publisher), *(an_entry(title) for title in titles))


def fires(desk: Desk, item: int = 1) -> bool:
    return any(match.fires for match in labels.verdict(desk.store, ItemId(item)))


def test_an_item_labelled_ignore_leaves_its_incident(desk: Desk) -> None:
    poll(desk, REPORT)
    done = put(desk, ItemId(1), IGNORE)
    assert [incident.state for incident in done.incidents] == [State.RETRACTED]
    assert not fires(desk)
    gate = labels.verdict(desk.store, ItemId(1))[0].gates[-1]
    assert (gate.gate, gate.passed) == ("label", False)
    assert gate.why == "anna labelled it ignore on 2025-04-02: an old film"


def test_an_item_labelled_fire_opens_an_incident_and_is_told(desk: Desk) -> None:
    poll(desk, THREAT)
    assert not told(desk)
    done = put(desk, ItemId(1), FIRE)
    assert [(each.rule, each.state) for each in done.incidents] == [(STRIKE, State.OPEN)]
    assert {reason for _, reason, _ in told(desk)} == {"first-report"}
    notice = desk.store.deliveries()[0].notice
    assert [quote.text for quote in notice.quotes] == [THREAT]  # type: ignore[union-attr]


def test_an_item_labelled_fire_joins_the_incident_of_its_mention(desk: Desk) -> None:
    poll(desk, REPORT)
    poll(desk, THREAT, publisher="Harbour Post")
    (incident,) = put(desk, ItemId(2), FIRE).incidents
    assert [member.item for member in desk.store.members(incident.id)] == [1, 2]
    assert incident.corroborated


def test_an_item_without_a_mention_fires_where_the_rule_is_named(desk: Desk) -> None:
    poll(desk, BARE)
    with pytest.raises(NotFound, match="name the rule with --rule"):
        put(desk, ItemId(1), FIRE)
    (incident,) = put(desk, ItemId(1), replace(FIRE, rule=STRIKE)).incidents
    assert (incident.rule, incident.day, incident.windows) == (STRIKE, MORNING.date(), ("moscow", "kyiv"))


def test_an_item_labelled_denied_disputes_an_incident_and_is_no_report_of_it(desk: Desk) -> None:
    poll(desk, REPORT)
    poll(desk, "Moscow: our drones hit no substation in Sumy region, this is a lie", publisher="State Voice")
    put(desk, ItemId(2), DENIED)
    (incident,) = desk.store.incidents()
    assert incident.disputed
    assert desk.store.members(incident.id)[1].denies


def test_a_label_outlives_a_new_version_of_the_text(desk: Desk) -> None:
    stand = Newsstand(desk)
    stand.poll(a_feed(), an_entry(REPORT))
    put(desk, ItemId(1), IGNORE)
    moved(desk)(MORNING.replace(hour=8))
    stand.poll(a_feed(), replace(an_entry(REPORT), title=f"{REPORT}, governor says"))
    assert desk.store.item(ItemId(1)).version == 2  # type: ignore[union-attr]
    assert not fires(desk)
    assert [incident.state for incident in desk.store.incidents()] == [State.RETRACTED]


def test_what_was_labelled_fire_stays_in_its_incident_when_its_text_changes(desk: Desk) -> None:
    stand = Newsstand(desk)
    stand.poll(a_feed(), an_entry(THREAT))
    (before,) = put(desk, ItemId(1), FIRE).incidents
    stand.poll(a_feed(), replace(an_entry(THREAT), title="Something else altogether"))
    (after,) = desk.store.incidents()
    assert (after.id, after.state) == (before.id, State.OPEN)


def test_a_label_that_is_taken_back_leaves_the_verdict_to_the_engine(desk: Desk) -> None:
    poll(desk, REPORT)
    put(desk, ItemId(1), IGNORE)
    take_back(desk, ItemId(1), None)
    assert fires(desk)
    assert [incident.state for incident in desk.store.incidents()] == [State.OPEN]
    with pytest.raises(NotFound, match="no such label"):
        take_back(desk, ItemId(1), None)


def test_a_label_for_one_rule_stands_beside_one_for_all_the_others(desk: Desk) -> None:
    poll(desk, REPORT)
    put(desk, ItemId(1), IGNORE)
    put(desk, ItemId(1), replace(FIRE, rule=STRIKE))
    assert {match.rule for match in labels.verdict(desk.store, ItemId(1)) if match.fires} == {STRIKE}
    with pytest.raises(NotFound, match="several labels"):
        take_back(desk, ItemId(1), None)


def test_what_the_engine_says_itself_is_not_said_twice(desk: Desk) -> None:
    poll(desk, REPORT)
    before = labels.verdict(desk.store, ItemId(1))
    put(desk, ItemId(1), FIRE)
    assert labels.verdict(desk.store, ItemId(1)) == before


@pytest.mark.parametrize("saying", [IGNORE, FIRE, replace(FIRE, rule=STRIKE)])
def test_an_item_that_is_none_is_named_and_nothing_is_written(desk: Desk, saying: Saying) -> None:
    with pytest.raises(NotFound, match="there is no item 9"):
        put(desk, ItemId(9), saying)


def test_a_rule_that_is_none_is_named_and_nothing_is_written(desk: Desk) -> None:
    poll(desk, REPORT)
    with pytest.raises(NotFound, match='there is no rule "energy"'):
        put(desk, ItemId(1), replace(IGNORE, rule=RuleId("energy")))
    assert desk.store.labels() == ()


def test_a_hand_made_match_takes_a_stance_that_its_rule_takes(desk: Desk) -> None:
    poll(desk, THREAT)
    put(desk, ItemId(1), FIRE)
    first = labels.verdict(desk.store, ItemId(1))[0]
    assert (first.fires, first.stance, first.labelled) == (True, Stance.REPORTED, True)


def test_where_a_rule_of_the_verdict_is_no_more_nothing_is_changed(desk: Desk) -> None:
    poll(desk, REPORT)
    (before,) = desk.store.incidents()
    rulebook = replace(
        desk.book.rulebook,
        commitments=tuple(each for each in desk.book.rulebook.commitments if each.id != "energy-pause-2025"),
    )
    desk.book = Book(rulebook, desk.book.engine)
    other = rulebook.commitments[0].rules[0].id
    with pytest.raises(NotFound, match=f"item 1 fires for {STRIKE}, which the rules no longer have"):
        put(desk, ItemId(1), replace(FIRE, rule=other))
    assert (desk.store.labels(), desk.store.incidents()) == ((), (before,))
