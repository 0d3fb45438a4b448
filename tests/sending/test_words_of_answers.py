"""Waiting times, secrets in addresses, and what is taken out of a text."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.edges.sending.answers import retry_after
from monitor.edges.sending.secrecy import MissingSecret, destination


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, None),
        ({"Retry-After": "30"}, timedelta(seconds=30)),
        ({"Retry-After": "0"}, timedelta()),
        ({"Retry-After": " 5 "}, timedelta(seconds=5)),
        ({"Retry-After": "9" * 400}, timedelta(days=1)),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "1.5"}, None),
        ({"Retry-After": "²"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "Wed, 02 Apr 2025 11:05:30 GMT"}, None),
        (
            {"Retry-After": "Wed, 02 Apr 2025 11:05:30 GMT", "Date": "Wed, 02 Apr 2025 11:05:00 GMT"},
            timedelta(seconds=30),
        ),
        ({"Retry-After": "Wed, 02 Apr 2025 11:05:00 GMT", "Date": "Wed, 02 Apr 2025 11:06:00 GMT"}, timedelta()),
        ({"Retry-After": "Wed, 02 Apr 2025 11:05:00 -0000", "Date": "Wed, 02 Apr 2025 11:06:00 GMT"}, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_against_the_answers_own(
    headers: dict[str, str], wait: timedelta | None
) -> None:
    assert retry_after(headers) == wait


def test_secrets_are_filled_in_as_their_provider_gave_them() -> None:
    secrets = {"USER": "me@x", "PASS": "a/b@c:d", "HOOK": "T1/B2/C3"}
    filled = destination("mailtos://${USER}:${PASS}@mail.example/?to=${USER}", secrets.get).address
    assert filled == "mailtos://me%40x:a%2Fb%40c%3Ad@mail.example/?to=me%40x"
    assert destination("slack://${HOOK}", secrets.get).address == "slack://T1/B2/C3"


@pytest.mark.parametrize("value", [None, ""])
def test_a_secret_that_is_not_set_or_empty_is_missing(value: str | None) -> None:
    with pytest.raises(MissingSecret, match="TOKEN"):
        destination("slack://${TOKEN}", lambda _: value)


def test_a_dollar_that_names_nothing_stays() -> None:
    assert destination("json://host/$a/${/{b}", {}.get).address == "json://host/$a/${/{b}"


def test_a_destination_does_not_show_itself() -> None:
    assert "hidden" not in repr(destination("slack://${T}/#c", {"T": "hidden"}.get))


def test_mail_addresses_are_taken_out_whoever_wrote_them() -> None:
    masked = destination("json://host", {}.get).mask("no such user <anna.k@news.example>, sorry")
    assert masked == "no such user <***@***>, sorry"


@given(st.text(st.characters(codec="utf-8"), min_size=4, max_size=40), st.text(max_size=30), st.text(max_size=30))
def test_a_secret_is_taken_out_wherever_it_stands(secret: str, before: str, after: str) -> None:
    target = destination("mailto://u:${S}@host.example/?to=${S}", {"S": secret}.get)
    masked = target.mask(f"{before}{secret}{after}")
    if "*" not in secret and len(set(secret)) > 1 and secret.strip() == secret:
        assert secret not in masked.replace(before, "", 1)
