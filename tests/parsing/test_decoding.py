"""Which encoding a body is read in."""

import encodings.aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.edges.parsing.decoding import CODECS, decode

FEED = "<rss><channel><title>Станцію пошкоджено — ніч</title></channel></rss>"
REFUSED = """
    utf-7 utf_7 idna punycode zlib_codec zlib bz2 bz2_codec base64 base64_codec hex hex_codec quopri quoted-printable
    uu uu_codec rot13 rot_13 raw_unicode_escape unicode_escape undefined mbcs oem unicode-internal string_escape cp037
    cp500 cp1026 cp1140 ebcdic-cp-us hz hz-gb-2312 iso2022_kr iso-2022-cn utf-32 scsu bocu-1 cesu-8 x-user-defined
    ../../etc/passwd os none utf-8\x00 replacement
"""


def declared(encoding: str, text: str = FEED) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>{text}'


@pytest.mark.parametrize("encoding", REFUSED.split())
def test_an_encoding_that_is_not_listed_is_never_used(encoding: str) -> None:
    text, faults = decode(declared(encoding, "<rss>+ADw-script+AD4- cafe</rss>").encode(), "")
    assert "+ADw-script+AD4- cafe" in text
    assert faults == ("encoding-refused",)
    text, faults = decode(FEED.encode(), f"text/xml; charset={encoding}")
    assert text == FEED
    assert set(faults) <= {"encoding-refused"}


def test_every_listed_encoding_reads_what_it_wrote() -> None:
    for codec, labels in CODECS.items():
        sample = "<rss>" + bytes(range(0xE0, 0xEF, 2)).decode("cp1251" if "cp125" in codec else "latin-1", "ignore")
        sample = sample.encode(codec, "ignore").decode(codec)
        for label in labels if not codec.startswith(("utf-16", "utf-32")) else ():
            assert decode(sample.encode(codec), f"text/xml; charset={label}") == (sample, ()), (codec, label)


@pytest.mark.parametrize("encoding", sorted(set(encodings.aliases.aliases.values())))
def test_no_encoding_that_python_knows_makes_decoding_raise(encoding: str) -> None:
    decode(declared(encoding).encode("utf-8"), f'application/rss+xml; charset="{encoding}"')
    decode(declared(encoding).encode("cp1251", "replace"), "")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("claim", ["utf-8", "windows-1251", "utf-16"])
def test_a_mark_or_the_first_bytes_overrule_what_is_declared(codec: str, claim: str) -> None:
    body = declared(claim).encode(codec)
    assert decode(body, "text/xml; charset=koi8-r") == (declared(claim), ())


@pytest.mark.parametrize(
    ("body", "content_type", "fault"),
    [
        (declared("windows-1252").encode(), "", "encoding-wrong"),
        (FEED.encode(), "text/xml; charset=iso-8859-1", "encoding-wrong"),
        (declared("utf-16").encode(), "", "encoding-wrong"),
    ],
)
def test_bytes_that_are_utf_8_are_read_as_such_whatever_is_declared(body: bytes, content_type: str, fault: str) -> None:
    text, faults = decode(body, content_type)
    assert "Станцію пошкоджено — ніч" in text
    assert faults == (fault,)


def test_the_header_stands_before_the_declaration() -> None:
    body = declared("koi8-r").encode("cp1251", "ignore")
    assert "Станц" in decode(body, "text/xml; charset=windows-1251")[0]


def test_a_few_broken_bytes_in_utf_8_do_not_make_the_rest_unreadable() -> None:
    body = FEED.encode().replace("ніч".encode(), b"\xd0")
    text, faults = decode(body, "")
    assert "Станцію пошкоджено" in text
    assert faults == ("encoding-broken",)


def test_what_is_no_utf_8_and_declares_nothing_is_read_as_windows_1252() -> None:
    assert decode("<rss>naïve café</rss>".encode("cp1252"), "") == ("<rss>naïve café</rss>", ("encoding-guessed",))


@given(body=st.binary(max_size=300), content_type=st.text(max_size=40))
def test_no_bytes_make_decoding_raise(body: bytes, content_type: str) -> None:
    text, _ = decode(body, content_type)
    assert isinstance(text, str)
