"""OPML in and out: hostile files are refused in bounded time and memory, and what is written is read back."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.edges.opml import DEEPEST, opml, read_opml
from monitor.model.errors import FeedListError
from monitor.model.feed import Feed
from monitor.model.ids import FeedId, Lang, PartyId, Publisher
from monitor.rulebook.feedlines import one_line
from monitor.rulebook.newfeeds import FeedList, named

HEAD = '<?xml version="1.0"?>\n<opml version="2.0"><head><title>Mine</title></head><body>\n'
FOOT = "</body></opml>\n"


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "list.opml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path: Path) -> str:
    with pytest.raises(FeedListError) as error:
        list(read_opml(path))
    return str(error.value)


def test_feeds_are_read_with_their_line_and_folders(tmp_path: Path) -> None:
    body = (
        '<outline text="News">\n<outline title="World" text="">\n<outline type="rss" text=" Dawn &amp; Co " '
        'xmlUrl=" https://dawn.example/rss?a=1&amp;b=2 "/>\n</outline></outline>\n<outline text="no feed"/>\n'
        '<outline xmlUrl="ftp://x.example/"/>'
    )
    first, second = read_opml(written(tmp_path, HEAD + body + FOOT))
    assert (first.line, first.title, first.folders) == (5, " Dawn & Co ", ("News", "World"))
    assert first.address == "https://dawn.example/rss?a=1&b=2"
    assert (second.line, second.address, second.title, second.folders) == (8, "ftp://x.example/", "", ())


def test_a_feed_may_itself_hold_feeds(tmp_path: Path) -> None:
    body = '<outline text="A" xmlUrl="https://a.example/"><outline text="B" xmlUrl="https://b.example/"/></outline>'
    assert [each.folders for each in read_opml(written(tmp_path, HEAD + body + FOOT))] == [(), ("A",)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "koi8-r"])
def test_lists_in_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?><opml><body><outline text="Світ" xmlUrl="https://a.example/"/></body></opml>'
    text = text if encoding != "koi8-r" else text.replace("і", "и")
    [found] = read_opml(written(tmp_path, text.encode(encoding)))
    assert found.title in ("Світ", "Свит")


BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(12))


@pytest.mark.parametrize(
    "declaration",
    [
        f"<!DOCTYPE opml [{BOMB}]>",
        '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE opml [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>',
        '<!DOCTYPE opml SYSTEM "http://127.0.0.1/x.dtd">',
        '<!DOCTYPE opml PUBLIC "-//X//EN" "file:///etc/passwd">',
        "<!DOCTYPE opml>",
    ],
)
def test_entities_and_document_types_are_refused_before_they_are_read(tmp_path: Path, declaration: str) -> None:
    path = written(
        tmp_path, f'{declaration}\n<opml><body><outline text="&l11;&x;" xmlUrl="https://a.example/"/></body></opml>'
    )
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in ("open", "socket.connect", "socket.getaddrinfo"):
            opened.append(str(arguments[0]))

    sys.addaudithook(watch)
    assert "declares a document type" in refusal(path)
    watching = False
    assert opened == [str(path)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "this is not XML: no element found"),
        ("version: 1", "this is not XML"),
        ("<html><body/></html>", "this is no OPML"),
        ("<rss><channel/></rss>", "this is no OPML"),
        (HEAD + '<outline xmlUrl="https://a.example/">', "this is not XML: no element found"),
        (HEAD + "&x;" + FOOT, "undefined entity"),
        ('<?xml version="1.0" encoding="zlib_codec"?><opml/>', "encoding"),
        ('<?xml version="1.0" encoding="idna"?><opml/>', "encoding"),
        ('<?xml version="1.0" encoding="no-such"?><opml/>', "encoding"),
        ("<opml><body>\x00</body></opml>", "this is not XML"),
        (HEAD + "<outline>" * (DEEPEST + 1), "more than 64 deep"),
        (HEAD + f'<outline text="{"a" * 2_000_000}"/>' + FOOT, "longer than 1 MB"),
        (HEAD + f"<!--{'a' * 2_000_000}-->" + FOOT, "longer than 1 MB"),
    ],
)
def test_what_is_no_list_is_refused_with_its_line(tmp_path: Path, content: str, why: str) -> None:
    found = refusal(written(tmp_path, content))
    assert why in found
    assert ".opml:" in found


def test_a_file_that_is_not_there_or_is_none_is_told(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in refusal(tmp_path / "nowhere.opml")
    os.mkfifo(tmp_path / "pipe")
    assert "is not a file" in refusal(tmp_path / "pipe")


texts = st.text().map(one_line).filter(bool)
names = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
lengths = st.builds(lambda n, size: timedelta(**{size: n}), st.integers(1, 160), st.just("hours")) | st.builds(
    lambda n: timedelta(minutes=n), st.integers(1, 9_999)
)
feeds = st.lists(
    st.builds(
        Feed,
        id=st.builds(lambda host, query: FeedId(f"https://{host}.example/rss?q={query}&x=<'\">"), names, names),
        title=texts,
        publisher=texts.map(Publisher),
        languages=st.lists(st.sampled_from(["en", "uk", "ru", "ara"]).map(Lang), max_size=3, unique=True).map(tuple),
        side=st.none() | names.map(PartyId),
        interval=st.none() | lengths,
        enabled=st.booleans(),
        aggregator=st.booleans(),
    ),
    max_size=5,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("opml")


@given(found=feeds)
def test_what_was_written_is_read_back_whole(folder: Path, found: list[Feed]) -> None:
    path = written(folder, opml(found))
    assert [named(outline, FeedList()) for outline in read_opml(path)] == found


MILLION = """
import resource, sys, time
from pathlib import Path
from monitor.cli.feeds.importing import Taken, _take
from monitor.edges.opml import read_opml
from monitor.rulebook.newfeeds import FeedList
start, count, known, taken = time.monotonic(), 0, FeedList(), Taken()
for outline in read_opml(Path(sys.argv[1])):
    count += 1
    if sys.argv[2] == "decide":
        _take(outline, known, taken, ())
print(count, time.monotonic() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
LINES = 1_000_000


def lines_of(address: str) -> Iterator[str]:
    yield HEAD
    for number in range(LINES):
        yield f'<outline type="rss" text="Feed {number}" xmlUrl="{address.format(number)}"/>\n'
    yield FOOT


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "how"), [("https://feed-{}.example/rss", "read"), ("https://a.example/?utm_source=x#{}", "decide")]
)
def test_a_million_lines_are_read_within_a_minute_and_200_mb(tmp_path: Path, address: str, how: str) -> None:
    path = tmp_path / "million.opml"
    with path.open("w") as file:
        file.writelines(lines_of(address))
    found = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", MILLION, path, how], capture_output=True, check=True, text=True
    )
    count, seconds, mb = map(float, found.stdout.split())
    assert (count, seconds < 60, mb < 200) == (LINES, True, True), found.stdout
