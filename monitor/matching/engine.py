"""The engine: a rulebook made ready to judge items, one at a time."""

from collections.abc import Iterable, Iterator

from monitor.matching.ground import Ground
from monitor.matching.index import Candidates
from monitor.matching.places import Surroundings
from monitor.matching.plain import PlainRules, verdict
from monitor.matching.scenes import Scene
from monitor.matching.speakers import Speech, speeches
from monitor.matching.tongues import Tongues
from monitor.matching.verdicts import joint_verdicts, verdicts
from monitor.model.ids import CommitmentId, RuleId
from monitor.model.match import Field, Match, Reading
from monitor.model.rule import Stance
from monitor.model.rulebook import Rulebook

FIELDS: tuple[Field, ...] = ("title", "summary", "body")


class Engine:
    """Judges readings by one rulebook. Immutable: one engine can be used from several threads."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._plain = PlainRules(rulebook.commitments)
        self._tongues = Tongues(rulebook, self._plain.terms)
        self._grounds: dict[CommitmentId, Ground] = {
            commitment.id: Ground(commitment, rulebook.lists) for commitment in rulebook.commitments
        }
        self._candidates = Candidates(rulebook.commitments)

    def judge(self, reading: Reading) -> tuple[Match, ...]:
        """Return what every rule makes of an item: one match per rule and mention, those that fail included.

        Rules come in the rulebook's order, and the mentions of each in the text's: title, summary, body. A text in an
        undetermined language is read in all of them, and judged in the one that knows most of its words, or in several
        that know as many; one in a language that pactwatch does not know is judged in none.
        """
        items = [Surroundings(tongue.sentences(reading)) for tongue in self._tongues.of(reading.lang)]
        most = max((item.known_words for item in items), default=0)
        found = (each for item in items if item.known_words == most for each in self._judged(reading, item))
        return tuple(sorted(_once(found), key=self._place))

    def _place(self, match: Match) -> tuple[int, int, int]:
        evidence = match.evidence
        return self._candidates.rules[match.rule], FIELDS.index(evidence.field), evidence.words[0].start

    def _judged(self, reading: Reading, item: Surroundings) -> Iterator[Match]:
        for passage in item.passages:
            said: tuple[Speech, ...] | None = None
            for commitment, rule, mention in self._candidates.mentions(passage):
                said = speeches(passage) if said is None else said
                scene = Scene(mention, passage, said, rule.outweighed_by)
                yield from verdicts(reading, scene, item, rule, self._grounds[commitment.id])
            for commitment, rule, join in self._candidates.joins(passage, item):
                yield from joint_verdicts(reading, join, item, rule, self._grounds[commitment.id])
        for commitment, rule, words in self._plain.sayings(item):
            yield verdict(reading, words, item, rule, self._grounds[commitment.id])


def compile_engine(rulebook: Rulebook) -> Engine:
    """Return an engine for a rulebook."""
    return Engine(rulebook)


def _once(found: Iterable[Match]) -> list[Match]:
    """Return matches without those that tell of the same words again, as two languages or two forms may.

    Of two that share words of a field, the one that fires stays, else the one that is denied, then the one with more.
    Two who accuse each other tell of the same words, each for itself, and so does a denial.
    """
    kept: list[Match] = []
    told: dict[tuple[RuleId, Field, int, int], Match] = {}
    for match in sorted(found, key=_worth):
        evidence = match.evidence
        words = [(match.rule, evidence.field, each.start, each.end) for each in evidence.words]
        if all(_answers(match, told[word]) for word in words if word in told):
            told |= dict.fromkeys(words, match)
            kept.append(match)
    return kept


def _answers(match: Match, other: Match) -> bool:
    """Whether of two matches on the same words one is the answer to the other: a denial, or the counter-accusation."""
    if match.party is None or match.evidence.words != other.evidence.words:
        return False
    denies = match.stance is Stance.DENIED and other.fires and match.party == match.speaker
    return denies or (match.party, match.speaker) == (other.speaker, other.party)


def _worth(match: Match) -> tuple[bool, bool, int, list[tuple[int, int, str]], str, list[str]]:
    words = match.evidence.words
    told = [(each.start, each.end, str(each.list)) for each in words]
    whys = [each.why for each in match.gates]
    return not match.fires, match.stance is not Stance.DENIED, -len(words), told, match.party or "", whys
