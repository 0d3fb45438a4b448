"""The starter rulebook holds what it promises: no fault, no caution, every example."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from readings import RULES, starter_engine, starter_rules

from monitor.edges.rulefiles import load, load_sources, read_sources
from monitor.model.commitment import Commitment
from monitor.model.fault import Fault
from monitor.model.rule import Expectation, Rule, Severity
from monitor.pipeline.examples import run_examples
from monitor.rulebook import cautions

READY = re.compile(r"^(\s*)# (\s*(?:- )?[\w-]+:(?: .*)?)$")
"""A line of a comment that is a line of the form and no prose."""
RULE_LIST = [rule for commitment in starter_rules().commitments for rule in commitment.rules]


def cautions_of(folder: Path) -> tuple[Fault, ...]:
    sources = read_sources(folder)
    return cautions(sources, load_sources(sources), date(2026, 1, 1))


def test_it_has_no_fault_and_nothing_doubtful() -> None:
    assert [str(caution) for caution in cautions_of(RULES)] == []


def test_every_example_holds() -> None:
    results = run_examples(starter_rules(), starter_engine())
    assert [(each.rule.id, each.example.text) for each in results if not each.passed] == []


@pytest.mark.parametrize("rule", RULE_LIST, ids=lambda rule: rule.id)
def test_every_rule_shows_three_texts_that_fire_and_five_that_do_not(rule: Rule) -> None:
    counts = Counter(example.expect for example in rule.examples)
    assert counts[Expectation.FIRE] >= 3
    assert counts[Expectation.IGNORE] >= 5
    assert len({example.text for example in rule.examples}) == len(rule.examples)


@pytest.mark.parametrize("commitment", starter_rules().commitments, ids=lambda commitment: commitment.id)
def test_every_commitment_has_several_rules_that_tell_different_events(commitment: Commitment) -> None:
    assert len(commitment.rules) >= 3
    assert len({rule.any_of for rule in commitment.rules} | {rule.stances for rule in commitment.rules}) > 1


READ = {"en", "uk", "ru", "de", "es"}
"""The languages that have cues and words."""


class TestFeeds:
    def test_there_are_about_forty_of_at_least_twenty_five_newsrooms(self) -> None:
        feeds = starter_rules().feeds
        assert 40 <= len(feeds) <= 50
        assert len({feed.publisher for feed in feeds}) >= 25

    def test_those_that_are_polled_are_in_a_language_that_is_read(self) -> None:
        for feed in starter_rules().feeds:
            assert feed.enabled == (feed.languages[0] in READ and not feed.aggregator), feed.title

    def test_each_side_has_its_voice(self) -> None:
        assert {feed.side for feed in starter_rules().feeds} == {None, "russia", "ukraine", "usa"}

    def test_feeds_on_one_host_are_of_one_newsroom(self) -> None:
        by_host: dict[str, set[str]] = {}
        for feed in starter_rules().feeds:
            by_host.setdefault(feed.id.split("/")[2], set()).add(feed.publisher)
        assert [host for host, publishers in by_host.items() if len(publishers) > 1] == []


class TestAlerts:
    def test_the_console_is_told_out_of_the_box(self) -> None:
        assert [receiver.address for receiver in starter_rules().alerts.receivers] == ["console://"]

    def test_what_is_ready_to_fill_in_is_sound(self, tmp_path: Path) -> None:
        folder = Path(copytree(RULES, tmp_path / "rules"))
        (folder / "alerts.yaml").write_text(filled_in((RULES / "alerts.yaml").read_text(encoding="utf-8")))
        alerts = load(folder).alerts
        assert {receiver.id for receiver in alerts.receivers} == {"console", "slack-desk", "slack-talks", "mail-duty"}
        assert alerts.route.routes[0].match.severity == (Severity.CRITICAL,)
        assert [str(caution) for caution in cautions_of(folder)] == []


def filled_in(alerts: str) -> str:
    """Take the marks off what a comment has ready, in place of the route that stands there."""
    lines = [line for line in alerts.splitlines() if line != "  receivers: [console]"]
    return "\n".join(READY.sub(r"\1\2", line) for line in lines)
