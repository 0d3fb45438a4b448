"""Valid nouns of the model for tests: an invented event, told by invented outlets. Whatever matters is given."""

from dataclasses import replace
from datetime import UTC, date, datetime

from notices import an_incident_notice

from monitor.model.delivery import Delivery, DeliveryState, NewDelivery
from monitor.model.feed import FeedState
from monitor.model.ids import (
    CommitmentId,
    DeliveryId,
    FeedId,
    IncidentId,
    ItemId,
    Lang,
    ListId,
    PartyId,
    Publisher,
    ReceiverId,
    RuleId,
)
from monitor.model.incident import Attribution, Incident, Member, State, Told
from monitor.model.item import Certainty, Item
from monitor.model.match import CueWords, Evidence, Gate, Match, Words
from monitor.model.notice import IncidentNotice, Notice
from monitor.model.rule import Kind, Stance

NOON = datetime(2025, 4, 2, 12, 0, tzinfo=UTC)
TITLE = "Drones hit substation in Sumy region, governor says"


def an_item(title: str = TITLE, **changes: object) -> Item:
    """An item whose keys follow from its title, unless they are given."""
    key = title.casefold().replace(" ", "-")
    item = Item(
        feed=FeedId("https://dawn-courier.example/rss"),
        publisher=Publisher("Dawn Courier"),
        entry_key=f"id:{key}",
        url=f"https://dawn-courier.example/{key}?ref=rss",
        url_key=f"dawn-courier.example/{key}",
        title_key=title.casefold(),
        title=title,
        summary="The grid operator reports cuts in three districts.",
        body="",
        lang=Lang("en"),
        published_at=datetime(2025, 4, 2, 10, 30, tzinfo=UTC),
        certainty=Certainty.EXACT,
        first_seen_at=NOON,
        fingerprint=f"fingerprint of {title}",
    )
    return replace(item, **changes)  # type: ignore[arg-type]


def a_match(**changes: object) -> Match:
    """A match that fires: a breach claimed by the governor."""
    match = Match(
        rule=RuleId("energy-strike-during-pause"),
        commitment=CommitmentId("energy-pause-2025"),
        kind=Kind.BREACH,
        fires=True,
        reason=None,
        stance=Stance.CLAIMED,
        party=PartyId("russia"),
        speaker="governor",
        places=("Sumy region",),
        event_on=date(2025, 4, 2),
        windows=("moscow", "kyiv"),
        boundary=False,
        gates=(
            Gate(gate="sense", passed=True, why="no other sense"),
            Gate(gate="stance", passed=True, why="claimed: governor says"),
            Gate(gate="party", passed=True, why="Sumy region is held by Ukraine: the other side is accused"),
            Gate(gate="time", passed=True, why="2 April lies in both windows"),
        ),
        evidence=Evidence(
            field="title",
            text=TITLE,
            clause=(0, 36),
            words=(
                Words(list=ListId("attack"), start=0, end=10),
                Words(list=ListId("energy-site"), start=11, end=21),
            ),
            cue=CueWords(text="says", start=47, end=51),
        ),
    )
    return replace(match, **changes)  # type: ignore[arg-type]


def a_member(item: int = 1, **changes: object) -> Member:
    """A newsroom's own item, as a member of the incident that it tells."""
    said = Attribution(accused=PartyId("russia"), speaker="governor", stance=Stance.CLAIMED)
    member = Member(
        item=ItemId(item),
        publisher=Publisher("Dawn Courier"),
        title_key=TITLE.casefold(),
        aggregator=False,
        main=True,
        attributions=(said,),
    )
    return replace(member, **changes)  # type: ignore[arg-type]


def an_incident(name: str = "4f1c2a9be0", **changes: object) -> Incident:
    """An open incident, told once. It has no members, so it can be stored where no item is."""
    incident = Incident(
        id=IncidentId(name),
        commitment=CommitmentId("energy-pause-2025"),
        rule=RuleId("energy-strike-during-pause"),
        kind=Kind.BREACH,
        state=State.OPEN,
        day=date(2025, 4, 2),
        places=("Sumy region",),
        windows=("moscow", "kyiv"),
        boundary=False,
        corroborated=False,
        disputed=False,
        opened_at=NOON,
        changed_at=NOON,
        told=Told(reasons=("first-report",), places=("Sumy region",)),
    )
    return replace(incident, **changes)  # type: ignore[arg-type]


def a_notice(**changes: object) -> IncidentNotice:
    """The first report of the incident."""
    return an_incident_notice(**changes)


def a_new_delivery(receiver: str = "desk", key: str = "4f1c2a9be0/1", **changes: object) -> NewDelivery:
    """An outbox row to be."""
    notice: Notice = a_notice(dedup_key=key)
    delivery = NewDelivery(
        receiver=ReceiverId(receiver),
        incident=IncidentId("4f1c2a9be0"),
        reason=notice.reason,
        dedup_key=key,
        notice=notice,
        created_at=NOON,
    )
    return replace(delivery, **changes)  # type: ignore[arg-type]


def a_delivery(**changes: object) -> Delivery:
    """A pending outbox row that was not tried yet."""
    new = a_new_delivery()
    delivery = Delivery(
        id=DeliveryId(1),
        receiver=new.receiver,
        incident=new.incident,
        reason=new.reason,
        dedup_key=new.dedup_key,
        notice=new.notice,
        state=DeliveryState.PENDING,
        attempts=0,
        created_at=NOON,
        due_at=NOON,
        detail="",
        sent_at=None,
        maybe_repeat=False,
    )
    return replace(delivery, **changes)  # type: ignore[arg-type]


def a_feed_state(feed: str = "https://dawn-courier.example/rss", **changes: object) -> FeedState:
    """A feed that was not polled yet."""
    return replace(FeedState(feed=FeedId(feed), due_at=NOON), **changes)  # type: ignore[arg-type]
