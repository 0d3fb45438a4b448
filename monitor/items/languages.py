"""Which language an item is judged in."""

from monitor.model.feed import Entry, Feed
from monitor.model.ids import UNDETERMINED, Lang


def language(entry: Entry, feed: Feed, feed_lang: Lang | None) -> Lang:
    """Return an item's language, `und` where nobody knows.

    The operator's declaration stands first: a person made it for this feed, while `<language>` of a document is often
    what its software was delivered with. So an entry's own word is taken where the operator declared nothing or this
    language among others; where the operator declared one language and the entry says nothing, it is that one; where
    the operator declared several or none, the document's word decides between them. A word that contradicts the
    operator's makes the item `und`: every list judges it, so that whoever is wrong, nothing is missed.
    """
    declared = feed.languages
    claim = entry.lang if entry.lang is not None or len(declared) == 1 else feed_lang
    if claim is None or claim == UNDETERMINED:
        return feed.lang
    return claim if not declared or claim in declared else UNDETERMINED
