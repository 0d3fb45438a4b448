"""What the forms refuse: each fault told at its line and column, with what was probably meant."""

import time
from pathlib import Path

import pytest
from rulefolders import GOOD, PAUSE, changed, faults

from monitor.model.alert import SCHEMES

FEEDS, ALERTS, PAUSED = "feeds.yaml", "alerts.yaml", "commitments/pause.yaml"
WORDS, WORLD = "vocabulary/words.yaml", "vocabulary/world.yaml"
EVENTS = "{action, target}, {outcome, cause}, {breach-of}, {pattern} or {all: [one, two]}"
ANY_EVENT = "{action, target}, {outcome, cause}, {breach-of}, {pattern}, {any: [one, two]} or {all: [one, two]}"
NAMES = "use small letters, digits and single hyphens, as in energy-site"
SENDS_TO = '3:19: receiver "desk": "address" cannot be used: its scheme is not one that pactwatch sends to'
SCHEMES_ARE = f"the schemes are {', '.join(sorted(SCHEMES))}"
EITHER = "write 2024-10-27T03:30+03:00 or 2024-10-27T03:30+02:00"

KEYS = [
    (PAUSED, "severity: critical", "severty: critical",
     '18:5: rule "energy-strike": unknown key "severty"; did you mean "severity"?'),
    (PAUSED, "zone: Europe/Kyiv", "zoneinfo: Europe/Kyiv", '7:1: unknown key "zoneinfo"; did you mean "zone"?'),
    (PAUSED, "- {id: kyiv, from", "- {id: kyiv, frm",
     '10:16: window "kyiv": unknown key "frm"; did you mean "from"?'),
    (PAUSED, "what: A joint report", "what: A joint report, by: russia",
     '14:64: deadline "report": unknown key "by"; known: at, id, what'),
    (PAUSED, "- {outcome: outage, cause: attack}", "- {outcome: outage}",
     '22:11: rule "energy-strike": "cause" is missing'),
    (PAUSED, "    kind: breach\n", "", '16:5: rule "energy-strike": "kind" is missing'),
    (WORDS, "meaning: What the", "meanin: What the",
     '4:5: list "energy-site": unknown key "meanin"; did you mean "meaning"?'),
    (WORDS, "outage: {en:", "outage: {english:",
     '8:12: list "outage": "english" is no key here and no language code; write two or three small letters, as in en'),
    (WORLD, "held-by: ukraine", "heldby: ukraine",
     '6:28: place "ukraine": unknown key "heldby"; did you mean "held-by"?'),
    (ALERTS, "{severity: critical", "{severty: critical", '8:15: unknown key "severty"; did you mean "severity"?'),
    (FEEDS, "    title: Dawn Courier\n", "", '3:5: feed 1: "title" is missing'),
    (FEEDS, "title: State Voice", "titel: State Voice",
     '8:44: feed 2: unknown key "titel"; did you mean "title"?'),
    (FEEDS, "version: 1\n", "", '1:1: "version" is missing; write "version: 1" on top'),
]  # fmt: skip
KINDS = [
    (PAUSED, "version: 1", "version: 2", "1:10: version 2 is not known; this pactwatch reads version 1"),
    (PAUSED, "version: 1", "version: '1'", '1:10: "version" must be a whole number'),
    (PAUSED, "title: 30-day pause on strikes against energy sites", "title: [a]",
     '3:8: "title" must be text, not a list'),
    (PAUSED, "title: 30-day pause on strikes against energy sites", "title: 30",
     '3:8: "title" must be text, not a number; put it in quotes'),
    (PAUSED, "title: 30-day pause on strikes against energy sites", "title:",
     '3:1: "title" has no value; give one or remove the key'),
    (PAUSED, "title: 30-day pause", f"title: {'word ' * 101}",
     '3:8: "title" is longer than 500 characters'),
    (PAUSED, "{russia: {actor: russia}, ukraine: {actor: ukraine}}", "[russia]",
     '5:10: "parties" must be names with values, as in {name: value}, not a list'),
    (PAUSED, "id: energy-strike\n", "id: Energy Strike\n",
     f'16:9: rule "Energy Strike": "Energy Strike" is not a name; {NAMES}'),
    (PAUSED, "[reported, claimed]", "[]", '26:13: rule "energy-strike": "stance" is empty; it needs at least one'),
    (PAUSED, "lang: en", "lang: english",
     '30:64: rule "energy-strike": "english" is not a language code; write two or three small letters, as in en'),
    (PAUSED, "confirm: 2", "confirm: 0", '27:37: rule "energy-strike": "confirm" must be at least 1'),
    (PAUSED, "confirm: 2", "confirm: 1000", '27:37: rule "energy-strike": "confirm" must be at most 100'),
    (PAUSED, "tell: 1", "tell: 3", '27:37: rule "energy-strike": "confirm" (2) cannot be less than "tell" (3)'),
    (PAUSED, "- {breach-of: energy-truce}", "- {breach-of: energy-truce, action: attack}",
     f'23:11: rule "energy-strike": a value in "any" must be {EVENTS}'),
    (PAUSED, "- {breach-of: energy-truce}", "- {any: [{breach-of: energy-truce}]}",
     f'23:11: rule "energy-strike": a value in "any" must be {EVENTS}'),
    (PAUSED, "      any:", "      some:",
     f'20:7: rule "energy-strike": "event" must be {ANY_EVENT}'),
    (WORDS, "en: [strike, hit, shell]", "en: strike",
     '7:16: list "attack": "en" must be a list, as in [one, two], not text'),
    (WORDS, "{en: [blackout]}", "{en: [112]}",
     '8:17: list "outage": a value in "en" must be text, not a number; put it in quotes'),
    (WORDS, "{en: [blackout]}", "{meaning: Darkness}",
     '8:11: list "outage": it has no phrases; add a list of them under a language code, as in en: [power plant]'),
    (WORLD, "disputed: true", "disputed: yes",
     '9:51: place "donetsk": "disputed" must be true or false, not text'),
    (WORLD, "disputed: true", "disputed: true, held-by: ukraine",
     '9:51: place "donetsk": "held-by" and "disputed: true" cannot both be; keep one'),
    (ALERTS, "continue: true", "continue: on", '10:17: "continue" must be true or false, not text'),
    (ALERTS, "console://", "pigeon://", f'{SENDS_TO}; {SCHEMES_ARE}'),
    (ALERTS, "console://", "slck://a", f"{SENDS_TO} (did you mean slack://?); {SCHEMES_ARE}"),
    (FEEDS, "https://dawn.example/rss", "dawn.example/rss",
     '3:14: feed "Dawn Courier": a web address must begin with http:// or https:// and a host'),
    (FEEDS, "interval: 15m", "interval: 15",
     '7:15: feed "Dawn Courier": "15" is not a length of time; write it as 15m, 1h or 1d'),
    (FEEDS, "interval: 15m", "interval: 10s",
     '7:15: feed "Dawn Courier": an interval of 10s is out of reach; give one from 1m to 7d'),
]  # fmt: skip
TIMES = [
    ("at: 2025-04-02", "at: 2025-02-30", '29:19: rule "energy-strike": there is no day 2025-02-30 in the calendar'),
    ("at: 2025-04-02", "at: 2 April", '29:19: rule "energy-strike": "2 April" is not a day; write it as 2025-03-18'),
    ("at: 2025-04-02", "at: 0025-04-02",
     '29:19: rule "energy-strike": the year 0025 is out of reach; give one from 1900 to 2200'),
    ("from: 2025-03-25", "from: soon",
     '10:22: window "kyiv": "soon" is neither a day (2025-03-18) nor a time (2025-03-18T18:00)'),
    ("from: 2025-03-25", "from: 2025-03-25T25:00",
     '10:22: window "kyiv": "2025-03-25T25:00" has a time or offset that does not exist'),
    ("from: 2025-03-25", "from: 2025-03-30T03:30",
     '10:22: window "kyiv": 2025-03-30T03:30 does not exist in Europe/Kyiv: clocks are put forward past it'),
    ("from: 2025-03-25", "from: 2024-10-27T03:30",
     f'10:22: window "kyiv": 2024-10-27T03:30 comes twice in Europe/Kyiv, as clocks are put back; {EITHER}'),
    ("until: 2025-04-24", "until: 2025-03-24", '10:41: window "kyiv": "until" comes before "from"'),
    ("until: 2025-04-17", "until: 2025-03-18T17:59", '9:49: window "moscow": "until" comes before "from"'),
    ("zone: Europe/Kyiv", "zone: Europe/Kiyv", '7:7: unknown zone "Europe/Kiyv"; did you mean "Europe/Kyiv"?'),
    ("zone: Europe/Kyiv", "zone: London", '7:7: unknown zone "London"; did you mean "Europe/London"?'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "told"), [*KEYS, *KINDS])
