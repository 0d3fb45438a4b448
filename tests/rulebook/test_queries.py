"""Queries: read in the notation that media analysts know, and what is wrong told at its character."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulefolders import GOOD, faults, write

from monitor.edges.rulefiles import load
from monitor.model.ids import ListId
from monitor.model.query import And, InTitle, Listed, Near, Not, Or, Query, Term
from monitor.rulebook.queries import LONGEST, read_query, written
from monitor.rulebook.query_faults import QueryFault

PAUSED = "commitments/pause.yaml"
EVENT = GOOD[PAUSED].partition("    severity: critical\n")[2].partition("    stance:")[0]
HIT, GRID, GOLF = Term("hit"), Term("grid"), Term("golf")


def asking(line: str) -> dict[str, str | bytes]:
    """Return the good rulebook with a rule that holds one line, or several, in place of its event."""
    return {**GOOD, PAUSED: GOOD[PAUSED].replace(EVENT, f"    {line}\n")}


def refused(text: str) -> tuple[int, str]:
    with pytest.raises(QueryFault) as raised:
        read_query(text)
    return raised.value.at, raised.value.sentence


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("hit", HIT),
        ('"power  plant"', Term("power plant")),
        ("electri*", Term("electri*")),
        ("list:energy-site", Listed(ListId("energy-site"))),
        ("list:actor:russia", Listed(ListId("actor:russia"))),
        ("hit AND grid AND golf", And((HIT, GRID, GOLF))),
        ("hit OR grid AND golf", Or((HIT, And((GRID, GOLF))))),
        ("(hit OR grid) AND golf", And((Or((HIT, GRID)), GOLF))),
        ("hit NOT golf", And((HIT, Not(GOLF)))),
        ("hit AND NOT golf", And((HIT, Not(GOLF)))),
        ("NOT golf AND hit", And((Not(GOLF), HIT))),
        ("hit NEAR/3 grid AND golf", And((Near(HIT, GRID, 3), GOLF))),
        ("hit NEAR/3 grid NEAR/0 golf", Near(Near(HIT, GRID, 3), GOLF, 0)),
        ("title:(hit OR grid) AND golf", And((InTitle(Or((HIT, GRID))), GOLF))),
        ('"AND" OR Orlando OR =downed', Or((Term("AND"), Term("Orlando"), Term("=downed")))),
    ],
)
def test_it_is_read_as_analysts_write_it(text: str, query: Query) -> None:
    assert read_query(text)[0] == query


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("", 0, "the query is empty"),
        ("hit grid", 4, '"grid" follows another word and nothing joins them; put AND, OR or NEAR/5 between them'),
        ("hit and grid", 4, 'write "and" in capitals'),
        ("hit AND", 7, "the query ends where a word should follow"),
        ("hit AND OR grid", 8, "a word must stand before OR"),
        ("AND hit", 0, "a word must stand before AND"),
        ("hit AND (grid OR golf", 8, 'this "(" is never closed'),
        ("hit AND grid)", 12, 'this ")" closes nothing'),
        ("hit AND ()", 9, 'a word must stand before this ")"'),
        ('hit AND "power plant', 8, "this quote is never closed"),
        ('hit AND ""', 8, 'no word stands in ""'),
        ("hit AND “power plant”", 8, "write straight quotes"),
        ("hit NEAR grid", 4, "NEAR takes a number of words"),
        ("hit near/5 grid", 4, "NEAR takes a number of words"),
        ("hit NEAR/500 grid", 4, "NEAR takes a number of words up to 100"),
        ("(hit AND golf) NEAR/5 grid", 1, "NEAR joins words, phrases and lists"),
        ("hit NEAR/5 title:grid", 11, "NEAR joins words, phrases and lists"),
        ("headline:hit", 0, 'there is no field "headline"'),
        ("hit -golf", 4, '"-golf" follows another word'),
        ("hit AND -golf", 8, '"-" means nothing before a word; write NOT'),
        ("hit AND e*", 8, "a * stands at the end of a word, after 3 letters at least"),
        ("hit AND elec*ity", 8, "a * stands at the end of a word"),
        ("NOT hit", 0, "the query may hold where none of its words stands"),
        ("hit OR NOT grid", 0, "the query may hold where none of its words stands"),
        ("hit NOT (grid NOT golf)", 4, "a NOT in a NOT is hard to read"),
        ("hit AND list:", 8, "the name of a list must follow list: at once"),
        (f"hit AND {'(' * 40}grid{')' * 40}", 48, "the query is more than 30 deep here"),
        ("hit OR " * 400 + "hit", LONGEST, "the query goes on after 2,000 characters"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_character(text: str, at: int, said: str) -> None:
    where, sentence = refused(text)
    assert (where, sentence[: len(said)]) == (at, said)


LEAVES = st.one_of(
    st.text(max_size=12)
    .map(lambda text: " ".join(text.replace('"', "").replace("*", "").split()))
    .filter(lambda text: any(letter.isalnum() for letter in text))
    .map(Term),
    st.sampled_from(
        [Term("AND"), Term("near/3"), Term("title:x"), Term("electri*"), Term("-x"), Listed(ListId("grid"))]
    ),
)
CLOSE = st.recursive(
    LEAVES,
    lambda below: st.one_of(
        st.lists(below, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
        st.builds(Near, below, below, st.integers(0, 100)),
    ),
    max_leaves=4,
)
SURE = st.recursive(
    CLOSE,
    lambda below: st.one_of(
        st.lists(below, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(below, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
        st.builds(lambda one, other: And((one, Not(other))), below, CLOSE),
        below.map(InTitle),
    ),
    max_leaves=8,
)


@given(SURE)
def test_reading_a_written_query_gives_the_same(query: Query) -> None:
    text = written(query)
    if len(text) <= LONGEST:
        assert read_query(text)[0] == query


PIECES = [
    "AND",
    "OR",
    "NOT",
    "NEAR/3",
    "NEAR",
    "(",
    ")",
    '"',
    "title:",
    "list:",
    "*",
    "hit",
    " ",
    "grid",
    "=",
    "\n",
    "-",
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_is_a_query_or_has_a_fault_at_one_of_its_characters(text: str) -> None:
    try:
        query, lists = read_query(text)
    except QueryFault as found:
        fault = found
    else:
        assert read_query(written(query))[0] == query
        assert all(text[at:].startswith(f"list:{name}") for at, name in lists)
        return
    assert 0 <= fault.at <= len(text)
    assert fault.sentence


FOLDED = """\
query: >
      (substation OR
      list:energy-sites) AND
      hit
