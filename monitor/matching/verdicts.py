"""Verdicts: what a rule makes of one mention, gate by gate."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from monitor.matching.days import named
from monitor.matching.denials import denial, denier
from monitor.matching.evidence import evidence
from monitor.matching.ground import Ground
from monitor.matching.joins import Join, apart
from monitor.matching.party import Attribution, attributions
from monitor.matching.places import Surroundings
from monitor.matching.scenes import Scene
from monitor.matching.scope import bound
from monitor.matching.sense import joint_sense, sense
from monitor.matching.speakers import speeches
from monitor.matching.stance import Put, gate, put, stronger
from monitor.matching.timing import Timing, timing, told_on
from monitor.model.ids import PartyId
from monitor.model.match import Evidence, Gate, GateName, Match, Reading
from monitor.model.rule import Rule, Stance


@dataclass(frozen=True, slots=True)
class _Case:
    """What a verdict is on: a rule of a commitment, who did it, and when."""

    rule: Rule
    ground: Ground
    who: Attribution
    when: Timing


def verdicts(reading: Reading, scene: Scene, item: Surroundings, rule: Rule, ground: Ground) -> Iterator[Match]:
    """Yield the verdict on a mention: two where two accuse each other of it."""
    when = timing(reading, ground.commitment, named(scene.passage, scene.mention.head, _today(reading, ground)))
    for who in attributions(scene, item, ground):
        how = _unless_denied(_put(scene, who, ground), scene, item)
        meant = sense(rule, scene.mention, scene.passage, ground.commitment.exceptions, by_party=who.by_party)
        gates = (meant, gate(rule, how, scene.passage), bound(scene.mention, who), when.gate)
        case = _Case(rule, ground, who, when)
        yield _match(case, how.stance, gates, evidence(scene.mention, scene.passage, how))
        yield from _answered(case, scene, item, gates)


def _unless_denied(how: Put, scene: Scene, item: Surroundings) -> Put:
    """Return the stance of what only one side claims: denied where the title says that claims are."""
    denied = how.stance is Stance.CLAIMED and scene.passage.field != "title" and item.denied_by_title
    return Put(Stance.DENIED, why="the title denies it") if denied else how


def _answered(case: _Case, scene: Scene, item: Surroundings, gates: tuple[Gate, ...]) -> Iterator[Match]:
    """Yield a second verdict on a mention, denied, where the next sentence says that the accused denies it."""
    after = item.after(scene.passage)
    cue = denial(after) if after else None
    if after is None or cue is None:
        return
    by = case.ground.party(denier(after))
    if by is not None and case.who.accused in {None, by}:
        how = Put(Stance.DENIED, why=f'the next sentence denies it: "{after.words(cue)}"')
        told = (gates[0], gate(case.rule, how, scene.passage), *gates[2:])
        who = replace(case.who, accused=by, speaker=by)
        yield _match(replace(case, who=who), how.stance, told, evidence(scene.mention, scene.passage, how))


def joint_verdicts(reading: Reading, join: Join, item: Surroundings, rule: Rule, ground: Ground) -> Iterator[Match]:
    """Yield the verdict on an outcome whose cause stands in the sentence beside: who did it is told there."""
    if apart(join, ground):
        return
    told = Scene(join.outcome, join.passage, (), rule.outweighed_by)
    done = Scene(join.cause, join.beside, speeches(join.beside), rule.outweighed_by)
    today = _today(reading, ground)
    day = named(join.passage, join.outcome.head, today) or named(join.beside, join.cause.head, today)
    when = timing(reading, ground.commitment, day)
    for who in attributions(done, item, ground):
        how, passage = stronger((_put(told, who, ground), join.passage), (_put(done, who, ground), join.beside))
        gates = (joint_sense(rule, join), gate(rule, how, passage), bound(join.outcome, who), when.gate)
        shown = how if passage is join.passage else replace(how, cue=None)
        words = evidence(join.outcome, join.passage, shown)
        yield _match(_Case(rule, ground, who, when), how.stance, gates, words)


def _put(scene: Scene, who: Attribution, ground: Ground) -> Put:
    speaker = _party(who.speaker, ground)
    return put(
        scene.mention,
        scene.passage,
        is_said=speaker is not None or who.said,
        by_accused=speaker is not None and who.accused in {None, speaker},
    )


def _match(case: _Case, stance: Stance, gates: tuple[Gate, ...], words: Evidence) -> Match:
    rule, ground, who, when = case.rule, case.ground, case.who, case.when
    reason: GateName | None = next((each.gate for each in gates if not each.passed), None)
    return Match(
        rule=rule.id,
        commitment=ground.commitment.id,
        kind=rule.kind,
        fires=reason is None,
        reason=reason,
        stance=stance,
        party=_accused(who, stance, ground),
        speaker=who.speaker,
        places=tuple(ground.name(place) for place in who.places),
        event_on=when.event_on,
        windows=when.windows,
        boundary=when.boundary,
        gates=gates,
        evidence=words,
    )


def _accused(who: Attribution, stance: Stance, ground: Ground) -> PartyId | None:
    """Return who is accused. Who denies what no words say another did is the one whom others accuse of it."""
    denier = _party(who.speaker, ground) if stance is Stance.DENIED and not who.by_party else None
    return denier or who.accused


def _party(speaker: str | None, ground: Ground) -> PartyId | None:
    return next((party.id for party in ground.commitment.parties if party.id == speaker), None)


def _today(reading: Reading, ground: Ground) -> date:
    return told_on(reading, ground.commitment)
