"""How many independent newsrooms stand behind an incident."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from nouns import a_member

from monitor.incidents.origins import origins, outlets
from monitor.model.ids import ItemId, Publisher
from monitor.model.incident import Member


def member(number: int, publisher: str, title: str = "", copy_of: int | None = None, **given_: object) -> Member:
    original = None if copy_of is None else ItemId(copy_of)
    return a_member(number, publisher=Publisher(publisher), title_key=title, copy_of=original, **given_)


WIRE, POST, MAIL = member(1, "Wire One", "a"), member(2, "Evening Post", "b", 1), member(3, "Night Mail", "c", 1)


def test_copies_count_once_for_whoever_had_the_text_first_and_every_outlet_is_shown() -> None:
    assert origins([WIRE, POST, MAIL]) == ("Wire One",)
    assert outlets([WIRE, POST, MAIL]) == ("Wire One", "Evening Post", "Night Mail")


def test_copies_of_an_item_that_is_no_member_count_once() -> None:
    assert origins([POST, MAIL]) == ("Evening Post",)


def test_a_newsroom_with_a_text_of_its_own_besides_a_copy_is_an_origin() -> None:
    assert origins([WIRE, POST, member(4, "Evening Post", "d")]) == ("Wire One", "Evening Post")


def test_a_copy_of_an_aggregators_item_counts_as_the_aggregator_does_not() -> None:
    assert origins([member(1, "Hub", "a", aggregator=True), POST, MAIL]) == ("Evening Post",)


def test_what_a_title_and_what_a_text_connects_is_one_text_in_any_order() -> None:
    chain = [member(1, "Wire One", "a"), member(2, "Evening Post", "a"), member(3, "Night Mail", "b", 2)]
    assert {len(origins(order)) for order in permutations(chain)} == {1}


ONE_EACH = st.lists(
    st.tuples(st.sampled_from(["", "a", "b", "c"]), st.none() | st.integers(1, 4), st.booleans()), max_size=7
).map(lambda rows: [member(n, f"Paper {n}", t, c, aggregator=a) for n, (t, c, a) in enumerate(rows, start=10)])


@given(ONE_EACH, st.randoms(use_true_random=False))
def test_the_number_of_origins_does_not_hang_on_the_order_of_the_outlets(
    members: list[Member],
    chance: st.randoms,  # type: ignore[valid-type]
) -> None:
    shuffled = list(members)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert len(origins(shuffled)) == len(origins(members))
    assert set(origins(members)) <= set(outlets(members))
