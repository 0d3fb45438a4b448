"""The party gate: whether who did it is bound, or the place covered; and who is accused, by whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.matching.agents import agent, owner_of, together
from monitor.matching.ground import Ground
from monitor.matching.hits import Hit
from monitor.matching.passages import Passage
from monitor.matching.places import Places, Surroundings, places
from monitor.matching.scenes import Scene
from monitor.matching.speakers import TWO
from monitor.model.ids import ListId, PartyId
from monitor.model.match import Gate


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is accused, who says so (a party, or another actor's name), and where; `gate` says why it may count.

    `said` is true when the text makes it somebody's word: an accusation, also one whose author it does not name.
    """

    accused: PartyId | None
    speaker: str | None
    places: tuple[ListId, ...]
    gate: Gate
    said: bool = False
    by_party: bool = False
    """Whether the sentence tells who did it, and this one is bound."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the item tells of one mention."""

    agents: tuple[Hit, ...]
    sure: bool
    owner: Hit | None
    places: Places
    passage: Passage
    item: Surroundings


def attributions(scene: Scene, item: Surroundings, ground: Ground) -> tuple[Attribution, ...]:
    """Return who is accused by whom, and where: two where two accuse each other, else one."""
    mutual = [speech for speech in scene.accusations if speech.mutual]
    scenes = [scene.told_by(speech) for speech in mutual] if len(mutual) == TWO else [scene]
    return tuple(_attribution(each, item, ground) for each in scenes)


def _attribution(scene: Scene, item: Surroundings, ground: Ground) -> Attribution:
    doer = agent(scene)
    known = _Known(
        agents=together(scene, doer.actor) if doer else (),
        sure=doer is not None and doer.sure,
        owner=owner_of(scene),
        places=places(scene.mention, scene.passage, item, ground),
        passage=scene.passage,
        item=item,
    )
    accused, gate = _judged(known, scene, ground)
    return Attribution(
        accused,
        _speaker(scene, ground),
        known.places.all,
        gate,
        said=bool(scene.accusations),
        by_party=gate.passed and bool(known.agents),
    )


def _speaker(scene: Scene, ground: Ground) -> str | None:
    actor = scene.speech.speaker.sign.list if scene.speech and scene.speech.speaker else None
    return (ground.party(actor) or ground.name(actor)) if actor else None


def _judged(known: _Known, scene: Scene, ground: Ground) -> tuple[PartyId | None, Gate]:
    owned = known.owner is not None and ground.party(known.owner.sign.list) is not None
    if not owned and known.places.all and not any(map(ground.covers, known.places.all)):
        return None, _gate(False, f"{_names(known.places.all, ground)} is not covered by the commitment")
    if known.agents and (known.sure or not _own_goal(known, ground)):
        return _by_agents(known.agents, ground)
    return _by_owner(known, ground) or _by_place(known, ground) or _by_company(known, scene, ground)


def _own_goal(known: _Known, ground: Ground) -> bool:
    """Whether they would have struck what is theirs: then who seems to be the subject rather suffered it."""
    parties = {ground.party(actor.sign.list) for actor in known.agents}
    owner = ground.party(known.owner.sign.list) if known.owner else None
    holders = {ground.holder(place) for place in known.places.own}
    return len(parties) == 1 and None not in parties and (owner in parties or holders == parties)


def _by_agents(agents: Sequence[Hit], ground: Ground) -> tuple[PartyId | None, Gate]:
    """Judge those who did it. Of several who are bound none alone is accused."""
    parties = {party for actor in agents if (party := ground.party(actor.sign.list))}
    names = " and ".join(dict.fromkeys(_name(actor, ground) for actor in agents))
    if not parties:
        return None, _gate(False, f"the text says that {names} did it, who is not bound")
    only = parties.pop() if len(parties) == 1 else None
    return only, _gate(True, f"the text says that {names} did it, who is bound")


def _by_owner(known: _Known, ground: Ground) -> tuple[PartyId | None, Gate] | None:
    """Judge by whose thing it is. On ground that is disputed, or under a foreigner's thing, the ground counts."""
    if known.owner is None or _on_disputed(known.places, ground):
        return None
    party, name = ground.party(known.owner.sign.list), _name(known.owner, ground)
    if party is not None:
        return ground.other(party), _gate(True, f"what was struck belongs to {name}: the other party is accused")
    if any(map(ground.covers, known.places.own)):
        return None
    return None, _gate(False, f"what was struck belongs to {name}, who is not bound")


def _on_disputed(places: Places, ground: Ground) -> bool:
    return any(ground.covers(place) and ground.is_part(place) and not ground.holder(place) for place in places.own)


def _by_place(known: _Known, ground: Ground) -> tuple[PartyId | None, Gate] | None:
    covered = [place for place in known.places.all if ground.covers(place)]
    if not covered:
        return None
    holders = {ground.holder(place) for place in covered}
    holder = holders.pop() if len(holders) == 1 else None
    names = _names(covered, ground)
    if holder is None:
        return None, _gate(True, f"{names} is covered; control is disputed or unknown, so nobody is accused")
    return ground.other(holder), _gate(True, f"{names} is covered and held by {holder}: the other party is accused")


def _by_company(known: _Known, scene: Scene, ground: Ground) -> tuple[PartyId | None, Gate]:
    """Judge by who is named beside: in the sentence or the title, and nobody there who is not bound."""
    bound = [actor for actor in known.item.company(known.passage) if ground.party(actor)]
    others = [actor for actor in _ids(known.passage.actors) if not ground.party(actor)]
    if not bound:
        return None, _gate(False, "the text names no party and no covered place")
    if others:
        return None, _gate(False, f"the text names {_names(others, ground)}, who is not bound, and not who did it")
    struck = {party for actor in known.item.strikers(scene.lists) if (party := ground.party(actor))}
    if len(struck) == 1:
        only = struck.pop()
        return only, _gate(True, f"another sentence says that {only} struck, who is bound")
    return None, _gate(True, f"the item names {_names(bound, ground)}, but not who did it")


def _ids(actors: Sequence[Hit]) -> list[ListId]:
    return [actor.sign.list for actor in actors if actor.sign.list]


def _name(actor: Hit, ground: Ground) -> str:
    return ground.name(actor.sign.list) if actor.sign.list else "somebody"


def _names(lists: Sequence[ListId], ground: Ground) -> str:
    return " and ".join(map(ground.name, lists))


def _gate(passed: bool, why: str) -> Gate:
    return Gate(gate="party", passed=passed, why=why)
