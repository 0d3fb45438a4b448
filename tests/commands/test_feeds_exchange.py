"""Lists of feeds go out to other programs and come in from them."""

import stat
from pathlib import Path

import pytest
from asking import Answer, ask
from rulefolders import FEEDS, GOOD, write

from monitor.cli.feeds.importing import MOST
from monitor.edges.rulefiles import load

FILE = Path("rules/feeds.yaml")
LIST = """\
<opml version="2.0"><body>
<outline text="News"><outline text="World">
<outline text="Harbour Post" xmlUrl="https://harbour.example/rss"/>
<outline text="Harbour Sport" xmlUrl="https://www.harbour.example/sport"/>
</outline></outline>
<outline text="Dawn" xmlUrl="http://www.dawn.example/rss/"/>
<outline text="Twice" xmlUrl="https://harbour.example/rss#top"/>
<outline text="Router" xmlUrl="http://me:hunter2@192.168.1.1/rss?key=sesame"/>
<outline text="Files" xmlUrl="file:///etc/passwd"/>
</body></opml>
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("rules"), GOOD)
    Path("list.opml").write_text(LIST)


def test_new_feeds_are_added_known_ones_passed_over_and_others_refused_by_line() -> None:
    answer = ask("feeds", "import", "list.opml")
    assert answer.code == 1
    router, files = answer.err.splitlines()
    assert router == (
        "list.opml:8: http://192.168.1.1/rss?key=… is not added: "
        "forbidden-address: its host is an address that is not public"
    )
    assert files == "list.opml:9: file:///etc/passwd is not added: bad-address: it is neither http nor https"
    assert "2 feeds added to rules/feeds.yaml; 2 already there, 2 refused" in answer.out
    assert FILE.read_text() == FEEDS + (
        "  # from the folder News / World\n"
        "  - address: https://harbour.example/rss\n    title: Harbour Post\n    publisher: harbour.example\n"
        "  - address: https://www.harbour.example/sport\n    title: Harbour Sport\n    publisher: harbour.example\n"
    )


def test_a_second_import_changes_nothing() -> None:
    ask("feeds", "import", "list.opml")
    before = FILE.read_bytes()
    assert "0 feeds added to rules/feeds.yaml; 4 already there, 2 refused" in ask("feeds", "import", "list.opml").out
    assert FILE.read_bytes() == before


def test_a_dry_run_shows_the_lines_and_writes_nothing() -> None:
    answer = ask("feeds", "import", "list.opml", "--dry-run")
    assert "  - address: https://www.harbour.example/sport\n    title: Harbour Sport\n" in answer.out
    assert "2 feeds would be added to rules/feeds.yaml" in answer.out
    assert FILE.read_text() == FEEDS


def test_private_networks_that_the_operator_named_are_welcome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTWATCH_ALLOW_NETWORKS", "192.168.0.0/16")
    answer = ask("feeds", "import", "list.opml", "--dry-run")
    assert "3 feeds would be added" in answer.out
    assert "  - address: http://192.168.1.1/rss?key=…" in answer.out
    assert "hunter2" not in answer.out


def test_a_list_of_more_feeds_than_a_rulebook_can_hold_is_refused_whole() -> None:
    lines = "".join(f'<outline xmlUrl="ftp://{n}.example/"/>\n' for n in range(MOST + 1))
    Path("list.opml").write_text(f"<opml><body>{lines}</body></opml>")
    answer = ask("feeds", "import", "list.opml")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "list.opml names more than 20,000 feeds; nothing was written. Import a part of it.\n"


def test_a_list_that_breaks_off_changes_nothing() -> None:
    Path("list.opml").write_text(LIST[:400])
    answer = ask("feeds", "import", "list.opml")
    assert (answer.code, FILE.read_text()) == (1, FEEDS)
    assert "this is not XML" in answer.err


def test_what_is_exported_and_imported_into_an_empty_rulebook_is_the_same() -> None:
    feeds = FEEDS + '  - {address: "https://x.example/?a=1", title: "A & <B>", publisher: X, aggregator: true}\n'
    write(Path("rules"), {**GOOD, "feeds.yaml": feeds})
    assert ask("feeds", "export", "out.opml") == Answer(0, "3 feeds written to out.opml\n", "")
    write(Path("empty"), {**GOOD, "feeds.yaml": "version: 1\nfeeds: []\n"})
    assert ask("feeds", "import", "out.opml", "--rules", "empty") == Answer(
        0, "3 feeds added to empty/feeds.yaml; 0 already there, 0 refused\n", ""
    )
    assert load(Path("empty")).feeds == load(Path("rules")).feeds


def test_feeds_with_secrets_are_left_out_and_named_unless_asked_for() -> None:
    secret = "https://me:hunter2@dawn.example/rss"
    write(Path("rules"), {**GOOD, "feeds.yaml": FEEDS.replace("https://dawn.example/rss", secret)})
    answer = ask("feeds", "export")
    assert answer.err == "Dawn Courier is left out: its address holds a secret; see --with-secrets\n"
    assert "hunter2" not in answer.out
    assert "State Voice" in answer.out
    ask("feeds", "export", "out.opml", "--with-secrets")
    assert secret in Path("out.opml").read_text()
    assert stat.S_IMODE(Path("out.opml").stat().st_mode) == 0o600


def test_a_file_that_exists_is_never_overwritten() -> None:
    answer = ask("feeds", "export", "list.opml")
    assert (answer.code, answer.out) == (1, "")
    assert "list.opml exists" in answer.err
    assert Path("list.opml").read_text() == LIST
    assert "cannot be written: No such file" in ask("feeds", "export", "nowhere/out.opml").err
