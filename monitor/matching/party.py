"""The party gate: whether who did it is bound, or the place covered; and who is accused, by whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.matching.agents import Scene, agent, owner, together
from monitor.matching.ground import Ground
from monitor.matching.lexicon import Role
from monitor.matching.passages import Hit
from monitor.matching.places import Surroundings, places
from monitor.matching.stance import governs
from monitor.model.ids import ListId, PartyId
from monitor.model.match import Gate


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is accused, who says so (a party, or another actor's name), and where; `gate` says why it may count."""

    accused: PartyId | None
    speaker: str | None
    places: tuple[ListId, ...]
    gate: Gate


@dataclass(frozen=True, slots=True)
class _Known:
    """What the item tells of one mention."""

    agents: tuple[Hit, ...]
    owner: Hit | None
    places: tuple[ListId, ...]
    actors: tuple[ListId, ...]


def attribution(scene: Scene, item: Surroundings, ground: Ground) -> Attribution:
    """Return who is accused by whom, and where."""
    doer = agent(scene)
    known = _Known(
        agents=together(scene, doer) if doer else (),
        owner=owner(scene),
        places=places(scene.mention, scene.passage, item, ground),
        actors=item.actors,
    )
    accused, gate = _judged(known, ground)
    return Attribution(accused, _speaker(scene, ground), known.places, gate)


def _speaker(scene: Scene, ground: Ground) -> str | None:
    """Return who says so. Who denies something else in the sentence says nothing of this mention."""
    for speech in scene.speeches:
        actor = speech.speaker.sign.list
        denial = speech.by if speech.by and speech.by.sign.role is Role.CUE else None
        if actor and (denial is None or governs(denial, scene.mention, scene.passage)):
            return ground.party(actor) or ground.name(actor)
    return None


def _judged(known: _Known, ground: Ground) -> tuple[PartyId | None, Gate]:
    if known.places and not any(map(ground.covers, known.places)):
        return None, _gate(False, f"{_names(known.places, ground)} is not covered by the commitment")
    if known.agents:
        return _by_agents(known.agents, ground)
    return _by_owner(known, ground) or _by_place(known, ground) or _by_company(known, ground)


def _by_agents(agents: Sequence[Hit], ground: Ground) -> tuple[PartyId | None, Gate]:
    """Judge those who did it. Of several who are bound none alone is accused."""
    parties = {party for actor in agents if (party := ground.party(actor.sign.list))}
    names = " and ".join(dict.fromkeys(_name(actor, ground) for actor in agents))
    if not parties:
        return None, _gate(False, f"the text says that {names} did it, who is not bound")
    only = parties.pop() if len(parties) == 1 else None
    return only, _gate(True, f"the text says that {names} did it, who is bound")


def _by_owner(known: _Known, ground: Ground) -> tuple[PartyId | None, Gate] | None:
    if known.owner is None:
        return None
    party, name = ground.party(known.owner.sign.list), _name(known.owner, ground)
    if party is None:
        return None, _gate(False, f"what was struck belongs to {name}, who is not bound")
    return ground.other(party), _gate(True, f"what was struck belongs to {name}: the other party is accused")


def _by_place(known: _Known, ground: Ground) -> tuple[PartyId | None, Gate] | None:
    covered = [place for place in known.places if ground.covers(place)]
    if not covered:
        return None
    holders = {ground.holder(place) for place in covered}
    holder = holders.pop() if len(holders) == 1 else None
    names = _names(covered, ground)
    if holder is None:
        return None, _gate(True, f"{names} is covered; control is disputed or unknown, so nobody is accused")
    return ground.other(holder), _gate(True, f"{names} is covered and held by {holder}: the other party is accused")


def _by_company(known: _Known, ground: Ground) -> tuple[PartyId | None, Gate]:
    named = [actor for actor in known.actors if ground.party(actor)]
    if not named:
        return None, _gate(False, "the text names no party and no covered place")
    return None, _gate(True, f"the item names {_names(named, ground)}, but not who did it")


def _name(actor: Hit, ground: Ground) -> str:
    return ground.name(actor.sign.list) if actor.sign.list else "somebody"


def _names(lists: Sequence[ListId], ground: Ground) -> str:
    return " and ".join(map(ground.name, lists))


def _gate(passed: bool, why: str) -> Gate:
    return Gate(gate="party", passed=passed, why=why)
