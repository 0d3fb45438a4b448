"""One report in many papers: every paper is shown, and one newsroom counted."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

from desks import DESK, Newsstand, a_desk, a_feed, an_entry, told
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.incidents.origins import origins, outlets, sources
from monitor.model.feed import Entry, Feed
from monitor.model.incident import Incident
from monitor.pipeline.desk import Desk

REPORT = (
    "Russian drones hit a substation in Sumy region late on Monday, cutting power to 12 villages and two hospitals, "
    "the regional governor said, adding that repair crews were waiting for the all-clear to begin their work."
)
OWN = (
    "A strike by Russian drones on a substation in Sumy region has left villages dark, our reporter saw on the spot "
    "this morning, where engineers were still clearing away what was left of a transformer."
)
TITLES = (
    "Russian drones hit substation in Sumy region",
    "Sumy substation struck by Russian drones overnight",
    "Russian drones strike a substation in Sumy, cutting power",
    "Substation in Sumy region hit in Russian drone strike",
)
TEXTS = (
    REPORT,
    f"SUMY, April 1 (Harbour Wire) - {REPORT}",
    " ".join(REPORT.split()[:22]) + "…",
    f"{REPORT} Read more in our paper.",
    OWN,
)


def paper(number: int, text: str) -> tuple[Feed, Entry]:
    entry = an_entry(TITLES[number], summary=text, entry_id=str(number), link=f"https://paper-{number}.example/1")
    return a_feed(f"Paper {number}"), entry


def the_incident(desk: Desk) -> Incident:
    [incident] = desk.store.incidents()
    return incident


def test_copies_under_other_titles_are_one_origin_and_do_not_corroborate() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        for number in range(3):
            stand.poll(*paper(number, TEXTS[number]))
        incident = the_incident(desk)
        assert origins(desk.store.members(incident.id)) == ("Paper 0",)
        assert outlets(desk.store.members(incident.id)) == ("Paper 0", "Paper 1", "Paper 2")
        assert [row[1] for row in told(desk) if row[0] == DESK] == ["first-report"]


def test_a_newsrooms_own_words_corroborate_what_the_copies_do_not() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        for number, text in enumerate((REPORT, TEXTS[1], OWN)):
            stand.poll(*paper(number, text))
        assert origins(desk.store.members(the_incident(desk).id)) == ("Paper 0", "Paper 2")
        assert [row[1] for row in told(desk) if row[0] == DESK] == ["first-report", "corroborated"]


def test_a_copy_that_becomes_a_text_of_its_own_corroborates() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(*paper(0, REPORT))
        stand.poll(*paper(1, REPORT))
        feed, entry = paper(1, OWN)
        assert stand.poll(feed, entry).changed == 1
        assert origins(desk.store.members(the_incident(desk).id)) == ("Paper 0", "Paper 1")


def test_a_report_that_returns_after_three_days_is_not_looked_for() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        stand.poll(*paper(0, REPORT))
        desk.clock.advance(timedelta(days=3, seconds=1))  # type: ignore[attr-defined]
        stand.poll(*paper(1, REPORT))
        assert [item.copy_of for item in map(desk.store.item, (1, 2)) if item] == [None, None]  # type: ignore[arg-type]


def test_one_papers_second_address_for_a_text_whose_title_was_set_right_is_a_sighting() -> None:
    with a_desk() as desk:
        stand = Newsstand(desk)
        feed, entry = paper(0, REPORT)
        again = replace(
            entry, entry_id="x", link="https://paper-0.example/x", title=entry.title.replace("hit", "hit a")
        )
        slipped = replace(again, title=entry.title.replace("station", "staton"))
        tally = stand.poll(feed, entry, slipped)
        assert (tally.new, tally.duplicates) == (1, 1)
        assert stand.poll(feed, entry, slipped).known == 2
        assert desk.store.item_counts() == (1, 0)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(range(len(TEXTS))), min_size=2, max_size=4), st.data())
def test_the_order_of_feeds_changes_no_count_and_polling_again_adds_nothing(
    texts: list[int], data: st.DataObject
) -> None:
    papers = [paper(number, TEXTS[text]) for number, text in enumerate(texts)]
    order = data.draw(st.sampled_from(list(permutations(papers))))
    with a_desk() as desk:
        stand = Newsstand(desk)
        for feed, entry in order:
            stand.poll(feed, entry)
        incident, before = the_incident(desk), told(desk)
        for feed, entry in (*papers, *order):
            assert stand.poll(feed, entry).known == 1
        assert (the_incident(desk), told(desk)) == (incident, before)
        assert incident.sources == sources(desk.store.members(incident.id))
    expected = len({TEXTS[text] == OWN for text in texts})
    assert (incident.sources.origins, incident.sources.outlets) == (expected, len(texts))
