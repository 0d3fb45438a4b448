"""The next energy pause is ten lines beside the starter vocabulary, and finds what the rule of 2025 finds."""

from pathlib import Path
from shutil import copytree

import pytest
from following import DOCS, blocks
from readings import RULES, STRIKE, starter_rules

from monitor.edges.rulefiles import load
from monitor.matching import Engine, compile_engine
from monitor.model.rule import Example, Expectation
from monitor.pipeline.examples import reading_of

EXAMPLES = [e for c in starter_rules().commitments for rule in c.rules if rule.id == STRIKE for e in rule.examples]
WINDOWS = """\
windows:
  - {id: moscow, from: 2025-03-18T18:00, until: 2025-04-17}
  - {id: kyiv, from: 2025-03-25, until: 2025-04-24}"""
PAGE = next(block for block in blocks(DOCS / "how-to/the-next-pause.md") if block.file)
LINES = PAGE.text.splitlines()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Return an engine of the page's commitment, in the windows of 2025."""
    folder = copytree(RULES, tmp_path_factory.mktemp("next") / "rules")
    text = "\n".join(WINDOWS if line.startswith("windows:") else line for line in LINES)
    (folder / "commitments" / Path(PAGE.file or "").name).write_text(text, encoding="utf-8")
    return compile_engine(load(folder))


def test_it_is_ten_lines() -> None:
    assert len(LINES) == 10


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text)
def test_it_judges_as_the_rule_of_2025_does(engine: Engine, example: Example) -> None:
    found = engine.judge(reading_of(example))
    old, new = ([m.fires for m in found if m.rule == rule] for rule in (STRIKE, "energy-strike-2049"))
    assert new == old
    assert any(new) is (example.expect is Expectation.FIRE)
