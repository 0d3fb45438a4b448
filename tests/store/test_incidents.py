"""Incidents and their members: the contract of `IncidentStore`."""

from dataclasses import replace
from datetime import timedelta

import pytest
from nouns import NOON, a_member, an_incident, an_item

from monitor.edges.sqlite import SqliteStore
from monitor.edges.sqlite.documents import MEMBERS
from monitor.model.errors import StoreError
from monitor.model.ids import CommitmentId, IncidentId, ItemId, PartyId
from monitor.model.incident import Attribution, Member, State
from monitor.model.rule import Stance


def members(store: SqliteStore, count: int) -> list[Member]:
    return [a_member(store.add_item(an_item(f"Story {n}")).id) for n in range(count)]


def test_an_incident_comes_back_equal(store: SqliteStore) -> None:
    [one, two] = members(store, 2)
    sides = tuple(Attribution(accused=PartyId(p), speaker=None, stance=Stance.DENIED) for p in ("russia", "ukraine"))
    incident = an_incident("one", one, replace(two, attributions=sides, main=False), corroborated=True, boundary=True)
    store.save_incident(incident)
    assert store.incident(IncidentId("one")) == incident
    assert store.incident(IncidentId("two")) is None


def test_an_incident_saved_again_is_replaced(store: SqliteStore) -> None:
    [one, two, three] = members(store, 3)
    store.save_incident(an_incident("one", one, two))
    grown = an_incident("one", two, three, disputed=True, changed_at=NOON + timedelta(hours=1))
    store.save_incident(grown)
    assert store.incident(grown.id) == grown
    assert store.incidents() == (grown,)
    assert store.incidents_of_item(one.item) == ()
    assert store.incidents_of_item(three.item) == (grown,)


@pytest.mark.parametrize("state", [State.CLOSED, State.RETRACTED])
def test_a_key_finds_the_open_incident_else_the_last_retracted_one(store: SqliteStore, state: State) -> None:
    first = an_incident("one")
    store.save_incident(first)
    assert store.incident_by_key(first.key) == first
    assert store.incident_by_key(first.key + "x") is None
    ended = replace(first, state=state)
    store.save_incident(ended)
    assert store.incident_by_key(first.key) == (ended if state is State.RETRACTED else None)
    second = an_incident("two")
    store.save_incident(second)
    assert store.incident_by_key(first.key) == second


def test_two_open_incidents_cannot_share_a_key(store: SqliteStore) -> None:
    store.save_incident(an_incident("one"))
    with pytest.raises(StoreError, match="UNIQUE"):
        store.save_incident(an_incident("two"))
    assert [incident.id for incident in store.incidents()] == ["one"]


def test_a_member_must_be_a_stored_item(store: SqliteStore) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        store.save_incident(an_incident("one", a_member(404)))
    assert store.incidents() == ()


def test_an_item_may_tell_several_incidents(store: SqliteStore) -> None:
    [one, two] = members(store, 2)
    told = [an_incident(name, one, key=name) for name in ("b", "a")]
    for incident in (*told, an_incident("c", two, key="c")):
        store.save_incident(incident)
    assert store.incidents_of_item(one.item) == tuple(told)
    assert store.incidents_of_item(ItemId(404)) == ()


def test_incidents_come_the_last_changed_first(store: SqliteStore) -> None:
    for number, name in enumerate("abcde"):
        changed_at = NOON + timedelta(minutes=(0, 3, 1, 3, 2)[number])
        commitment = CommitmentId("grain" if name in "bc" else "energy")
        store.save_incident(an_incident(name, key=name, changed_at=changed_at, commitment=commitment))
    assert [incident.id for incident in store.incidents()] == ["d", "b", "e", "c", "a"]
    assert [incident.id for incident in store.incidents(limit=2)] == ["d", "b"]
    assert [incident.id for incident in store.incidents(commitment=CommitmentId("grain"))] == ["b", "c"]
    assert store.incidents(commitment=CommitmentId("gas")) == ()


def test_an_incident_of_a_thousand_members_is_kept_in_order(store: SqliteStore) -> None:
    with store.transaction():
        incident = an_incident("big", *members(store, 1000))
        store.save_incident(incident)
    assert store.incident(incident.id) == incident


def test_members_stored_before_copies_were_known_are_copies_of_none() -> None:
    member = a_member(1)
    assert MEMBERS.read(MEMBERS.text((member,)).replace(',"copy_of":null', "")) == (member,)
    copy = replace(member, copy_of=ItemId(7))
    assert MEMBERS.read(MEMBERS.text((copy,))) == (copy,)


def test_incidents_are_counted_by_state(store: SqliteStore) -> None:
    for number, state in enumerate((State.OPEN, State.OPEN, State.CLOSED)):
        store.save_incident(an_incident(str(number), key=str(number), state=state))
    assert store.incident_counts() == {State.OPEN: 2, State.CLOSED: 1}
