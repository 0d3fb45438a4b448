"""Incidents, their members and what became of them: the contract of `IncidentStore` and `MemberStore`."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from nouns import NOON, a_match, a_member, an_incident, an_item

from monitor.edges.sqlite import SqliteStore
from monitor.edges.sqlite.documents import MEMBERS, TOLD
from monitor.incidents.origins import standing, standings, ties
from monitor.model.errors import StoreError
from monitor.model.ids import CommitmentId, IncidentId, ItemId, Lang, PartyId, Publisher, RuleId
from monitor.model.incident import Attribution, ByHand, Episode, Kin, Member, Sources, State, Told, Trace, Turn
from monitor.model.rule import Stance

ONE = IncidentId("one")
SAID = Attribution(accused=PartyId("russia"), speaker=None, stance=Stance.REPORTED)


def members(store: SqliteStore, count: int) -> list[Member]:
    """Items as members, each of a newsroom and with a text of its own."""
    stored = [store.add_item(an_item(f"Story {n}")).id for n in range(count)]
    return [
        a_member(item, publisher=Publisher(f"Paper {item}"), title_key=f"story {item}", attributions=(SAID,))
        for item in stored
    ]


def add(store: SqliteStore, incident: IncidentId, *found: Member) -> None:
    for member in found:
        store.add_member(incident, standing(member, store.kin(incident, member, ties(member))))


def test_an_incident_comes_back_equal(store: SqliteStore) -> None:
    sides = tuple(Attribution(accused=PartyId(p), speaker=None, stance=Stance.DENIED) for p in ("russia", "ukraine"))
    trace = Trace(text=ItemId(1), lang=Lang("en"), day=date(2025, 4, 1), told_on=date(2025, 4, 2), words=("kavka",))
    incident = an_incident(
        "one",
        corroborated=True,
        boundary=True,
        day_named=True,
        said=tuple((side, 2) for side in sides),
        sources=Sources(origins=2, listed=1, outlets=3, sides=(PartyId("russia"),), third=True),
        traces=(trace,),
        by_hand=ByHand(acked_at=NOON, acked_by="Ada", closed=True, merged_into=IncidentId("two")),
    )
    store.save_incident(incident)
    assert store.incident(ONE) == incident
    assert store.incident(IncidentId("two")) is None


def test_an_incident_saved_again_is_replaced_and_keeps_its_members(store: SqliteStore) -> None:
    [one] = members(store, 1)
    store.save_incident(an_incident("one"))
    add(store, ONE, one)
    grown = an_incident("one", disputed=True, changed_at=NOON + timedelta(hours=1))
    store.save_incident(grown)
    assert store.incidents() == (grown,)
    assert store.members(ONE) == (one,)


def test_members_come_in_order_and_can_be_replaced(store: SqliteStore) -> None:
    [one, two, three] = members(store, 3)
    store.save_incident(an_incident("one"))
    add(store, ONE, three, one)
    assert store.members(ONE) == (three, one)
    store.replace_members(ONE, standings([two, three]))
    assert store.members(ONE) == (two, three)
    assert (store.member(ONE, one.item), store.member(ONE, two.item)) == (None, two)
    assert store.incidents_of_item(one.item) == ()
    assert [incident.id for incident in store.incidents_of_item(three.item)] == ["one"]


def test_the_first_member_and_the_latest_are_found_without_the_others(store: SqliteStore) -> None:
    found = members(store, 9)
    store.save_incident(an_incident("one"))
    add(store, ONE, *found)
    assert store.some_members(ONE, 3) == (found[0], *found[-2:])
    assert store.some_members(ONE, 20) == tuple(found)


def test_a_further_member_finds_its_voice_and_its_newsroom(store: SqliteStore) -> None:
    [one, two, three] = members(store, 3)
    store.save_incident(an_incident("one"))
    add(store, ONE, one, two)

    def kin(member: Member) -> Kin:
        return store.kin(ONE, member, ties(member))

    assert kin(three) == Kin()
    assert kin(replace(three, title_key=two.title_key)) == Kin(voices=frozenset({two.item}))
    assert kin(replace(three, copy_of=one.item)) == Kin(voices=frozenset({one.item}))
    assert kin(replace(three, publisher=one.publisher)) == Kin(origin=True, listed=True, outlet=True)
    both = replace(three, copy_of=one.item, title_key=two.title_key)
    assert kin(both).voices == {one.item, two.item}


def test_whether_another_item_reports_an_incident_is_known(store: SqliteStore) -> None:
    [one, two] = members(store, 2)
    store.save_incident(an_incident("one"))
    add(store, ONE, one, replace(two, main=False))
    assert (store.has_report(ONE, two.item), store.has_report(ONE, one.item)) == (True, False)


def test_a_member_must_be_a_stored_item_of_a_stored_incident(store: SqliteStore) -> None:
    store.save_incident(an_incident("one"))
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        add(store, ONE, a_member(404))
    with pytest.raises(StoreError, match="no incident two"):
        add(store, IncidentId("two"), a_member(404))
    assert store.members(ONE) == ()


def test_an_item_may_tell_several_incidents(store: SqliteStore) -> None:
    [one, two] = members(store, 2)
    for name in "bac":
        store.save_incident(an_incident(name))
        add(store, IncidentId(name), two if name == "c" else one)
    assert [incident.id for incident in store.incidents_of_item(one.item)] == ["b", "a"]
    assert store.incidents_of_item(ItemId(404)) == ()


def test_incidents_of_a_rule_are_found_by_their_days(store: SqliteStore) -> None:
    for day in range(1, 6):
        state = State.RETRACTED if day == 3 else State.OPEN
        store.save_incident(an_incident(str(day), day=date(2025, 4, day), state=state))
    store.save_incident(an_incident("other", day=date(2025, 4, 3), rule=RuleId("other")))
    found = store.incidents_of_days(an_incident().rule, date(2025, 4, 2), date(2025, 4, 4), 10)
    assert [incident.id for incident in found] == ["4", "3", "2"]
    assert len(store.incidents_of_days(an_incident().rule, date(2025, 4, 2), date(2025, 4, 4), 2)) == 2


def test_incidents_come_the_last_changed_first(store: SqliteStore) -> None:
    for number, name in enumerate("abcde"):
        changed_at = NOON + timedelta(minutes=(0, 3, 1, 3, 2)[number])
        commitment = CommitmentId("grain" if name in "bc" else "energy")
        store.save_incident(an_incident(name, changed_at=changed_at, commitment=commitment))
    assert [incident.id for incident in store.incidents()] == ["d", "b", "e", "c", "a"]
    assert [incident.id for incident in store.incidents(limit=2)] == ["d", "b"]
    assert [incident.id for incident in store.incidents(commitment=CommitmentId("grain"))] == ["b", "c"]
    assert store.incidents(commitment=CommitmentId("gas")) == ()


def test_what_became_of_an_incident_is_kept_in_order(store: SqliteStore) -> None:
    told = [
        Episode(incident=ONE, at=NOON, turn=Turn.OPENED, why="first told", item=ItemId(7)),
        Episode(incident=ONE, at=NOON, turn=Turn.CLOSED, why="an error", by="Ada"),
    ]
    store.add_episodes([*told, replace(told[0], incident=IncidentId("two"))])
    assert store.episodes(ONE) == tuple(told)


def test_what_a_person_took_out_is_remembered_until_it_is_put_back(store: SqliteStore) -> None:
    [one] = members(store, 1)
    store.bar(one.item, ONE)
    store.bar(one.item, ONE)
    assert store.barred(one.item) == {ONE}
    store.unbar(one.item, ONE)
    assert store.barred(one.item) == frozenset()


def test_denials_are_kept_by_day_until_they_are_forgotten(store: SqliteStore) -> None:
    [one, two] = members(store, 2)
    denial = a_match(event_on=date(2025, 4, 2))
    store.keep_denial(one.item, denial)
    store.keep_denial(two.item, replace(denial, event_on=date(2025, 4, 9)))
    first, last = date(2025, 4, 2), date(2025, 4, 5)
    assert store.kept_denials(denial.rule, first, last, 10) == ((one.item, denial),)
    store.forget_denials(one.item)
    assert store.kept_denials(denial.rule, first, last, 10) == ()


def test_documents_of_older_programs_are_read() -> None:
    member = a_member(1)
    short = (
        '{"item":1,"publisher":"Dawn Courier","title_key":"' + member.title_key + '","aggregator":false,"main":true,'
    )
    said = '"attributions":[{"accused":"russia","speaker":"governor","stance":"claimed"}]}'
    assert MEMBERS.read(f"[{short}{said}]") == (member,)
    assert TOLD.read('{"reasons":["first-report"]}') == Told(reasons=("first-report",))


def test_incidents_are_counted_by_state(store: SqliteStore) -> None:
    for number, state in enumerate((State.OPEN, State.OPEN, State.CLOSED)):
        store.save_incident(an_incident(str(number), state=state))
    assert store.incident_counts() == {State.OPEN: 2, State.CLOSED: 1}