def test_a_fault_is_told_at_its_place(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    assert faults(tmp_path, changed(file, old, new)) == [f"{file}:{told}"]


@pytest.mark.parametrize(("old", "new", "told"), TIMES)
def test_a_time_that_cannot_be_is_told_at_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert faults(tmp_path, changed(PAUSED, old, new)) == [f"{PAUSED}:{told}"]


@pytest.mark.parametrize("until", ["2025-03-25", "2025-03-25T00:00", "2025-03-25T23:59"])
def test_a_window_may_end_on_the_day_on_which_it_begins(tmp_path: Path, until: str) -> None:
    assert faults(tmp_path, changed(PAUSED, "until: 2025-04-24", f"until: {until}")) == []


def test_a_value_below_a_wrong_key_is_not_told_beside_it(tmp_path: Path) -> None:
    files = changed(PAUSED, "corroborate: {tell: 1, confirm: 2}", "corroborat: {tell: many}")
    assert faults(tmp_path, files) == [
        f'{PAUSED}:27:5: rule "energy-strike": unknown key "corroborat"; did you mean "corroborate"?'
    ]


def test_all_faults_of_all_files_come_at_once_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    files = dict(GOOD)
    files[PAUSED] = PAUSE.replace("severity: critical", "severity: urgent").replace(
        "unless: [weather]", "unless: [rain]"
    )
    files[FEEDS] = GOOD[FEEDS].replace("interval: 15m", "interval: never")
    files[ALERTS] = GOOD[ALERTS].replace("receivers: [desk]", "receivers: [dsk]")
    files[WORDS] = GOOD[WORDS] + "  attack: {en: [raid]}\n"
    assert faults(tmp_path, files) == [
        f'{ALERTS}:6:15: unknown receiver "dsk"; did you mean "desk"?',
        f'{PAUSED}:18:15: rule "energy-strike": unknown severity "urgent"; known: critical, high, low, medium',
        f'{FEEDS}:7:15: feed "Dawn Courier": "never" is not a length of time; write it as 15m, 1h or 1d',
        f'{WORDS}:12:3: "attack" stands twice here; the first is on line 7',
    ]


def test_of_a_file_with_countless_faults_a_hundred_are_told(tmp_path: Path) -> None:
    begun = time.process_time()
    told = faults(tmp_path, {**GOOD, FEEDS: "version: 1\nfeeds:\n" + "  - {tilte: a}\n" * 5_000})
    assert time.process_time() - begun < 1
    assert len(told) == 101
    assert told[-1] == f"{FEEDS}:36:5: there are more faults from here on"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (ALERTS, "console://", "mailto://me:hunter2@[bad?to=a,b"),
        (ALERTS, "console://", "hunter2"),
        (ALERTS, "console://", "slack://hunter2 and more"),
        (ALERTS, "console://", "json://hunter2.example?retry=3"),
        (ALERTS, "receivers: [desk]", 'receivers: ["slack://hunter2/#desk"]'),
        (ALERTS, "desk: {address", '"slack://hunter2": {address'),
        (ALERTS, '"console://"', '"console://", base: "https://me:hunter2@["'),
        (FEEDS, "https://dawn.example/rss", "https://me:hunter2@dawn.example:port/rss"),
        (FEEDS, "https://dawn.example/rss", "ftp://me:hunter2@dawn.example/rss"),
    ],
)
def test_no_fault_shows_an_address_that_may_hold_a_secret(tmp_path: Path, file: str, old: str, new: str) -> None:
    told = faults(tmp_path, changed(file, old, new))
    assert told
    assert "hunter2" not in "\n".join(told)
