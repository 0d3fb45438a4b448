"""What `check` warns of: it is allowed, and yet probably not meant."""

from datetime import date
from pathlib import Path

import pytest
from rulefolders import GOOD, PAUSE, changed, write

from monitor.edges.rulefiles import load_sources, read_sources
from monitor.rulebook import cautions

FEEDS, ALERTS, PAUSED = "feeds.yaml", "alerts.yaml", "commitments/pause.yaml"
WORDS, WORLD = "vocabulary/words.yaml", "vocabulary/world.yaml"
IN_FORCE = "  - {at: 2025-04-18, is: expired, by: russia, source: A spokesman}\n"
APRIL, MAY = date(2025, 4, 24), date(2025, 4, 25)
SECRET = "its address seems to hold a secret in the open; write ${NAME} and set NAME in the environment"
USUAL = [
    f'{PAUSED}:29:13: rule "energy-strike": one example says fire; it takes 3 to trust it',
    f'{PAUSED}:30:15: rule "energy-strike": one example says ignore; it takes 5 to trust it',
]

DOUBTS = [
    (WORDS, "  weapon: {en: [drone]}", "  weapon: {en: [drone]}\n  sport: {en: [match]}",
     '11:3: list "sport": no rule uses it'),
    (WORDS, "  weapon: {en: [drone]}", "  weapon: {en: [drone, Storm]}",
     '10:24: list "weapon": "storm" stands in list "weather" as well, at vocabulary/words.yaml:9:18'),
    (WORLD, "[Ukraine, Kyiv]}", "[Ukraine, Kyiv,  moscow ]}",
     '4:34: actor "ukraine": "moscow" stands in actor "russia" as well, at vocabulary/world.yaml:3:25'),
    (WORDS, "lists:", "patterns: {raid: {event: {action: attack, target: outage}}}\nlists:",
     '2:12: pattern "raid": no rule uses it'),
    (FEEDS, "    languages: [en]\n", "",
     '3:5: feed "Dawn Courier": without "languages" its entries are judged by the lists of every language'),
    (FEEDS, "    languages: [en]\n", "    languages: [en, fr]\n",
     '6:21: feed "Dawn Courier": no list has phrases in "fr", so nothing in it can match'),
    (FEEDS, "https://dawn.example/rss", "https://me:hunter2@dawn.example/rss",
     '3:14: feed "Dawn Courier": its address holds a password, which logs and pages will show'),
    (ALERTS, "receivers: [duty]", "receivers: [desk]", '4:3: receiver "duty": no route leads to it'),
    (ALERTS, "slack://${SLACK_TOKEN}/#duty", "slack://xoxb-123/#duty", f'4:19: receiver "duty": {SECRET}'),
    (ALERTS, "slack://${SLACK_TOKEN}/#duty", "mailto://me:hunter2@mail.example/you@mail.example",
     f'4:19: receiver "duty": {SECRET}'),
]  # fmt: skip


def told(folder: Path, files: dict[str, str | bytes], today: date = APRIL) -> list[str]:
    sources = read_sources(write(folder, files))
    found = cautions(sources, load_sources(sources), today)
    return [str(each).replace(f"{folder.as_posix()}/", "") for each in found]


def test_too_few_examples_of_a_rule_are_told(tmp_path: Path) -> None:
    assert told(tmp_path, dict(GOOD)) == USUAL


def test_enough_examples_are_not(tmp_path: Path) -> None:
    fire, ignore = (f"{{at: 2025-04-02, text: {text}}}" for text in ("Drones hit a substation", "Rain"))
    many = PAUSE.replace("fire: [", f"fire: [{fire}, {fire}, ").replace("ignore: [", f"ignore: [{f'{ignore}, ' * 4}")
    assert told(tmp_path, {**GOOD, PAUSED: many}) == []


@pytest.mark.parametrize(("file", "old", "new", "caution"), DOUBTS)
def test_what_is_doubtful_is_told_at_its_place(tmp_path: Path, file: str, old: str, new: str, caution: str) -> None:
    assert told(tmp_path, changed(file, old, new)) == sorted([*USUAL, f"{file}:{caution}"])


def test_windows_that_passed_are_told_where_status_still_says_in_force(tmp_path: Path) -> None:
    files = changed(PAUSED, IN_FORCE, "")
    late, *others = told(tmp_path, files, MAY)
    assert late.startswith(f'{PAUSED}:12:5: the last window ended on 2025-04-24, yet "status" still says in-force;')
    assert others == told(tmp_path, files, APRIL)


@pytest.mark.parametrize(
    ("old", "new"), [(IN_FORCE, IN_FORCE), ("is: expired", "is: extended"), (", until: 2025-04-24", "")]
)
def test_windows_that_passed_are_not_told_otherwise(tmp_path: Path, old: str, new: str) -> None:
    assert told(tmp_path, changed(PAUSED, old, new), MAY) == USUAL


def test_a_feed_that_is_switched_off_may_be_in_any_language(tmp_path: Path) -> None:
    off = changed(FEEDS, "languages: [en], side", "languages: [eo], enabled: false, side")
    assert told(tmp_path, off) == USUAL


def test_a_recipient_after_the_server_is_no_password(tmp_path: Path) -> None:
    mail = "mailtos://${SMTP_USER}:${SMTP_PASSWORD}@mail.example:587/duty@desk.example"
    assert told(tmp_path, changed(ALERTS, "console://", mail)) == USUAL


def test_a_password_is_not_shown_by_the_warning_of_it(tmp_path: Path) -> None:
    files = changed(FEEDS, "https://dawn.example/rss", "https://me:hunter2@dawn.example/rss")
    assert "hunter2" not in "\n".join(told(tmp_path, files))
