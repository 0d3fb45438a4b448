"""Headlines made to mislead, as a table: what the rule of the energy pause that forbids strikes must make of each.

`at` is the day (then noon) or instant of publication in UTC. `expect` names the mentions that must be found, parted by
semicolons: `fire` or `ignore`, stance, accused and speaker, where `-` is nobody, `*` anybody and `a|b` either of two;
a bare `ignore` asks only that nothing fires. `known` marks what is not read rightly yet: it can only be taken away.
"""

import pytest
from adversarial import LINES, Line
from readings import judged

from monitor.model.match import Match

KNOWN = "miss"


def as_expected(line: Line) -> bool:
    found = judged(line.text, line.at)
    wanted = [mention.split() for mention in line.expect.split(";")]
    fires = [words for words in wanted if words[0] == "fire"]
    return sum(match.fires for match in found) >= len(fires) and (
        bool(fires) == any(match.fires for match in found)
        and all(any(is_as(match, words) for match in found) for words in wanted if len(words) > 1)
    )


def is_as(match: Match, words: list[str]) -> bool:
    verdict, *told = words
    put = (match.stance, match.party or "-", match.speaker or "-")
    fits = (want == "*" or have in want.split("|") for want, have in zip(told, put, strict=True))
    return match.fires is (verdict == "fire") and all(fits)


def test_the_table_is_large_and_no_line_stands_in_it_twice() -> None:
    texts = [line.text for line in LINES]
    assert len(set(texts)) == len(texts) >= 180
    assert {line.known for line in LINES} <= {"", KNOWN}


@pytest.mark.parametrize("line", [pytest.param(each, id=f"{each.category}: {each.text}") for each in LINES])
def test_a_headline_is_read_as_the_table_says_unless_it_is_a_known_miss(line: Line) -> None:
    if line.known:
        assert not as_expected(line), "read rightly now: take the mark away"
    else:
        assert as_expected(line)
