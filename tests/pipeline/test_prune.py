"""Pruning: what is old goes, what somebody may ask for stays, and nothing is told a second time."""

from datetime import timedelta

import pytest
from desks import MORNING, Newsstand, a_desk, a_feed, an_entry, told
from nouns import a_new_delivery

from monitor.model.delivery import DeliveryState, Outcome, SendResult
from monitor.model.ids import ItemId
from monitor.model.label import Label
from monitor.model.rule import Expectation
from monitor.pipeline.desk import Desk
from monitor.pipeline.prune import Pruned, prune

STRIKE = "Russian drones hit substation in Sumy region"
QUIET = "Farmers in Poltava region begin spring sowing"
YEAR = timedelta(days=365)


def later(desk: Desk, days: int = 400) -> None:
    desk.clock.advance(timedelta(days=days))  # type: ignore[attr-defined]


def all_pruned(desk: Desk) -> tuple[int, int]:
    items = deliveries = 0
    while pruned := prune(desk, YEAR):
        items, deliveries = items + pruned.items, deliveries + pruned.deliveries
    return items, deliveries


def send_all(desk: Desk) -> None:
    while due := desk.store.due_deliveries(desk.clock.now(), 10):
        for row in due:
            desk.store.begin_attempt(row.id, MORNING)
            desk.store.end_attempt(row.id, MORNING, SendResult(outcome=Outcome.SENT), DeliveryState.SENT, MORNING)


def summary_of(desk: Desk, item: int) -> str:
    found = desk.store.item(ItemId(item))
    assert found is not None
    return found.item.summary


def test_an_old_text_that_no_incident_needs_goes_and_its_item_stays_known() -> None:
    with a_desk() as desk:
        stand, quiet = Newsstand(desk), an_entry(QUIET, summary="The weather held. " * 20)
        stand.poll(a_feed(), quiet, an_entry(STRIKE, summary="Nobody was hurt."))
        later(desk)
        assert all_pruned(desk) == (1, 0)
        assert (summary_of(desk, 1), summary_of(desk, 2)) in {("", "Nobody was hurt."), ("Nobody was hurt.", "")}
        before = told(desk)
        tally = stand.poll(a_feed(), quiet, an_entry(STRIKE, summary="Nobody was hurt."))
        assert (tally.new, told(desk)) == (0, before)


def test_young_texts_stay() -> None:
    with a_desk() as desk:
        Newsstand(desk).poll(a_feed(), an_entry(QUIET, summary="The weather held."))
        later(desk, 364)
        assert prune(desk, YEAR) is None
        assert summary_of(desk, 1) == "The weather held."


def test_a_former_version_goes_with_the_text_and_a_changed_item_counts_from_its_change() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(a_feed(), an_entry(QUIET, summary="The weather held."))
        later(desk, 300)
        stand.poll(a_feed(), an_entry(QUIET, summary="The weather turned."))
        later(desk, 100)
        assert all_pruned(desk) == (0, 0)


def test_a_labelled_text_stays() -> None:
    with a_desk() as desk:
        Newsstand(desk).poll(a_feed(), an_entry(QUIET, summary="The weather held."))
        said = Label(
            item=ItemId(1), rule=None, verdict=Expectation.IGNORE, author="ana", note="", at=MORNING, match=None
        )
        desk.store.save_label(said)
        later(desk)
        assert all_pruned(desk) == (0, 0)
        assert summary_of(desk, 1) == "The weather held."


def test_letters_that_arrived_go_unless_their_incident_is_open_and_what_waits_stays() -> None:
    with a_desk() as desk:
        Newsstand(desk).poll(a_feed(), an_entry(STRIKE))
        later(desk)
        assert all_pruned(desk) == (0, 0)
        send_all(desk)
        assert all_pruned(desk) == (0, 0)


def test_pruning_again_finds_nothing() -> None:
    with a_desk() as desk:
        Newsstand(desk).poll(a_feed(), *(an_entry(f"{QUIET}, part {n}", summary="x") for n in range(450)))
        later(desk)
        assert prune(desk, YEAR) == Pruned(200, 0)
        assert all_pruned(desk) == (250, 0)
        assert prune(desk, YEAR) is None


@pytest.mark.parametrize("incident", [None, "closed-long-ago"])
def test_a_letter_of_no_open_incident_goes_with_its_tries(incident: str | None) -> None:
    with a_desk() as desk:
        desk.store.enqueue(a_new_delivery("desk", "k", incident=incident, created_at=MORNING))
        send_all(desk)
        later(desk)
        assert all_pruned(desk) == (0, 1)
        assert desk.store.deliveries() == ()