"""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("query: substation and hit", "19:23: write"),
        ("query: 'substation  and hit'", "19:25: write"),
        ("query: '\"Kyiv''s grid\" and hit'", "19:28: write"),
        ('query: "\\"power plant\\" and hit"', "19:29: write"),
        ('query: "\\u0441\\u0432\\u0435\\u0442 and hit"', "19:38: write"),
        ("query: substation\n      and hit", "20:7: write"),
        ("query: |\n\n      substation\n        and hit", "22:9: write"),
        ("query: >-\n      substation\n      and hit", "21:7: write"),
        ("query: substation AND", "19:26: the query ends"),
        (FOLDED, '21:7: unknown vocabulary "energy-sites"; did you mean "energy-site"?'),
        ("query: list:energy-sites AND list:weathr", '19:12: unknown vocabulary "energy-sites"'),
        ("query: 12", '19:12: "query" must be text, not a number; put it in quotes'),
        ("query: [hit]", '19:12: "query" must be text, not a list'),
        ("regex: '(?i)strikes? on (power|gas'", "19:29: this ( is never closed"),
        ("regex: 'Kyiv''s (?=x)'", "19:21: RE2 knows no such group"),
        ("regex: '\\bдрон'", "19:13: \\b knows English letters alone"),
        ("regex: x*", "19:12: the pattern holds where nothing stands"),
        ("unless: [weather]", '16:5: it needs "event", "query" or "regex"'),
        ("query: hit\n    regex: hit", '20:12: "query" and "regex" cannot both be; make two rules of them'),
        ("query: hit\n    unless: [weather]", '20:13: "unless" goes with an event'),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_line_and_column_however_it_is_quoted(tmp_path: Path, line: str, told: str) -> None:
    first, *_ = faults(tmp_path, asking(line).copy()) or [""]
    place, _, said = told.partition(" ")
    label = 'rule "energy-strike": '
    assert first.startswith(f"{PAUSED}:{place} {label}{said}"), first


def test_every_unknown_list_of_a_query_is_told(tmp_path: Path) -> None:
    assert len(faults(tmp_path, asking("query: list:energy-sites AND list:weathr"))) == 2


def test_a_query_is_part_of_what_decides(tmp_path: Path) -> None:
    one, other = (load(write(tmp_path, asking(f"query: {text}"))).fingerprint for text in ("hit", "hit AND grid"))
    assert one != other
