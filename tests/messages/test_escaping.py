"""Nothing that a feed wrote becomes more than text, in any channel."""

import json
import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from notices import a_plain_notice, a_quote, an_incident_notice

from monitor.messages import render
from monitor.messages.cleaning import one_line, title, web_link
from monitor.messages.slack import escaped
from monitor.model.alert import Channel
from monitor.model.ids import Lang, PartyId, Publisher
from monitor.model.incident import Attribution
from monitor.model.match import CueWords
from monitor.model.notice import IncidentNotice, Notice
from monitor.model.rule import Stance

ANCHOR = re.compile(r"<(https?://[!-;=?-{}~]+)\|([^<>|]*)>")


def everywhere(text: str) -> IncidentNotice:
    """A notice whose every free text is the same."""
    quote = replace(a_quote(text, (), ""), publisher=Publisher(text), lang=Lang(text))
    return an_incident_notice(
        quotes=(quote, replace(quote, cue=CueWords(text=text, start=0, end=len(text)))),
        commitment_title=text,
        pledge=text,
        places=(text, text),
        attributions=(Attribution(accused=PartyId(text), speaker=text, stance=Stance.CLAIMED),),
        origins=(Publisher(text),),
        outlets=(Publisher(text), Publisher(text)),
        dedup_key=f"key/{text}",
    )


def both(text: str) -> tuple[Notice, ...]:
    return everywhere(text), a_plain_notice(subject=text, lines=(text, f"title: {text}"), dedup_key=text)


class Structure(HTMLParser):
    """The tags of a document with their attributes, and nothing of its text."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[object] = []
        self.other = 0
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, [(name, value) for name, value in attrs if name != "lang"]))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(tag)

    def handle_comment(self, _: str) -> None:
        self.other += 1

    def unknown_decl(self, _: str) -> None:
        self.other += 1


@pytest.mark.parametrize("vector", hostile.ALL)
def test_a_mail_has_the_same_tags_whatever_a_feed_wrote(vector: str) -> None:
    for hostile_notice, harmless in zip(both(vector), both("word"), strict=True):
        found = Structure(str(render(hostile_notice, Channel.EMAIL).html))
        assert found.tags == Structure(str(render(harmless, Channel.EMAIL).html)).tags
        assert found.other == 0


def slack_texts(notice: Notice) -> list[str]:
    """Every text of the blocks, and the line for notifications."""
    letter = render(notice, Channel.SLACK)
    texts = [letter.text]
    for block in json.loads(str(letter.blocks)):
        texts += [part["text"] for part in block.get("elements", [block.get("text")])]
    return texts


@pytest.mark.parametrize("vector", hostile.ALL)
def test_slack_gets_no_markup_mention_or_link_of_a_feed(vector: str) -> None:
    for hostile_notice, harmless in zip(both(vector), both("word"), strict=True):
        told, expected = ("\n".join(slack_texts(notice)) for notice in (hostile_notice, harmless))
        assert not re.search(r"[<>]", ANCHOR.sub("", told).replace("\n> ", "\n"))
        assert not re.search(r"&(?!(amp|lt|gt);)", told)
        assert not re.search(r"@\S", told.replace("@\u2060", ""))
        assert not re.search(r"[_~]", told)
        for mark in "*`":
            assert told.count(mark) == expected.count(mark)
        assert ANCHOR.findall(told) == [(link, told_name(vector)) for link, _ in ANCHOR.findall(expected)]


def told_name(vector: str) -> str:
    return (escaped(title(vector, 80)) or "unnamed source").replace("|", "¦")


@pytest.mark.parametrize("vector", hostile.ALL)
def test_a_chat_gets_no_mention_markup_or_named_link_of_a_feed(vector: str) -> None:
    for notice in both(vector):
        letter = render(notice, Channel.OTHER)
        told = f"{letter.subject}\n{letter.text}"
        own_links = "https://dnipro-wire.example/news/12?a=1&b=2"
        told = told.replace(own_links, "").replace(f"Key: {letter.dedup_key}", "")
        assert not re.search(r"@\S", told.replace("@\u2060", ""))
        assert not re.search(r"[<>`~_]", told)
        assert "](" not in told
        assert "**" not in told


@pytest.mark.parametrize("vector", hostile.ALL)
@pytest.mark.parametrize("channel", list(Channel))
def test_no_letter_holds_control_direction_or_half_characters(vector: str, channel: Channel) -> None:
    for notice in both(vector):
        letter = render(notice, channel)
        assert not [c for c in letter.subject if unsteady(c)]
        for part in (letter.text, letter.html or "", letter.blocks or ""):
            assert not [c for c in part if unsteady(c) and c not in "\n\u2060\u200b"]
            part.encode()


def unsteady(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or (
        unicodedata.category(character) == "Cf" and character not in "\u200c\u200d\u2060"
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://x/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//elsewhere.example/",
        "https:elsewhere.example",
        "https://",
        "https://kremlin.example@elsewhere.example/",
        "https://elsewhere.example\\@kremlin.example/",
        "https://a.example/ b",
        "https://a.example/\nX: y",
        "https://[::1",
        "https://a.example:port/",
        "https://a.example:99999/",
        "https://" + "a" * 70 + ".example/",
        "https://a.example/" + "a" * 3000,
        "mailto:a@b.example",
        "ftp://a.example/",
        "",
        None,
    ],
)
def test_only_plain_web_addresses_become_links(address: str | None) -> None:
    assert web_link(address) is None
    quote = replace(a_quote(), url=address)
    assert "<a " not in str(render(an_incident_notice(quotes=(quote,)), Channel.EMAIL).html)


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://a.example/b?c=d&e=f#g", "https://a.example/b?c=d&e=f#g"),
        ("https://a.example/<b>|c\"d'e`f", "https://a.example/%3Cb%3E%7Cc%22d%27e%60f"),
        ("https://a.example/@here", "https://a.example/%40here"),
        ("https://новини.example/стаття", "https://xn--b1amarcd.example/%D1%81%D1%82%D0%B0%D1%82%D1%82%D1%8F"),
        ("http://[2001:db8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("https://a.example/%20x", "https://a.example/%20x"),
    ],
)
def test_links_are_percent_encoded_and_lead_where_they_led(address: str, link: str) -> None:
    assert web_link(address) == link


def test_a_mark_inside_a_word_still_shows_in_slack() -> None:
    quote = replace(a_quote("antidronestrike", ("drone",), ""))
    said = slack_texts(an_incident_notice(quotes=(quote,)))[3]
    assert said == "> anti\u200b*drone*\u200bstrike"


def test_blanks_stand_outside_of_slack_marks() -> None:
    said = slack_texts(an_incident_notice(quotes=(a_quote("a drones  hit b", (" drones  hit ",), ""),)))[3]
    assert said == "> a *drones hit* b"


@given(st.text(max_size=300))
def test_every_text_stays_within_slacks_limits(text: str) -> None:
    long = text * 40
    for notice in both(long):
        blocks = json.loads(str(render(notice, Channel.SLACK).blocks))
        assert len(blocks) <= 50
        for block in blocks:
            for part in block.get("elements", [block.get("text")]):
                limit = 150 if block["type"] == "header" else 3000
                assert 0 < len(part["text"].encode("utf-16-le")) // 2 <= limit


@given(st.text())
def test_one_line_is_one_line_and_cleaning_it_again_changes_nothing(text: str) -> None:
    cleaned = one_line(text)
    assert len(cleaned.splitlines()) <= 1
    assert one_line(cleaned) == cleaned


@given(st.text(), st.integers(1, 50))
def test_a_title_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(title(text, limit)) <= limit
