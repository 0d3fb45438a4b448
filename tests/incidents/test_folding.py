"""What a telling does to an incident."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from nouns import NOON, a_match, a_member, an_incident, an_item

from monitor.incidents.backdrop import Backdrop
from monitor.incidents.folding import counted, grown, joined, member_of, moved, opened, shrunk, weighed
from monitor.incidents.origins import standings, ties
from monitor.incidents.tellings import Telling, tellings
from monitor.model.ids import IncidentId, ItemId, PartyId, Publisher
from monitor.model.incident import Attribution, Incident, Kin, Member, Trace
from monitor.model.item import StoredItem
from monitor.model.rule import Corroborate, Stance

RUSSIA, UKRAINE = PartyId("russia"), PartyId("ukraine")
BACKDROP = Backdrop(larger={"sumy": "ukraine", "shostka": "sumy", "kharkiv": "ukraine", "krasnodar": "russia"})
FIRED = replace(a_match(), event_on=date(2025, 4, 2), places=("sumy",))
ITEM = StoredItem(id=ItemId(1), version=1, item=an_item())


def told(*matches: object, item: StoredItem = ITEM) -> tuple[Telling, ...]:
    return tellings(item, matches, BACKDROP)  # type: ignore[arg-type]


def alone(**changes: object) -> Incident:
    [telling] = told(replace(FIRED, **changes))  # type: ignore[arg-type]
    return opened(telling, NOON, IncidentId("one"))


def test_only_matches_that_fire_tell_an_event() -> None:
    assert told(replace(FIRED, fires=False, reason="stance"), replace(FIRED, event_on=None)) == ()


def test_mentions_of_one_night_and_one_place_are_one_telling_whoever_is_accused() -> None:
    [telling] = told(
        FIRED, replace(FIRED, party=UKRAINE), replace(FIRED, places=()), replace(FIRED, places=("shostka",))
    )
    assert len(telling.matches) == 4
    assert telling.trace.accused == (RUSSIA, UKRAINE)


def test_another_place_or_an_earlier_week_is_another_telling_and_only_the_first_is_the_main_one() -> None:
    elsewhere, earlier = replace(FIRED, places=("krasnodar",)), replace(FIRED, event_on=date(2025, 3, 26))
    assert [telling.main for telling in told(FIRED, elsewhere, earlier)] == [True, False, False]


def test_the_day_that_a_text_names_goes_before_that_of_publication() -> None:
    [telling] = told(FIRED, replace(FIRED, event_on=date(2025, 4, 1)))
    assert (telling.day, telling.trace.told_on, telling.trace.named) == (date(2025, 4, 1), date(2025, 4, 2), True)


def test_an_incident_opens_with_what_its_first_item_tells() -> None:
    incident = alone()
    assert (incident.places, incident.day, incident.opened_at, incident.told.reasons) == (
        ("sumy",),
        FIRED.event_on,
        NOON,
        (),
    )


def test_a_further_place_is_added_and_a_side_mention_adds_none() -> None:
    main, side = told(replace(FIRED, places=("kharkiv", "sumy")), replace(FIRED, places=("krasnodar",)))
    assert grown(alone(), main).places == ("sumy", "kharkiv")
    assert grown(alone(), side).places == ("sumy",)


def test_a_named_day_takes_the_place_of_the_day_of_publication_once() -> None:
    [named] = told(replace(FIRED, event_on=date(2025, 4, 1)))
    incident = grown(alone(), named)
    assert (incident.day, incident.day_named) == (date(2025, 4, 1), True)
    [other] = told(replace(FIRED, event_on=date(2025, 3, 31)))
    assert grown(incident, other).day == date(2025, 4, 1)


def test_an_incident_moves_with_its_only_report() -> None:
    [elsewhere] = told(replace(FIRED, places=("kharkiv",), event_on=date(2025, 4, 3)))
    incident = moved(alone(), elsewhere)
    assert (incident.id, incident.places, incident.day) == ("one", ("kharkiv",), date(2025, 4, 3))


def test_places_that_no_report_tells_any_more_go() -> None:
    trace = Trace(text=ItemId(1), lang=ITEM.item.lang, day=NOON.date(), told_on=NOON.date(), places=("sumy",))
    both = replace(alone(), places=("sumy", "kharkiv"))
    assert shrunk(both, [a_member(trace=trace)], BACKDROP).places == ("sumy",)
    assert shrunk(both, [a_member(trace=replace(trace, places=("ukraine",)))], BACKDROP).places == ("sumy", "kharkiv")
    assert shrunk(both, [a_member(trace=trace), a_member(2)], BACKDROP).places == ("sumy", "kharkiv")


def test_a_member_is_heard_from_the_party_whose_outlet_it_is_or_whom_alone_it_quotes() -> None:
    parties = (RUSSIA, UKRAINE)

    def heard(side: str | None, **said: object) -> PartyId | None:
        stored = replace(ITEM, item=replace(ITEM.item, side=side and PartyId(side)))
        [telling] = told(replace(FIRED, **said), item=stored)  # type: ignore[arg-type]
        return member_of(stored, telling, (), parties).heard

    assert heard(None, stance=Stance.CLAIMED, speaker="ukraine") == UKRAINE
    assert heard("russia", stance=Stance.REPORTED, speaker=None) == RUSSIA
    assert heard(None, stance=Stance.REPORTED, speaker="ukraine") is None
    assert heard(None, stance=Stance.CLAIMED, speaker="usa") is None


def test_two_listed_newsrooms_or_both_parties_corroborate_and_one_that_no_feed_names_does_not() -> None:
    def corroborated(*members: Member) -> bool:
        return weighed(counted(alone(), members), Corroborate()).corroborated

    one = member(1, "Dawn Courier", "a")
    assert not corroborated(one)
    assert corroborated(one, member(2, "Evening Post", "b"))
    assert not corroborated(one, member(2, "Some Blog", "b", listed=False))
    assert not corroborated(member(1, "A Blog", "a", listed=False), member(2, "Some Blog", "b", listed=False))
    assert corroborated(member(1, "A", "a", heard=RUSSIA), member(2, "B", "b", heard=UKRAINE, listed=False))


def test_the_accused_of_an_incident_is_whom_most_of_its_items_accuse() -> None:
    said = [replace(SAID, accused=party and PartyId(party)) for party in ("russia", "ukraine", "ukraine", None)]
    members = [a_member(number, attributions=(each,)) for number, each in enumerate(said, 1)]
    assert (counted(alone(), members).accused, alone().accused) == (UKRAINE, None)


SAID = Attribution(accused=RUSSIA, speaker=None, stance=Stance.REPORTED)


def member(number: int, publisher: str, title: str, **given: object) -> Member:
    return a_member(number, publisher=Publisher(publisher), title_key=title, attributions=(SAID,), **given)


MEMBERS = st.lists(
    st.builds(
        lambda paper, title, copied, family, party, flags: member(
            0,
            f"Paper {paper}",
            title,
            copy_of=None if copied is None else ItemId(copied),
            family=family and Publisher(family),
            heard=party and PartyId(party),
            aggregator=flags == 1,
            listed=flags != 2,
        ),
        st.integers(1, 4),
        st.sampled_from(["", "a", "b"]),
        st.none() | st.integers(1, 3),
        st.sampled_from([None, "Owner"]),
        st.sampled_from([None, None, "russia", "ukraine"]),
        st.integers(0, 4),
    ),
    max_size=8,
).map(lambda found: [replace(each, item=ItemId(number)) for number, each in enumerate(found, start=10)])


def kin_of(members: list[Member], further: Member) -> Kin:
    """What the store tells of a further member."""
    known = standings(members)
    founding = [each.member for each in known if each.voice == each.member.item]
    same = [each for each in founding if each.origin == further.origin]
    return Kin(
        voices=frozenset(each.voice for each in known if each.voice and set(each.ties) & set(ties(further))),
        origin=bool(same),
        listed=any(each.listed for each in same),
        outlet=any(each.publisher == further.publisher and not each.denies for each in members),
    )


@given(MEMBERS)
def test_counting_one_member_more_is_counting_all(members: list[Member]) -> None:
    incident = an_incident("one")
    for at, further in enumerate(members):
        all_of_them = counted(incident, members[: at + 1])
        assert joined(incident, further, kin_of(members[:at], further)) in (None, all_of_them)
        incident = all_of_them


def test_a_thousand_members_leave_as_few_traces_as_ten() -> None:
    trace = Trace(text=ItemId(1), lang=ITEM.item.lang, day=NOON.date(), told_on=NOON.date())
    members = [a_member(number, trace=replace(trace, text=ItemId(number))) for number in range(1, 1001)]
    kept = [each.text for each in counted(alone(), members).traces]
    assert kept == [1, 2, 3, 996, 997, 998, 999, 1000]


def test_a_time_without_a_date_is_that_of_the_first_sight() -> None:
    undated = replace(
        ITEM, item=replace(ITEM.item, published_at=None, first_seen_at=datetime(2025, 4, 5, 1, tzinfo=UTC))
    )
    [telling] = told(replace(FIRED, event_on=date(2025, 4, 5)), item=undated)
    assert telling.trace.told_on == date(2025, 4, 5)


def test_a_place_that_stands_alone_says_where_and_one_that_holds_others_does_not() -> None:
    assert BACKDROP.narrow(("ferry-bay", "sumy", "shostka", "ukraine")) == {"ferry-bay", "sumy", "shostka"}
