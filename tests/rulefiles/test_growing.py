"""Values join the lists of rule files, and what stands there stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.edges.rulefiles.growing import Addition, grown
from monitor.edges.rulefiles.parsing import parse
from monitor.model.errors import EditError, RulebookError

PATH = ("lists", "outage", "en")
BLOCK = """\
lists:
  outage:
    en:
      # electricity
      - blackout  # one
      - power cut
    not: {en: [x]}
"""
UK = "lists:\n  outage:\n    uk: [а]\n    # end\n"


def added(before: str, *values: str, path: tuple[str | int, ...] = PATH) -> str:
    return grown(before.encode(), [Addition(path, values)], "words.yaml").decode()


def data(text: str) -> object:
    tree, faults = parse(text.encode(), "words.yaml")
    assert tree is not None, faults
    return tree.data()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BLOCK, BLOCK.replace("      - power cut\n", "      - power cut\n      - heat\n")),
        ("lists:\n  outage: {en: [blackout]}\n", "lists:\n  outage: {en: [blackout, heat]}\n"),
        ("lists:\n  outage: {en: [ ]} # none\n", "lists:\n  outage: {en: [ heat]} # none\n"),
        ("lists:\n  outage: {en: [a,\n    b, ]}\n", "lists:\n  outage: {en: [a,\n    b, heat, ]}\n"),
        ("lists:\n  outage: {uk: [а]}\n", "lists:\n  outage: {uk: [а], en: [heat]}\n"),
        (UK + "x: 1\n", UK + "    en: [heat]\nx: 1\n"),
        ("lists:\r\n  outage:\r\n    en: [a]", "lists:\r\n  outage:\r\n    en: [a, heat]"),
        ("\ufefflists: {outage: {en: ['a']}}\n", "\ufefflists: {outage: {en: ['a', heat]}}\n"),
    ],
)  # fmt: skip
def test_a_word_joins_its_list_whatever_the_layout(before: str, after: str) -> None:
    assert added(before, "heat") == after


@pytest.mark.parametrize("word", ["on", "a: b", "x, y", "[z]", "# no", "1", "it's", 'say "so"', "світло", "=cut"])
def test_a_word_is_quoted_where_yaml_would_read_something_else(word: str) -> None:
    assert data(added(BLOCK, word))["lists"]["outage"]["en"][-1] == word  # type: ignore[index, call-overload]


def test_an_example_joins_the_right_rule_and_makes_the_keys_that_are_missing() -> None:
    before = "rules:\n  - id: a\n    event: {}\n  - id: b\n    event: {}  # last\n"
    example = {"at": "2025-04-02", "text": "A storm, and no light"}
    after = grown(before.encode(), [Addition(("rules", 1, "examples", "ignore"), (example,))], "r.yaml").decode()
    line = '    examples: {ignore: [{at: 2025-04-02, text: "A storm, and no light"}]}\n'
    assert after == before + line


@pytest.mark.parametrize("before", ["lists:\n  outage:\n", "lists: 3\n", "lists:\n  outage:\n    en: word\n"])
def test_a_file_that_cannot_be_added_to_is_refused_with_what_to_do(before: str) -> None:
    with pytest.raises(EditError, match=r"words.yaml is laid out in a way .* write heat under lists > outage > en"):
        added(before, "heat")


def test_a_file_that_is_no_yaml_is_told_with_its_place() -> None:
    with pytest.raises(RulebookError, match=r"words\.yaml:2:1: a value is missing here"):
        added("lists: [", "heat")


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1), min_size=1, max_size=4)
)
def test_whatever_is_added_is_read_as_it_was_given(values: list[str]) -> None:
    found = data(added(BLOCK, *values))["lists"]["outage"]["en"]  # type: ignore[index, call-overload]
    assert found == ["blackout", "power cut", *values]
