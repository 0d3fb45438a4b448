"""Counts the independent newsrooms behind an incident, and the sides that are heard.

An origin is a newsroom whose word is its own. Feeds of one publisher are one, and so are publishers of one family; an
aggregator never counts; outlets that carry the same text count once, for the outlet that had it first (ACLED's rule for
sources that repeat each other), and so do outlets that do no more than quote one and the same speaker. An item that
only tells of a denial reports no event. A publisher that no feed of the operator names is an origin, and shown as one,
but confirms nobody's report.

What makes two members one voice are their *ties*: a title, a text, a speaker. Each member that reports has its own, so
a further one is counted by looking its ties up, whatever the number of members.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.model.ids import ItemId, Publisher
from monitor.model.incident import Kin, Member, Sources, Standing
from monitor.model.rule import Stance


def ties(member: Member) -> tuple[str, ...]:
    """Return what makes a member one voice with others; nothing where it speaks for nobody's report."""
    if member.aggregator or member.denies:
        return ()
    text = member.item if member.copy_of is None else member.copy_of
    found = [f"text {text}"]
    if member.title_key:
        found.append(f"title {member.title_key}")
    if speaker := member.heard or sole_speaker(member):
        found.append(f"speaker {speaker}")
    return tuple(found)


def sole_speaker(member: Member) -> str | None:
    """Return the one whom a member quotes, where it says nothing of the event in its own words or in another's."""
    speakers = {said.speaker for said in member.attributions if said.stance is not Stance.DENIED}
    claims = all(said.stance is Stance.CLAIMED for said in member.attributions if said.stance is not Stance.DENIED)
    return speakers.pop() if claims and len(speakers) == 1 else None


def voices(members: Sequence[Member]) -> dict[ItemId, ItemId]:
    """Return of each member that has ties the voice that it is of, named by the member that began it.

    All are looked at before any is counted: so the number of voices does not hang on the order of their telling.
    """
    same: dict[ItemId, ItemId] = {}
    first: dict[str, ItemId] = {}
    place = {member.item: at for at, member in enumerate(members)}
    for member in members:
        for tie in ties(member):
            one, other = sorted(
                (_begun(same, member.item), _begun(same, first.setdefault(tie, member.item))), key=place.__getitem__
            )
            if one != other:
                same[other] = one
    return {member.item: _begun(same, member.item) for member in members if ties(member)}


def outlets(members: Sequence[Member]) -> tuple[Publisher, ...]:
    """Return every publisher that reports the incident, in the order of their first items."""
    return tuple(dict.fromkeys(member.publisher for member in members if not member.denies))


def origins(members: Sequence[Member]) -> tuple[Publisher, ...]:
    """Return the independent publishers, in the order of their first items; of a family the first one.

    A publisher with a text of its own besides a reprint is an origin by that text.
    """
    return tuple(member.publisher for member in founders(members))


def founders(members: Sequence[Member]) -> tuple[Member, ...]:
    """Return the members by which each origin counts."""
    voice = voices(members)
    found: dict[Publisher, Member] = {}
    for member in members:
        if voice.get(member.item) == member.item:
            found.setdefault(member.origin, member)
    return tuple(found.values())


def sources(members: Sequence[Member]) -> Sources:
    """Count all that stands behind an incident."""
    found, voice = founders(members), voices(members)
    listed = {member.origin for member in members if member.listed and voice.get(member.item) == member.item}
    heard = [member for member in members if ties(member)]
    return Sources(
        origins=len(found),
        listed=len(listed),
        outlets=len(outlets(members)),
        sides=tuple(dict.fromkeys(member.heard for member in heard if member.heard is not None)),
        third=any(member.heard is None for member in heard),
    )


def added(before: Sources, member: Member, kin: Kin) -> Sources | None:
    """Count one member more. None where it connects voices that were counted apart: then all are to be counted anew."""
    if len(kin.voices) > 1:
        return None
    own, counts = not kin.voices, bool(ties(member))
    sides = dict.fromkeys(before.sides)
    if counts and member.heard is not None:
        sides[member.heard] = None
    return replace(
        before,
        origins=before.origins + (counts and own and not kin.origin),
        listed=before.listed + (counts and own and member.listed and not kin.listed),
        outlets=before.outlets + (not member.denies and not kin.outlet),
        sides=tuple(sides),
        third=before.third or (counts and member.heard is None),
    )


def standing(member: Member, kin: Kin) -> Standing:
    """Return how one member more stands: with the voice that it repeats, else as one of its own."""
    found = ties(member)
    return Standing(member=member, voice=min(kin.voices, default=member.item) if found else None, ties=found)


def standings(members: Sequence[Member]) -> tuple[Standing, ...]:
    """Return how all members stand."""
    voice = voices(members)
    return tuple(Standing(member=each, voice=voice.get(each.item), ties=ties(each)) for each in members)


def heard_words(sources: Sources) -> str:
    """Say which sides are heard of an event."""
    parties = sources.sides
    if not parties:
        return "heard from neither party, but from a third" if sources.third else ""
    if sources.third:
        return f"heard from {' and '.join(parties)}, and from a third"
    return f"heard from both parties, {' and '.join(parties)}" if len(parties) > 1 else f"heard from {parties[0]} only"


def _begun(same: Mapping[ItemId, ItemId], item: ItemId) -> ItemId:
    while item in same:
        item = same[item]
    return item
