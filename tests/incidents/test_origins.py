"""How many independent newsrooms stand behind an incident."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from nouns import a_member

from monitor.incidents.origins import founders, heard_words, origins, outlets, sources
from monitor.model.ids import ItemId, PartyId, Publisher
from monitor.model.incident import Attribution, Member
from monitor.model.rule import Stance

OWN = Attribution(accused=PartyId("russia"), speaker=None, stance=Stance.REPORTED)


def member(number: int, publisher: str, title: str = "", copy_of: int | None = None, **given_: object) -> Member:
    original = None if copy_of is None else ItemId(copy_of)
    whole = {"attributions": (OWN,), **given_}
    return a_member(number, publisher=Publisher(publisher), title_key=title, copy_of=original, **whole)


def quoting(number: int, speaker: str | None, stance: Stance = Stance.CLAIMED) -> Member:
    said = Attribution(accused=PartyId("russia"), speaker=speaker, stance=stance)
    return member(number, f"Paper {number}", attributions=(said,))


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


def test_an_aggregator_never_counts() -> None:
    assert origins([member(1, "Headline Hub", "a", aggregator=True), member(2, "Evening Post", "b")]) == (
        "Evening Post",
    )


def test_one_publishers_many_texts_are_one_origin() -> None:
    assert origins([member(1, "Wire One", "a"), member(2, "Wire One", "b")]) == ("Wire One",)


def test_publishers_of_one_family_are_one_origin_shown_by_the_first() -> None:
    house = Publisher("Harbour House")
    papers = [member(1, "Harbour Post", "a", family=house), member(2, "Harbour Times", "b", family=house)]
    assert (origins(papers), len(outlets(papers))) == (("Harbour Post",), 2)


def test_outlets_that_only_quote_one_speaker_are_one_origin() -> None:
    assert origins([quoting(1, "usa"), quoting(2, "usa")]) == ("Paper 1",)
    assert len(origins([quoting(1, "usa"), quoting(2, "eu")])) == 2
    assert len(origins([quoting(1, "usa"), quoting(2, "usa", Stance.REPORTED)])) == 2
    assert len(origins([quoting(1, None), quoting(2, None)])) == 2


def test_an_outlet_that_a_party_speaks_through_is_one_voice_with_those_who_quote_that_party() -> None:
    moscow = PartyId("russia")
    assert origins([member(1, "Moscow Wire", "a", heard=moscow), member(2, "Post", "b", heard=moscow)]) == (
        "Moscow Wire",
    )


def test_a_newsroom_that_no_feed_names_is_an_origin_but_not_a_listed_one() -> None:
    found = sources([member(1, "Wire One", "a"), member(2, "Some Blog", "b", listed=False)])
    assert (found.origins, found.listed, found.confirming) == (2, 1, 1)
    assert [each.publisher for each in founders([member(2, "Some Blog", "b", listed=False)])] == ["Some Blog"]


def test_sides_are_heard_from_one_party_from_both_or_from_a_third() -> None:
    def heard(*parties: str | None) -> str:
        each = (member(n, f"Paper {n}", heard=party and PartyId(party)) for n, party in enumerate(parties, 1))
        return heard_words(sources(list(each)))

    assert heard("russia", "russia") == "heard from russia only"
    assert heard("russia", "ukraine") == "heard from both parties, russia and ukraine"
    assert heard(None) == "heard from neither party, but from a third"
    assert heard("ukraine", None) == "heard from ukraine, and from a third"
    assert heard() == ""
