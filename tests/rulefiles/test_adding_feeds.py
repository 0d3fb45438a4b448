"""New feeds join feeds.yaml, and what stands there stays byte for byte."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulefolders import FEEDS, GOOD, write

from monitor.edges.rulefiles import append_feeds, listed_feeds, load
from monitor.edges.rulefiles.feedsfile import added
from monitor.edges.rulefiles.parsing import parse
from monitor.model.errors import EditError, FeedListError, RulebookError

BLOCK = ("# new", "- address: https://new.example/rss", "  title: New", "  publisher: New")
NEW = "# new\n- address: https://new.example/rss\n  title: New\n  publisher: New\n"


def indented(by: int, text: str = NEW) -> str:
    return "".join(" " * by + line for line in text.splitlines(keepends=True))


FLOW = "    languages: [en,\n      uk] # two\n"
ONE = "version: 1\nfeeds:\n  - address: https://a.example/\n    title: A\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ONE, ONE + indented(2)),
        (ONE.rstrip("\n"), ONE + indented(2)),
        ("\ufeff" + ONE, "\ufeff" + ONE + indented(2)),
        (ONE + "\n# the end", ONE + indented(2) + "\n# the end"),
        (ONE + "    # interval: 5m\n  # - address: off\n# foot\n", None),
        (ONE + "other: []\n", ONE + indented(2) + "other: []\n"),
        (ONE + "    side:\n", ONE + "    side:\n" + indented(2)),
        (ONE + FLOW + "\n", ONE + FLOW + indented(2) + "\n"),
        ("feeds:\n- address: x\n  title: |\n    A\n    B\nversion: 1\n", None),
        ("feeds:\n- {address: x,\n   title: A}  # one\nversion: 1\n", None),
        ('feeds:\n      - address: x\n        title: "A\n\n          B"\n', None),
        ("version: 1\nfeeds:\n", "version: 1\nfeeds:\n" + indented(2)),
        ("version: 1\nfeeds: []\n", "version: 1\nfeeds:\n" + indented(2)),
        ("feeds: [ ] # none yet\nversion: 1\n", "feeds: # none yet\n" + indented(2) + "version: 1\n"),
        ("feeds:", "feeds:\n" + indented(2)),
    ],
)  # fmt: skip
def test_feeds_go_to_the_end_of_the_list_whatever_its_layout(before: str, after: str | None) -> None:
    found = added(before.encode(), [BLOCK]).decode()
    assert after in (None, found)
    assert data(found) == [*data(before), {"address": "https://new.example/rss", "title": "New", "publisher": "New"}]


def test_a_comment_that_belongs_to_the_last_feed_stays_with_it() -> None:
    before = ONE + "    # interval: 5m\n  # - address: off\n"
    assert added(before.encode() + b"# foot\n", [BLOCK]).decode() == before + indented(2) + "# foot\n"


def test_line_ends_are_those_of_the_file() -> None:
    before = ONE.replace("\n", "\r\n").encode()
    assert added(before, [BLOCK]) == before + indented(2).replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("version: 1\n", 'has no "feeds:"'),
        ("- a\n", 'has no "feeds:"'),
        ("", 'has no "feeds:"'),
        ("feeds: [{address: x}]\n", "cannot be added to"),
        ("feeds: {a: b}\n", "cannot be added to"),
        ("feeds: none\n", "cannot be added to"),
    ],
)
def test_a_list_that_cannot_be_added_to_is_refused_with_what_to_do(before: str, why: str) -> None:
    with pytest.raises(FeedListError, match=why):
        added(before.encode(), [BLOCK])


@pytest.mark.parametrize("before", ["feeds: [", "feeds: &a []", "feeds:\n  - *a\n", "a\x00"])
def test_a_file_that_is_no_yaml_is_refused_with_its_faults(before: str) -> None:
    with pytest.raises(RulebookError):
        added(before.encode(), [BLOCK])


comments = st.sampled_from(["", "\n", "# c\n", "  # c\n", "    # c\n", "\n\n"])
values = st.sampled_from(["A", '"A: B"', "'A'", "[en]", ">-\n      A\n      B", "|\n      A\n", "", "{}", "A # c"])


@given(st.lists(st.tuples(comments, values), max_size=4), comments, st.sampled_from(["", "z: 1", "z: 1\n"]), comments)
def test_nothing_of_any_file_is_changed(feeds: list[tuple[str, str]], after: str, more: str, before: str) -> None:
    listed = "".join(f"{comment}  - address: x\n    title: {value}\n" for comment, value in feeds)
    content = f"{before}version: 1\nfeeds:\n{listed}{after}{more}".encode()
    if parse(content, "f")[0] is None:
        return
    found = added(content, [BLOCK])
    assert found.count(indented(2).encode()) == 1
    assert found.replace(indented(2).encode(), b"") in (content, content + b"\n")
    assert data(found.decode())[:-1] == data(content.decode())


def data(text: str) -> list[object]:
    tree, _ = parse(text.encode(), "feeds.yaml")
    assert tree is not None
    return [node.data() for node in tree.members("feeds")]


def test_a_good_rulebook_has_one_more_feed(tmp_path: Path) -> None:
    rules = write(tmp_path, GOOD)
    append_feeds(rules, [BLOCK])
    assert (rules / "feeds.yaml").read_text() == FEEDS + indented(2)
    assert [feed.title for feed in load(rules).feeds] == ["Dawn Courier", "State Voice", "New"]
    assert [feed.id for feed in listed_feeds(rules)][-1] == "https://new.example/rss"
    assert os.listdir(rules) == os.listdir(write(tmp_path / "other", GOOD))


def test_a_rulebook_without_a_feeds_file_gets_one(tmp_path: Path) -> None:
    rules = write(tmp_path, {name: text for name, text in GOOD.items() if name != "feeds.yaml"})
    assert listed_feeds(rules) == ()
    append_feeds(rules, [BLOCK])
    assert [feed.title for feed in load(rules).feeds] == ["New"]


def test_a_dry_run_checks_everything_and_writes_nothing(tmp_path: Path) -> None:
    rules = write(tmp_path, GOOD)
    append_feeds(rules, [BLOCK], dry_run=True)
    with pytest.raises(RulebookError):
        append_feeds(rules, [(*BLOCK, "  side: nobody")], dry_run=True)
    assert (rules / "feeds.yaml").read_text() == FEEDS


@pytest.mark.parametrize("line", ["  side: nobody", "  interval: 1s", "  languages: [english]", "  colour: red"])
def test_a_fault_in_what_is_added_leaves_the_file_as_it_was(tmp_path: Path, line: str) -> None:
    rules = write(tmp_path, GOOD)
    with pytest.raises(RulebookError, match=r"feeds\.yaml:13:"):
        append_feeds(rules, [(*BLOCK, line)])
    assert (rules / "feeds.yaml").read_text() == FEEDS


def test_a_fault_elsewhere_in_the_rulebook_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    rules = write(tmp_path, {**GOOD, "alerts.yaml": "version: 2\n"})
    with pytest.raises(RulebookError, match=r"alerts\.yaml"):
        append_feeds(rules, [BLOCK])
    assert (rules / "feeds.yaml").read_text() == FEEDS


def test_more_than_a_rule_file_may_hold_is_refused(tmp_path: Path) -> None:
    rules = write(tmp_path, GOOD)
    with pytest.raises(FeedListError, match="larger than 1 MB"):
        append_feeds(rules, [("- address: https://new.example/" + "a" * 1_000_000,)])
    assert (rules / "feeds.yaml").read_text() == FEEDS


def test_a_link_goes_on_leading_to_the_file_and_its_mode_stays(tmp_path: Path) -> None:
    rules = write(tmp_path / "rules", GOOD)
    elsewhere = (rules / "feeds.yaml").rename(tmp_path / "elsewhere.yaml")
    elsewhere.chmod(0o640)
    (rules / "feeds.yaml").symlink_to(elsewhere)
    append_feeds(rules, [BLOCK])
    assert (rules / "feeds.yaml").is_symlink()
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o640
    assert elsewhere.read_text().endswith(indented(2))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    rules = write(tmp_path, GOOD)
    (rules / "feeds.yaml").unlink()
    (rules / "feeds.yaml").mkdir()
    with pytest.raises(EditError, match="cannot be read: Is a directory"):
        append_feeds(rules, [BLOCK])
