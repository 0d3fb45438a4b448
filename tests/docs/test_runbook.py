"""The runbook names what `status` complains of, in the words in which it does."""

import re
from pathlib import Path

from asking import a_state, ask
from following import DOCS, HOME
from rulefolders import GOOD, changed, write

from monitor.model.failure import FailureKind

RUNBOOK = (DOCS / "how-to/runbook.md").read_text(encoding="utf-8")
QUOTED = re.findall(r'^## "(.+)"$', RUNBOOK, re.MULTILINE)


def test_every_complaint_that_it_quotes_is_one_that_the_program_makes() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (HOME / "monitor").rglob("*.py"))
    assert QUOTED
    assert [quoted for quoted in QUOTED if quoted not in source] == []


def test_whoever_looks_up_a_complaint_finds_it(tmp_path: Path) -> None:
    rules = write(tmp_path / "rules", changed("feeds.yaml", "version: 1", "version: 2"))
    of_broken = ask("status", "--rules", str(rules), "--state", str(a_state(tmp_path / "state"))).out
    write(rules, GOOD)
    of_whole = ask("status", "--rules", str(rules), "--state", str(tmp_path / "state")).out
    complaints = [line for line in (of_broken + of_whole).splitlines() if line.startswith("! ")]
    assert len(complaints) > len(of_whole.split("! ")) - 1 >= 1
    assert [line for line in complaints if not any(quoted in line for quoted in QUOTED)] == []


def test_every_kind_of_failure_that_it_sorts_exists() -> None:
    rows = re.findall(
        r"^\| (?:passes by itself|the address is wrong|the publisher must act) \| (.+?) \|", RUNBOOK, re.M
    )
    kinds = re.findall(r"`([^`]+)`", " ".join(rows))
    assert len(rows) == 3
    assert set(kinds) <= set(FailureKind)
    assert len(kinds) == len(set(kinds))
