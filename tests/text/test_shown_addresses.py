"""Addresses as they may be shown, what feeds are known by, and which addresses keep a secret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.addresses import feed_key, keeps_a_secret, shown


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://dawn.example/rss", "https://dawn.example/rss"),
        ("https://dawn.example:8443/rss/", "https://dawn.example:8443/rss/"),
        ("https://user:pa@ss@dawn.example/rss", "https://dawn.example/rss"),
        ("https://user@dawn.example/rss", "https://dawn.example/rss"),
        ("https://user:pa/s?s#s@dawn.example/rss", "https://…"),
        ("https://us/er:pass@dawn.example/rss", "https://…"),
        ("https://user:pa\\ss@dawn.example/rss", "https://dawn.example/rss"),
        ("https://dawn.example/@desk/rss", "https://dawn.example/@desk/rss"),
        ("https://[2001:db8::1]:80/@desk", "https://[2001:db8::1]:80/@desk"),
        ("https://[2001:db8::1]/@desk", "https://[2001:db8::1]/@desk"),
        ("https://dawn.example/rss?key=abc&lang=en", "https://dawn.example/rss?key=…&lang=…"),
        ("https://dawn.example/rss?abc123", "https://dawn.example/rss?…"),
        ("https://dawn.example/rss?a=1;b=2", "https://dawn.example/rss?a=…&b=…"),
        ("https://dawn.example/rss?abc=", "https://dawn.example/rss?…"),
        ("https://dawn.example/rss;sid=abc/world", "https://dawn.example/rss;sid=…/world"),
        ("https://dawn.example/rss#abc", "https://dawn.example/rss"),
        ("user:secret@dawn.example/rss", "dawn.example/rss"),
        ("//user:secret@dawn.example/rss", "dawn.example/rss"),
        ("https://dawn.example/\x1b[31m\u202ered", "https://dawn.example/[31mred"),
        ("", ""),
    ],
)
def test_credentials_and_values_are_not_shown(address: str, expected: str) -> None:
    assert shown(address) == expected


def test_what_is_very_long_is_cut() -> None:
    assert len(shown("https://dawn.example/" + "a" * 5_000)) == 300


secrets = st.text("@:/?#[]\\;&=%a1", max_size=8) | st.text(st.characters(min_codepoint=33, max_codepoint=126))


@given(secrets, secrets)
def test_no_password_is_ever_shown(user: str, password: str) -> None:
    address = f"https://u{user}:p!{password}Q7Q@dawn.example/rss"
    assert "Q7Q" not in shown(address)


@given(secrets.filter(lambda value: not set("&;#") & set(value)))
def test_no_value_is_ever_shown(value: str) -> None:
    assert shown(f"https://dawn.example/rss?key={value}Q7") in ("https://dawn.example/rss?key=…", "https://…")


@given(st.text())
def test_any_text_can_be_shown(text: str) -> None:
    assert "\n" not in shown(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.dawn.example/rss/", "https://dawn.example/rss"),
        ("https://me:secret@dawn.example/rss", "https://dawn.example/rss"),
        ("HTTPS://Dawn.Example:443/rss?b=2&a=1#top", "https://dawn.example/rss?a=1&b=2"),
        ("https://dawn.example", "https://www.dawn.example/"),
    ],
)
def test_two_addresses_of_one_feed_are_known_by_the_same_key(one: str, other: str) -> None:
    assert feed_key(one) == feed_key(other) is not None


def test_parameters_tell_feeds_apart_also_those_that_track_readers_of_articles() -> None:
    assert feed_key("https://dawn.example/?feedtype=world") != feed_key("https://dawn.example/?feedtype=sport")


def test_what_is_no_web_address_has_no_key() -> None:
    assert feed_key("ftp://dawn.example/rss") is None


@pytest.mark.parametrize(
    ("address", "secret"),
    [
        ("https://dawn.example/rss?format=xml&lang=en", False),
        ("https://dawn.example/@desk/rss", False),
        ("https://dawn.example/?feed=rss2", False),
        ("https://user:pw@dawn.example/rss", True),
        ("https://user@dawn.example/rss", True),
        ("https://dawn.example/rss?token=a", True),
        ("https://dawn.example/rss?api_key=a", True),
        ("https://dawn.example/rss?u=0f8e2c1b9d7a6543", True),
        ("https://dawn.example/rss?0f8e2c1b9d7a6543", True),
    ],
)
def test_secrets_are_guessed_by_names_and_shapes(address: str, secret: bool) -> None:
    assert keeps_a_secret(address) is secret
