"""The plain forms of a rule, queries and regular expressions: what of them stands in an item, and the verdict on it.

They ask for words and for no event: sense and party are not asked, stance and time are.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.matching.days import named
from monitor.matching.ground import Ground
from monitor.matching.hits import Hit
from monitor.matching.lexicon import Role, Sign
from monitor.matching.mentions import Mention
from monitor.matching.party import attributions
from monitor.matching.passages import Passage
from monitor.matching.places import Surroundings
from monitor.matching.queries import Spot, seen, spots
from monitor.matching.scenes import Scene
from monitor.matching.speakers import speeches
from monitor.matching.stance import STRENGTH, Put, cue_words, gate, put
from monitor.matching.timing import timing, told_on
from monitor.model.commitment import Commitment
from monitor.model.ids import ListId
from monitor.model.match import Evidence, Gate, GateName, Match, Reading, Words
from monitor.model.query import Leaf, Query, Term, anchors, leaves
from monitor.model.rule import Rule
from monitor.text.regex import Patterns

QUERY, REGEX = ListId("query"), ListId("regex")
"""The names under which the own words of a query, and what a regular expression found, are shown."""

Takers = list[tuple[Commitment, Rule]]


@dataclass(frozen=True, slots=True)
class Saying:
    """What was asked for, as it stands in a field. `hits` are those of the sentence that says most of it."""

    passage: Passage
    hits: tuple[Hit, ...]
    words: tuple[Words, ...]
    clause: tuple[int, int]


class PlainRules:
    """The rules that ask for words, filed under the rarest terms of which one must stand in an item."""

    def __init__(self, commitments: Sequence[Commitment]) -> None:
        self._queries: dict[Query, Takers] = {}
        self._regexes: dict[str, Takers] = {}
        for commitment in commitments:
            for rule in commitment.rules:
                if rule.query is not None:
                    self._queries.setdefault(rule.query, []).append((commitment, rule))
                if rule.regex is not None:
                    self._regexes.setdefault(rule.regex, []).append((commitment, rule))
        uses = Counter(leaf for query in self._queries for leaf in set(leaves(query)))
        self.terms = tuple(dict.fromkeys(leaf.text for leaf in uses if isinstance(leaf, Term)))
        self._filed: dict[Leaf, list[Query]] = {}
        for query in self._queries:
            for leaf in dict.fromkeys(anchors(query, lambda leaf: uses[leaf])):
                self._filed.setdefault(leaf, []).append(query)
        self._patterns = Patterns(tuple(self._regexes)) if self._regexes else None

    def sayings(self, item: Surroundings) -> Iterator[tuple[Commitment, Rule, Saying]]:
        """Yield what of each rule stands in an item: of a query once in a field, of a pattern once in a sentence."""
        if self._queries:
            yield from ((*taker, said) for query, said in self._of_queries(item) for taker in self._queries[query])
        if self._patterns:
            takers = list(self._regexes.values())
            for passage in item.passages:
                yield from (
                    (*taker, said) for rank, said in _matched(self._patterns, passage) for taker in takers[rank]
                )

    def _of_queries(self, item: Surroundings) -> Iterator[tuple[Query, Saying]]:
        found = seen(item.passages)
        asked = dict.fromkeys(query for each in found.values() for leaf in each for query in self._filed.get(leaf, ()))
        for query in asked:
            for field in found:
                if held := spots(query, field, found):
                    yield query, _said(held)


def verdict(reading: Reading, said: Saying, item: Surroundings, rule: Rule, ground: Ground) -> Match:
    """Return what a rule makes of a saying: who speaks and where are told, and nobody is accused."""
    commitment, passage = ground.commitment, said.passage
    mentions = [Mention(None, hit, tuple(other for other in said.hits if other is not hit)) for hit in said.hits]
    who, *_ = attributions(Scene(mentions[0], passage, speeches(passage)), item, ground)
    by_party = who.speaker in {party.id for party in commitment.parties}
    how = min((put(each, passage, is_said=by_party, by_accused=by_party) for each in mentions), key=_strength)
    when = timing(reading, commitment, named(passage, said.hits[0], told_on(reading, commitment)))
    gates = (_not_asked("sense", rule), gate(rule, how, passage), _not_asked("party", rule), when.gate)
    reason = next((each.gate for each in gates if not each.passed), None)
    return Match(
        rule=rule.id,
        commitment=commitment.id,
        kind=rule.kind,
        fires=reason is None,
        reason=reason,
        stance=how.stance,
        party=None,
        speaker=who.speaker,
        places=tuple(ground.name(place) for place in who.places),
        event_on=when.event_on,
        windows=when.windows,
        boundary=when.boundary,
        gates=gates,
        evidence=Evidence(
            field=passage.field, text=passage.text, clause=said.clause, words=said.words, cue=cue_words(how, passage)
        ),
    )


def _strength(how: Put) -> int:
    return STRENGTH[how.stance]


def _not_asked(name: GateName, rule: Rule) -> Gate:
    return Gate(
        gate=name, passed=True, why=f"not asked: the rule is a {'query' if rule.query else 'regular expression'}"
    )


def _said(held: Sequence[Spot]) -> Saying:
    """Return a query's words: those of the sentence with most of its terms, and the first of each other term."""
    terms: dict[Passage, set[Sign]] = {}
    for spot in held:
        terms.setdefault(spot.passage, set()).add(spot.hit.sign)
    main = max(terms, key=lambda passage: (len(terms[passage]), -passage.tokens[0].start))
    others: dict[Sign, Spot] = {}
    for spot in held:
        if spot.hit.sign not in terms[main]:
            others.setdefault(spot.hit.sign, spot)
    own = [spot for spot in held if spot.passage is main]
    shown = sorted((*own, *others.values()), key=lambda spot: spot.passage.span(spot.hit.first, spot.hit.end))
    sentences = [spot.passage.span(0, len(spot.passage.tokens)) for spot in shown]
    clause = (min(first for first, _ in sentences), max(end for _, end in sentences))
    hits = tuple(sorted((spot.hit for spot in own), key=lambda hit: (hit.first, hit.end)))
    return Saying(main, hits, tuple(map(_words, shown)), clause)


def _words(spot: Spot) -> Words:
    start, end = spot.passage.span(spot.hit.first, spot.hit.end)
    return Words(list=spot.hit.sign.list or QUERY, start=start, end=end)


def _matched(patterns: Patterns, passage: Passage) -> Iterator[tuple[int, Saying]]:
    """Yield what patterns find in a sentence. Its stance is that of its two ends: a cue may stand between them."""
    start, end = passage.span(0, len(passage.tokens))
    for rank, first, last in patterns.find(passage.text[start:end]):
        tokens = [
            at for at, token in enumerate(passage.tokens) if token.start < start + last and start + first < token.end
        ]
        hits = tuple(Hit(at, at + 1, Sign(Role.TERM)) for at in sorted({*tokens[:1], *tokens[-1:]}))
        words = Words(list=REGEX, start=start + first, end=start + last)
        if hits:
            yield rank, Saying(passage, hits, (words,), (start, end))
