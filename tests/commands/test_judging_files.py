import gzip
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from asking import ask
from desks import RULES

STORIES: Sequence[dict[str, object]] = (
    {"id": "a", "title": "Russian drones hit substation in Sumy region", "published": "2025-04-02T06:00:00Z",
     "source": "https://dawn.example/rss", "lang": "en"},
    {"id": "b", "title": "Putin agrees to halt strikes on energy infrastructure", "published": "2025-03-18",
     "source": "dawn.example", "lang": "en", "label": "ignore"},
    {"id": "c", "title": "Sumy substation destroyed in Russian drone attack", "published": "2025-04-02 09:30:00+03:00",
     "source": "https://www.harbour.example/feed", "summary": None},
)  # fmt: skip
LINES = [json.dumps(story) for story in STORIES]


def a_file(folder: Path, *lines: str, name: str = "items.jsonl") -> str:
    path = folder / name
    text = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    return str(path)


def listed(folder: Path) -> str:
    """The starter rules, with the two newsrooms of the stories among their feeds."""
    rules = shutil.copytree(RULES, folder / "rules")
    feeds = rules / "feeds.yaml"
    more = "".join(
        f"  - {{address: '{address}', title: {name}, publisher: {name}, languages: [en]}}\n"
        for address, name in (("https://dawn.example/rss", "Dawn"), ("https://www.harbour.example/feed", "Harbour"))
    )
    feeds.write_text(feeds.read_text(encoding="utf-8") + more, encoding="utf-8")
    return str(rules)


def answers(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize("name", ["items.jsonl", "items.jsonl.gz"])
def test_match_prints_a_line_per_item_in_order(tmp_path: Path, name: str) -> None:
    answer = ask("match", "--items", a_file(tmp_path, *LINES, name=name), "--json")
    assert (answer.code, answer.err) == (0, "")
    lines = answers(answer.out)
    assert [(line["id"], line["lang"]) for line in lines] == [("a", "en"), ("b", "en"), ("c", "und")]


def test_a_match_has_the_fields_that_others_rely_on(tmp_path: Path) -> None:
    line = answers(ask("match", "--items", a_file(tmp_path, LINES[0]), "--json").out)[0]
    match = line["matches"][0]  # type: ignore[index]
    assert list(match) == [
        "rule", "commitment", "kind", "fires", "reason", "stance", "party", "speaker", "places", "event_on", "windows",
        "boundary", "gates", "evidence",
    ]  # fmt: skip
    assert [list(gate) for gate in match["gates"]] == [["gate", "passed", "why"]] * 4
    assert list(match["evidence"]) == ["field", "text", "clause", "words", "cue"]
    text, words = match["evidence"]["text"], match["evidence"]["words"]
    assert {words["list"]: text[words["start"] : words["end"]] for words in words} == {
        "attack": "hit",
        "energy-site": "substation",
    }


def test_mentions_that_fail_are_listed_with_their_reason(tmp_path: Path) -> None:
    line = answers(ask("match", "--items", a_file(tmp_path, LINES[1]), "--json").out)[0]
    match = line["matches"][0]  # type: ignore[index]
    assert (match["fires"], match["reason"], match["stance"]) == (False, "stance", "pledged")


def test_malformed_lines_are_named_by_number_and_the_rest_is_done(tmp_path: Path) -> None:
    bad = ["{", "[]", '{"id": "x"}', '{"id": "x", "title": "t", "published": "yesterday"}', "", "\x00"]
    path = a_file(tmp_path, LINES[0], *bad, LINES[1])
    for command in ("match", "replay"):
        answer = ask(command, "--items", path, "--json")
        assert answer.code == 1
        assert [line.removeprefix(path).split(":")[1] for line in answer.err.splitlines()] == ["2", "3", "4", "5", "7"]
        assert len(answers(answer.out)) == (2 if command == "match" else 1)


def test_a_file_that_is_not_there_or_broken_is_an_error_for_people(tmp_path: Path) -> None:
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b"x" * 1000)[:20])
    (tmp_path / "no.jsonl.gz").write_bytes(b"not gzip")
    for name in ("absent.jsonl", "cut.jsonl.gz", "no.jsonl.gz"):
        answer = ask("match", "--items", str(tmp_path / name), "--json")
        assert answer.code == 1
        assert f"{name} cannot be read" in answer.err
        assert "Traceback" not in answer.err


def test_match_shows_people_the_clause_and_the_gates(tmp_path: Path) -> None:
    out = ask("match", "--items", a_file(tmp_path, *LINES)).out
    assert "stopped by stance" in out
    assert "fires" in out


def test_replay_prints_an_incident_with_its_newsrooms_and_notifications(tmp_path: Path) -> None:
    answer = ask("replay", "--rules", listed(tmp_path), "--items", a_file(tmp_path, *reversed(LINES)), "--json")
    assert answer.code == 0
    incident = answers(answer.out)[0]
    assert list(incident) == [
        "incident", "commitment", "rule", "party", "state", "corroborated", "disputed", "opened_at", "items", "also",
        "attributions", "origins", "outlets", "notifications",
    ]  # fmt: skip
    assert (incident["items"], incident["also"], incident["party"]) == (["a", "c"], [], "russia")
    assert incident["origins"] == ["Dawn", "Harbour"]
    assert [(told["at"], told["reason"]) for told in incident["notifications"]] == [  # type: ignore[attr-defined]
        ("2025-04-02T06:00:00Z", "first-report"),
        ("2025-04-02T06:30:00Z", "corroborated"),
    ]


def test_a_newsroom_that_no_feed_names_confirms_nothing_in_a_replay(tmp_path: Path) -> None:
    incident = answers(ask("replay", "--items", a_file(tmp_path, *LINES), "--json").out)[0]
    assert incident["origins"] == ["dawn.example", "harbour.example"]
    assert not incident["corroborated"]


def test_replaying_twice_prints_the_same(tmp_path: Path) -> None:
    path = a_file(tmp_path, *LINES)
    assert ask("replay", "--items", path, "--json") == ask("replay", "--items", path, "--json")


def test_replay_for_people_names_what_would_have_been_sent(tmp_path: Path) -> None:
    out = ask("replay", "--rules", listed(tmp_path), "--items", a_file(tmp_path, *LINES)).out
    assert "2025-04-02 06:30 UTC to console: corroborated" in out


def test_an_empty_file_is_no_fault(tmp_path: Path) -> None:
    for command in ("match", "replay"):
        assert ask(command, "--items", a_file(tmp_path), "--json").code == 0
