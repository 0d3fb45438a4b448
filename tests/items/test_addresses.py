"""Canonical addresses and the keys made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.addresses import address_key, canonical


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTPS://Dawn.Example:443/a/../b?b=2&a=1#top", "https://dawn.example/b?a=1&b=2"),
        ("https://dawn.example/a?utm_source=rss&utm_medium=feed&id=7&fbclid=x", "https://dawn.example/a?id=7"),
        ("https://dawn.example/a?at_medium=RSS&at_campaign=KARANGA", "https://dawn.example/a"),
        ("https://dawn.example/a?CMP=fb&traffic_source=rss&ref=rss&ref=top", "https://dawn.example/a?ref=top"),
        (
            "https://dawn.example/a?page=2&attitude=x&clid=3&idea=4",
            "https://dawn.example/a?attitude=x&clid=3&idea=4&page=2",
        ),
        ("https://user:secret@dawn.example/a", "https://dawn.example/a"),
        ("https://dawn.example./a", "https://dawn.example/a"),
        ("https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4"),
        ("https://dawn.example:8443/a", "https://dawn.example:8443/a"),
        ("  https://dawn.example/a \n", "https://dawn.example/a"),
        ("http://[2001:db8::0:1]/a", "http://[2001:db8::1]/a"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("ftp://dawn.example/a", None),
        ("mailto:desk@dawn.example", None),
        ("/a", None),
        ("//dawn.example/a", None),
        ("https://", None),
        ("https:///a", None),
        ("https://da wn.example/", None),
        ("https://<script>/", None),
        ("https://[::1", None),
        ("https://dawn.example:99999/", None),
        ("https://dawn.example/" + "a" * 3_000, None),
        ("", None),
    ],
)
def test_an_address_has_one_form_or_none(address: str, expected: str | None) -> None:
    assert canonical(address) == expected


def test_a_relative_address_is_resolved() -> None:
    assert canonical("../b?x=1", "https://dawn.example/feeds/a/rss") == "https://dawn.example/feeds/b?x=1"


@given(address=st.one_of(st.text(), st.text("aé:/?#&=%.@[]\\ 1x").map("https://dawn.example".__add__)))
def test_the_form_is_final_and_nothing_raises(address: str) -> None:
    form = canonical(address)
    if form is not None:
        assert canonical(form) == form
        assert form.startswith(("http://", "https://"))
        assert form.isascii()
        assert form.isprintable()
        assert not set(form) & set(" <>\"'\\"[:4])


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.dawn.example/a/", "dawn.example/a"),
        ("http://dawn.example/a", "dawn.example/a"),
        ("https://dawn.example/a?id=7", "dawn.example/a?id=7"),
        ("https://dawn.example/?p=7", "dawn.example?p=7"),
        ("https://dawn.example/", ""),
        (None, ""),
    ],
)
def test_the_key_has_no_scheme_and_a_front_page_has_no_key(address: str | None, key: str) -> None:
    assert address_key(address) == key
