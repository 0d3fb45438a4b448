"""Evidence: the words behind a match, with their places in the text that was judged."""

from monitor.matching.hits import Hit
from monitor.matching.mentions import Mention
from monitor.matching.passages import Passage
from monitor.matching.stance import Put, cue_words
from monitor.model.ids import ListId
from monitor.model.match import Evidence, Words

BREACH = ListId("breach")
"""The name under which a language's own words of breach are shown."""


def evidence(mention: Mention, passage: Passage, how: Put) -> Evidence:
    """Return a mention's words and its clause; an outcome and its cause may take several clauses."""
    ranges = [passage.clause(hit.first) for hit in mention.words]
    clause = passage.span(min(first for first, _ in ranges), max(end for _, end in ranges))
    return Evidence(
        field=passage.field,
        text=passage.text,
        clause=clause,
        words=tuple(_words(hit, passage) for hit in mention.words),
        cue=cue_words(how, passage),
    )


def _words(hit: Hit, passage: Passage) -> Words:
    start, end = passage.span(hit.first, hit.end)
    return Words(list=hit.sign.list or BREACH, start=start, end=end)
