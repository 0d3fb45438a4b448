"""The engine: a rulebook made ready to judge items, one at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.matching.agents import Scene
from monitor.matching.days import named
from monitor.matching.evidence import evidence
from monitor.matching.ground import Ground
from monitor.matching.index import Candidates
from monitor.matching.lexicon import Sign, lexicon
from monitor.matching.mentions import Mention
from monitor.matching.party import Attribution, attribution
from monitor.matching.passages import Passage, passages
from monitor.matching.places import Surroundings
from monitor.matching.scope import bound
from monitor.matching.sense import sense
from monitor.matching.speakers import Speech, speeches
from monitor.matching.stance import Put, gate, put
from monitor.matching.timing import timing, told_on
from monitor.model.ids import UNDETERMINED, CommitmentId, PartyId, RuleId
from monitor.model.language import Language
from monitor.model.match import Field, GateName, Match, Reading
from monitor.model.rule import Rule, Stance
from monitor.model.rulebook import Rulebook
from monitor.text.phrases import Phrases

FIELDS: tuple[Field, ...] = ("title", "summary", "body")
LEAD = 1_000
"""How many code points of a body are judged, and only where there is no summary: news tells the event first, and what
stands below is background."""


@dataclass(frozen=True, slots=True)
class _Tongue:
    language: Language
    phrases: Phrases[Sign]


class Engine:
    """Judges readings by one rulebook. Immutable: one engine can be used from several threads."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._tongues = {
            code: _Tongue(language, lexicon(language, rulebook.lists)) for code, language in rulebook.languages.items()
        }
        self._grounds: dict[CommitmentId, Ground] = {
            commitment.id: Ground(commitment, rulebook.lists) for commitment in rulebook.commitments
        }
        self._candidates = Candidates(rulebook.commitments)

    def judge(self, reading: Reading) -> tuple[Match, ...]:
        """Return what every rule makes of an item: one match per rule and mention, those that fail included.

        Rules come in the rulebook's order, and the mentions of each in the text's: title, summary, body. A text in an
        undetermined language is judged by all of them; one in a language that pactwatch does not know by none.
        """
        if reading.lang == UNDETERMINED:
            tongues = tuple(self._tongues.values())
        else:
            tongues = tuple(tongue for code, tongue in self._tongues.items() if code == reading.lang)
        found = (each for tongue in tongues for each in self._judged(reading, tongue))
        return tuple(sorted(_once(found), key=self._place))

    def _place(self, match: Match) -> tuple[int, int, int]:
        evidence = match.evidence
        return self._candidates.rules[match.rule], FIELDS.index(evidence.field), evidence.words[0].start

    def _judged(self, reading: Reading, tongue: _Tongue) -> Iterator[Match]:
        item = Surroundings(
            tuple(
                passage
                for name, text in _fields(reading)
                for passage in passages(name, text, tongue.language, tongue.phrases)
            )
        )
        for passage in item.passages:
            said: tuple[Speech, ...] | None = None
            for commitment, rule, mention in self._candidates.mentions(passage):
                said = speeches(passage) if said is None else said
                scene = Scene(mention, passage, said, rule.outweighed_by)
                yield _verdict(reading, scene, item, rule, self._grounds[commitment.id])


def compile_engine(rulebook: Rulebook) -> Engine:
    """Return an engine for a rulebook."""
    return Engine(rulebook)


def _fields(reading: Reading) -> Iterator[tuple[Field, str]]:
    yield "title", reading.title
    yield "summary", reading.summary
    if not reading.summary:
        yield "body", reading.body[:LEAD]


def _verdict(reading: Reading, scene: Scene, item: Surroundings, rule: Rule, ground: Ground) -> Match:
    mention, passage, commitment = scene.mention, scene.passage, ground.commitment
    who = attribution(scene, item, ground)
    speaker = next((party.id for party in commitment.parties if party.id == who.speaker), None)
    how = _put(mention, passage, who, speaker)
    when = timing(reading, commitment, named(passage, mention.head, told_on(reading, commitment)))
    meant = sense(rule, mention, passage, commitment.exceptions)
    gates = (meant, gate(rule, how, passage), bound(mention, who), when.gate)
    reason: GateName | None = next((each.gate for each in gates if not each.passed), None)
    return Match(
        rule=rule.id,
        commitment=commitment.id,
        kind=rule.kind,
        fires=reason is None,
        reason=reason,
        stance=how.stance,
        # Who denies a deed that nobody is said to have done is the one whom others accuse of it.
        party=who.accused or (speaker if how.stance is Stance.DENIED else None),
        speaker=who.speaker,
        places=tuple(ground.name(place) for place in who.places),
        event_on=when.event_on,
        windows=when.windows,
        boundary=when.boundary,
        gates=gates,
        evidence=evidence(mention, passage, how),
    )


def _put(mention: Mention, passage: Passage, who: Attribution, speaker: PartyId | None) -> Put:
    return put(
        mention,
        passage,
        by_party=speaker is not None,
        by_accused=speaker is not None and who.accused in {None, speaker},
    )


def _once(found: Iterable[Match]) -> list[Match]:
    """Return matches without those that tell of the same words again, as two languages or two forms may.

    Of two that share words of a field, the one that fires stays, else the one that is denied, then the one with more.
    """
    kept: list[Match] = []
    told: set[tuple[RuleId, Field, int, int]] = set()
    for match in sorted(found, key=_worth):
        evidence = match.evidence
        words = {(match.rule, evidence.field, each.start, each.end) for each in evidence.words}
        if not words & told:
            told |= words
            kept.append(match)
    return kept


def _worth(match: Match) -> tuple[bool, bool, int, list[tuple[int, int, str]]]:
    words = match.evidence.words
    told = [(each.start, each.end, str(each.list)) for each in words]
    return not match.fires, match.stance is not Stance.DENIED, -len(words), told
