"""Which words are offered for which list."""

from monitor.model.half import Half, Unread
from monitor.model.ids import CommitmentId, Lang, ListId, RuleId
from monitor.model.match import Words
from monitor.model.vocabulary import WordList
from monitor.teaching.counting import Seen
from monitor.teaching.nearmisses import NearMiss
from monitor.teaching.words import Suggestion, suggestions
from monitor.text.tokens import tokens

RULE, EN = RuleId("energy-strike"), Lang("en")
SITE, OUTAGE = ListId("energy-site"), ListId("outage")
LISTS = {
    SITE: WordList(id=SITE, phrases={EN: ("power plant", "substation")}),
    OUTAGE: WordList(id=OUTAGE, phrases={EN: ("without power", "blackout")}),
}


def a_miss(name: str, sentence: str, *, known: str = "strike", likeness: float = 0.5) -> NearMiss:
    """A near miss in which one word alone is known."""
    cut = [token for token in tokens(sentence) if token.is_word]
    spoken = ["", *(token.text for token in cut), ""]
    unread = tuple(
        Unread(token.text, token.start, spoken[at], spoken[at + 2])
        for at, token in enumerate(cut)
        if token.text != known
    )
    start = sentence.index(known)
    half = Half(
        commitment=CommitmentId("pause"),
        rule=RULE,
        lang=EN,
        field="title",
        text=sentence,
        span=(0, len(sentence)),
        found=(Words(list=ListId("attack"), start=start, end=start + len(known)),),
        missing=((SITE,), (OUTAGE,)),
        bound=("ukraine",),
        unread=unread,
    )
    return NearMiss(item=name, rule=RULE, lang=EN, title=sentence, stopped_by=None, half=half, likeness=likeness)


def offered(*sentences: str, common: str = "", fired: str = "") -> list[Suggestion]:
    seen = Seen()
    for sentence in (*sentences, *[common or "nothing else happened"] * 20):
        seen.add(sentence.casefold())
    if fired:
        seen.add_fired(RULE, fired)
    return suggestions([a_miss(str(at), sentence) for at, sentence in enumerate(sentences)], seen, LISTS)


def test_a_word_is_offered_to_the_list_whose_phrases_look_like_its_place() -> None:
    found = offered("Lviv without heat after strike", "Odesa lies without heat since strike")
    assert [(each.word, each.list, len(each.items)) for each in found if "heat" in each.word] == [
        ("without heat", OUTAGE, 2)
    ]
    plant = offered("A strike on the gas plant", "Another strike on a chemical plant")
    assert [(each.word, each.list) for each in plant] == [("plant", SITE)]


def test_what_stands_once_or_everywhere_or_only_joins_is_not_offered() -> None:
    found = offered("Rivers froze after the strike", "The mayor spoke after the strike", common="the mayor spoke")
    assert found == []


def test_a_word_told_where_the_rule_fires_goes_before_one_that_is_told_of_war() -> None:
    texts = ("Grid and wall after strike", "Wall falls on grid in strike", "Wall shakes in strike")
    assert offered(*texts, fired="Grid and grid again")[0].word == "grid"


def test_a_name_that_is_never_written_small_is_not_offered() -> None:
    seen = Seen()
    for text in ("Biden condemns strike", "Strike worries Biden", "other news"):
        seen.add(text)
    misses = [a_miss("1", "Biden on a strike"), a_miss("2", "After strike Biden")]
    assert "biden" not in [each.word for each in suggestions(misses, seen, LISTS)]


def test_without_near_misses_nothing_is_offered() -> None:
    assert suggestions([], Seen(), LISTS) == []
