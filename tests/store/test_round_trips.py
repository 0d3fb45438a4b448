"""Whatever a noun holds, it comes back equal: laws, by hypothesis."""

from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from nouns import an_incident

from monitor.edges.sqlite import open_store
from monitor.edges.sqlite.columns import key_hash, time_of, time_text
from monitor.edges.sqlite.documents import FAILING, MATCHES, MEMBERS, NOTICE
from monitor.model.delivery import AT_ONCE, NewDelivery
from monitor.model.feed import Failing
from monitor.model.incident import ByHand, Incident, Member
from monitor.model.item import Item
from monitor.model.match import Match
from monitor.model.notice import CommitmentNotice, DigestEntry, DigestNotice, IncidentNotice, Notice, PlainNotice, Quote

instants = st.datetimes(timezones=st.just(UTC))
quotes = st.builds(Quote, published_at=st.none() | instants)
entries = st.builds(DigestEntry, at=instants)
notices: st.SearchStrategy[Notice] = st.one_of(
    st.builds(IncidentNotice, quotes=st.lists(quotes, max_size=3).map(tuple), decided_at=instants),
    st.builds(CommitmentNotice, at=instants, until=st.none() | instants, decided_at=instants),
    st.builds(DigestNotice, since=instants, entries=st.lists(entries, max_size=2).map(tuple), decided_at=instants),
    st.builds(PlainNotice, decided_at=instants),
)
matches = st.lists(st.from_type(Match), max_size=3).map(tuple)


@given(matches)
def test_matches_come_back_equal(value: tuple[Match, ...]) -> None:
    assert MATCHES.read(MATCHES.text(value)) == value


@given(notices)
def test_notices_come_back_equal_and_of_their_own_kind(value: Notice) -> None:
    back = NOTICE.read(NOTICE.text(value))
    assert back == value
    assert type(back) is type(value)
    assert hash(back) == hash(value)


@given(st.lists(st.from_type(Member), max_size=3).map(tuple))
def test_members_come_back_equal(value: tuple[Member, ...]) -> None:
    assert MEMBERS.read(MEMBERS.text(value)) == value


@given(st.builds(Failing, since_at=instants))
def test_failures_come_back_equal(value: Failing) -> None:
    assert FAILING.read(FAILING.text(value)) == value


def test_the_documents_know_every_kind_of_notice() -> None:
    assert set(get_args(Notice)) == {IncidentNotice, CommitmentNotice, DigestNotice, PlainNotice}


@settings(max_examples=50)
@given(matches, st.builds(Item, published_at=st.none() | instants, first_seen_at=instants))
def test_items_and_their_verdicts_come_back_equal(found: tuple[Match, ...], item: Item) -> None:
    with closing(open_store(None)) as store:
        stored = store.add_item(item)
        store.save_verdict(stored.id, 1, found, "rules")
        assert store.item(stored.id) == stored
        assert stored.item == item
        assert store.verdict(stored.id) == found


@settings(max_examples=50)
@given(st.builds(Incident, opened_at=instants, changed_at=instants, by_hand=st.builds(ByHand, acked_at=instants)))
def test_incidents_come_back_equal(incident: Incident) -> None:
    with closing(open_store(None)) as store:
        store.save_incident(an_incident("before"))
        store.save_incident(incident)
        assert store.incident(incident.id) == incident


@settings(max_examples=50)
@given(st.builds(NewDelivery, notice=notices, created_at=instants, fate=st.just(AT_ONCE)))
def test_deliveries_come_back_equal(new: NewDelivery) -> None:
    with closing(open_store(None)) as store:
        assert store.enqueue(new)
        [row] = store.deliveries()
        facts = (row.receiver, row.incident, row.reason, row.dedup_key, row.notice, row.created_at, row.due_at)
        assert facts == (new.receiver, new.incident, new.reason, new.dedup_key, new.notice, *2 * (new.created_at,))


zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
anywhere = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=zones)  # noqa: DTZ001 - zones follow


@given(anywhere, anywhere)
def test_texts_of_times_sort_as_the_times_do(one: datetime, other: datetime) -> None:
    assert (time_text(one) < time_text(other)) == (one < other)
    assert time_of(time_text(one)) == one
    assert len(time_text(one)) == len(time_text(other))


@given(st.lists(st.text(), min_size=1, max_size=3), st.lists(st.text(), min_size=1, max_size=3))
def test_different_keys_have_different_hashes(one: list[str], other: list[str]) -> None:
    if one[0] and other[0]:
        assert (key_hash(*one) == key_hash(*other)) == (one == other)
