"""Halves: what of a rule's events stands in a text in which no event is whole.

For those who teach: the daemon never asks for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.matching.ground import Ground
from monitor.matching.lexicon import Role, Sign, lexicon
from monitor.matching.passages import Hit, Passage, passages
from monitor.matching.timing import timing, told_on
from monitor.model.commitment import Commitment
from monitor.model.ids import UNDETERMINED, CommitmentId, Lang, ListId, PartyId
from monitor.model.language import Language
from monitor.model.match import Evidence, Field, Match, Reading, Words
from monitor.model.rule import ActionOn, BreachOf, EventForm, OutcomeOf, Rule, Stance
from monitor.model.rulebook import Rulebook
from monitor.text.phrases import Phrases

BREACH = ListId("breach")
"""Stands for a language's own words for breaking a promise, which are no list of the rulebook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """A rule of which a sentence holds a part: the lists found there, each with its words, and those that are missing.

    `bound` are the parties and covered places that the item names, as people read them. `unread` are the words of the
    sentence that nothing knows, each with its neighbours.
    """

    commitment: Commitment
    rule: Rule
    lang: Lang
    field: Field
    text: str
    span: tuple[int, int]
    found: tuple[Words, ...]
    missing: tuple[ListId, ...]
    bound: tuple[str, ...]
    unread: tuple["Unread", ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A word that no list and no cue holds, as offsets in the text; `before` and `after` are the words beside it.

    `begins` says that it is the first of its sentence.
    """

    word: str
    start: int
    before: str
    after: str
    begins: bool


class Halves:
    """Looks for halves by one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._tongues: dict[Lang, tuple[Language, Phrases[Sign]]] = {
            code: (language, lexicon(language, rulebook.lists)) for code, language in rulebook.languages.items()
        }
        self._commitments = rulebook.commitments
        self._grounds: dict[CommitmentId, Ground] = {
            each.id: Ground(each, rulebook.lists) for each in rulebook.commitments
        }

    def find(self, reading: Reading) -> Iterator[Half]:
        """Yield of each rule the sentence that holds most of one of its events, if any holds a part of one."""
        codes = tuple(self._tongues) if reading.lang == UNDETERMINED else (reading.lang,)
        for code in codes:
            if code in self._tongues:
                yield from self._in(code, reading)

    def _in(self, lang: Lang, reading: Reading) -> Iterator[Half]:
        language, phrases = self._tongues[lang]
        fields: tuple[tuple[Field, str], ...] = (("title", reading.title), ("summary", reading.summary))
        cut = [each for name, text in fields for each in passages(name, text, language, phrases)]
        if not any(passage.lists for passage in cut):
            return
        for commitment in self._commitments:
            bound = _bound(cut, self._grounds[commitment.id])
            for rule in commitment.rules:
                best = _best(rule, cut)
                if best is not None:
                    passage, found, missing = best
                    yield _half(commitment, rule, lang, passage, (found, missing, bound))


def placeholder(reading: Reading, commitment: Commitment, rule: Rule) -> Match:
    """Return a match of a text in which the engine finds no mention: its title stands for one. It does not fire."""
    when = timing(reading, commitment, None)
    return Match(
        rule=rule.id,
        commitment=commitment.id,
        kind=rule.kind,
        fires=False,
        reason="sense",
        stance=Stance.REPORTED,
        party=None,
        speaker=None,
        places=(),
        event_on=told_on(reading, commitment),
        windows=when.windows,
        boundary=when.boundary,
        gates=(when.gate,),
        evidence=Evidence(field="title", text=reading.title, clause=(0, len(reading.title)), words=(), cue=None),
    )


def parts(form: EventForm) -> tuple[ListId, ...]:
    """Return the lists of which an event is made, what happened first."""
    match form:
        case ActionOn():
            return form.action, form.target
        case OutcomeOf():
            return form.outcome, form.cause, *((form.target,) if form.target else ())
        case BreachOf():
            return BREACH, form.truce


def _best(rule: Rule, cut: Sequence[Passage]) -> tuple[Passage, dict[ListId, Hit], tuple[ListId, ...]] | None:
    """Return the sentence with the fullest part of an event, and which lists any such event would still need there."""
    best: tuple[Passage, dict[ListId, Hit], tuple[ListId, ...]] | None = None
    for passage in cut:
        found: dict[ListId, Hit] = {}
        missing: dict[ListId, None] = {}
        for form in rule.any_of:
            there = {name: hit for name in parts(form) if (hit := _first(passage, name)) is not None}
            if there:
                found |= there
                missing |= dict.fromkeys(name for name in parts(form) if name not in there)
        lacking = tuple(name for name in missing if name not in found)
        if found and (best is None or len(found) > len(best[1])):
            best = passage, found, lacking
    return best


def _first(passage: Passage, name: ListId) -> Hit | None:
    hits: Iterable[Hit] = passage.of(Role.BREACH) if name == BREACH else passage.lists.get(name, ())
    return next((hit for hit in hits if hit.other_sense is None), None)


def _bound(cut: Sequence[Passage], ground: Ground) -> tuple[str, ...]:
    actors: list[PartyId] = [party for each in cut for hit in each.actors if (party := ground.party(hit.sign.list))]
    covered = (hit.sign.list for each in cut for hit in each.places if hit.sign.list and ground.covers(hit.sign.list))
    return tuple(dict.fromkeys((*actors, *map(ground.name, covered))))


def _half(
    commitment: Commitment,
    rule: Rule,
    lang: Lang,
    passage: Passage,
    what: tuple[dict[ListId, Hit], tuple[ListId, ...], tuple[str, ...]],
) -> Half:
    found, missing, bound = what
    return Half(
        commitment=commitment,
        rule=rule,
        lang=lang,
        field=passage.field,
        text=passage.text,
        span=passage.span(0, len(passage.tokens)),
        found=tuple(_words(passage, name, hit) for name, hit in sorted(found.items(), key=lambda each: each[1].first)),
        missing=missing,
        bound=bound,
        unread=tuple(_unread(passage)),
    )


def _words(passage: Passage, name: ListId, hit: Hit) -> Words:
    start, end = passage.span(hit.first, hit.end)
    return Words(list=name, start=start, end=end)


def _unread(passage: Passage) -> Iterator[Unread]:
    known = {at for hit in passage.hits for at in range(hit.first, hit.end)}
    words = passage.tokens
    for at, token in enumerate(words):
        if at not in known and token.is_word and token.number is None:
            before = words[at - 1].text if at else ""
            after = words[at + 1].text if at + 1 < len(words) else ""
            yield Unread(token.text, token.start, before, after, at == 0)
