"""The notation: a strict part of YAML, in which words stay words and hostile input ends early."""

from pathlib import Path

import pytest
from rulefolders import GOOD, changed, faults, write

from monitor.edges.rulefiles import load
from monitor.edges.rulefiles.parsing import parse
from monitor.model.ids import Lang, ListId

PAUSED = "commitments/pause.yaml"
TITLE = "title: 30-day pause on strikes against energy sites"
A_TAG = "a tag, which begins with !, is not read here; remove it, or put quotes round the text"
DEEP = "lists and mappings lie more than 32 deep in each other here"

REFUSED = [
    (f"{TITLE}\n{TITLE}", '4:1: "title" stands twice here; the first is on line 3'),
    ("title: &name Pause", '3:8: "&name" sets an anchor, which is not read here; remove it'),
    ("title: *name", '3:8: "*name" refers to an anchor, which is not read here; write the value out'),
    ("*name : Pause", '3:1: "*name" refers to an anchor, which is not read here; write the value out'),
    ("title: !!str Pause", f"3:8: {A_TAG}"),
    ("title: !!python/object/apply:os.system [ls]", f"3:8: {A_TAG}"),
    ("<<: {a: b}", '3:1: "<<" would merge another mapping in, which is not read here; write its keys out'),
    ("\ttitle: Pause", "3:1: a tab cannot indent; use blanks"),
    ("title: Pause\x00", "3:13: the invisible character U+0000 cannot stand in a rule file; remove it"),
    ("title: Pa\u2028use", "3:10: the invisible character U+2028 cannot stand in a rule file; remove it"),
    (r'title: "Pa\0use"', "3:8: the invisible character U+0000 cannot stand in a text"),
    ("title: a: b", '3:9: a ": " stands inside a value, or the line is indented wrongly; put such a value in quotes'),
    ("title: @b", '3:8: a value cannot begin with "@"; put it in quotes'),
    (r'title: "\q"', '3:9: in double quotes a "\\" begins an escape, and YAML has none like this; use single quotes'),
    ("? [a]\n: b", "3:3: a key must be a word or a phrase, not a list or a mapping"),
    ('"": b', '3:1: a key is missing before ":"'),
    ("title: Pause\n---", "4:1: a second document begins here; a rule file holds one, so remove the ---"),
]
WHOLE = [
    ("", '1:1: the file is empty; it begins with "version: 1"'),
    ("# nothing yet\n", '1:1: the file is empty; it begins with "version: 1"'),
    ("- version\n", '1:1: the file must be a mapping that begins with "version: 1"'),
    ("%YAML 1.1\n---\nversion: 1\n", "1:1: a line that begins with % is not read here; remove it"),
    (b"version: 1\nid: \xff\n", "2:5: the file is not in UTF-8 from here on; save it as UTF-8"),
    ("version: 1\n".encode("utf-16"), "1:1: the file is in UTF-16; save it as UTF-8"),
    (b"#" * 1_000_001, "1:1: the file is larger than 1 MB; split it"),
    ("a: [" + "x," * 200_000 + "]", "1:199999: the file holds more than 100,000 keys and values; split it"),
    ("[" * 100_000, f"1:33: {DEEP}"),
    ("{a: " * 100_000, f"1:129: {DEEP}"),
    ("- " * 100_000, f"1:65: {DEEP}"),
    ("a: [x", '2:1: a list that was begun with "[" has no "]", or a comma is missing (it began on line 1)'),
    ('a: "x\n', "2:1: a quote is opened and never closed (it began on line 1)"),
]


@pytest.mark.parametrize(("line", "told"), REFUSED)
def test_what_the_notation_may_not_hold_is_told_at_its_place(tmp_path: Path, line: str, told: str) -> None:
    assert faults(tmp_path, changed(PAUSED, TITLE, line))[0] == f"{PAUSED}:{told}"


@pytest.mark.parametrize(("content", "told"), WHOLE)
def test_a_file_that_is_no_rule_file_is_told_in_one_fault(tmp_path: Path, content: str | bytes, told: str) -> None:
    assert faults(tmp_path, {**GOOD, PAUSED: content}) == [f"{PAUSED}:{told}"]


def test_several_faults_of_notation_come_at_once(tmp_path: Path) -> None:
    told = faults(tmp_path, changed(PAUSED, TITLE, "title: &a b\n<<: {}\nid: again"))
    assert [fault.split(":")[1] for fault in told] == ["3", "4", "5"]


def test_countless_faults_of_notation_end_early(tmp_path: Path) -> None:
    told = faults(tmp_path, {**GOOD, PAUSED: "version: 1\nid: [" + "*a," * 50_000 + "]"})
    assert len(told) == 101
    assert told[-1].endswith("there are more faults from here on")


def test_words_that_other_parsers_take_for_truth_or_numbers_stay_words(tmp_path: Path) -> None:
    words = ["no", "on", "off", "yes", "y", "n", "0x1F", "0o17", ".inf", ".nan", "1_000", "12:30", "2025-03-18", "="]
    files = changed("vocabulary/words.yaml", "[strike, hit, shell]", f"[{', '.join(words)}]")
    found = load(write(tmp_path, files)).lists[ListId("attack")].phrases[Lang("en")]
    assert found == tuple(words)


def test_a_byte_order_mark_and_line_ends_of_windows_are_read(tmp_path: Path) -> None:
    files = {name: b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode() for name, content in GOOD.items()}
    assert load(write(tmp_path, files)) == load(write(tmp_path, GOOD))


def test_columns_count_characters_and_not_bytes() -> None:
    root, faults = parse("Тиша: {мир: так, тиша: ні}".encode(), "a.yaml")
    assert not faults
    assert root is not None
    assert str(root.at(("Тиша", "тиша")).place) == "a.yaml:1:24"
