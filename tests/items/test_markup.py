"""Text out of markup, in normal form."""

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.text.fingerprints import fingerprint
from monitor.text.markup import text_of
from monitor.text.normal import cut, paragraphs, plain

VISIBLE_SIGNS = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Format characters that have a shape (Unicode property Prepended_Concatenation_Mark)."""


@given(text=st.text())
@example("e\u200d\u0301")
@example("\u1100\u200b\u1161")
@example("\ud800a")
def test_the_plain_form_is_a_normal_form(text: str) -> None:
    form = plain(text)
    assert plain(form) == form
    assert unicodedata.is_normalized("NFC", form)
    assert form == " ".join(form.split())
    hidden = {char for char in form if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert hidden <= VISIBLE_SIGNS


@given(text=st.text())
def test_paragraphs_are_plain_lines_without_gaps(text: str) -> None:
    form = paragraphs(text)
    assert paragraphs(form) == form
    assert all(line and plain(line) == line for line in form.split("\n")) or form == ""


@given(text=st.text(st.characters(exclude_characters="<&", exclude_categories=["Cs"])))
def test_text_without_markup_comes_back_in_normal_form(text: str) -> None:
    assert text_of(text) == plain(text).replace("]]>", "") or "]]>" in text


@given(words=st.lists(st.text(st.characters(categories=["L"]), min_size=1), min_size=1))
def test_markup_around_words_changes_nothing_and_blocks_are_lines(words: list[str]) -> None:
    expected = "\n".join(plain(word) for word in words)
    assert text_of("".join(f"<p class='a>b'><b>{word}</b><!-- {word} --></p>" for word in words)) == expected
    assert text_of("<br/>".join(words)) == expected
    assert text_of(text_of(expected)) == " ".join(expected.split())


@given(markup=st.text("<>/!-=&;#\"'ab x\n[]amplt", max_size=200))
def test_no_markup_raises_and_no_tag_is_left(markup: str) -> None:
    text = text_of(markup)
    assert "<!--" not in text
    assert "<b>" not in text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Strikes &amp; talks", "Strikes & talks"),
        ("Strikes &amp;amp; talks", "Strikes & talks"),
        ("Kyiv&amp;#8217;s grid", "Kyiv’s grid"),
        ("&lt;p&gt;Grid &lt;b&gt;hit&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Again&lt;/p&gt;", "Grid hit\nAgain"),
        ("5 < 6 and 7 > 6 &lt; 8", "5 < 6 and 7 > 6 < 8"),
        ("<p>One<p>Two<br>Three<ul><li>Four</ul>", "One\nTwo\nThree\nFour"),
        ("a<script>alert('</p>')</script>b<style>p{}</style>c", "a b c"),
        ("a<SCRIPT>x</ScRiPt >b", "a b"),
        ("a<svg/>b<iframe src='x'/>c", "abc"),
        ("a<script>never closed", "a"),
        ("a<!-- <b>hidden</b> -->b<!-- open", "ab"),
        ("<img alt='a > b' src=\"c\">d", "d"),
        ("<a title=it's>e</a>'s", "e's"),
        ("cut off <a href='https://a.example", "cut off"),
        ("&lt;![CDATA[Grid hit]]&gt;", "Grid hit"),
        ("Grid\n\t hit\r\nagain", "Grid hit again"),
        ("G\u00adri\u200bd \u202ehit\x00\x1b[31m", "Grid hit[31m"),
        ("cafe\u0301&nbsp;x", "café x"),
        ("&#0;&#xD800;&#x110000;", "\ufffd\ufffd\ufffd"),
        ("AT&T &unheard; &copy2025", "AT&T &unheard; ©2025"),
        ("", ""),
    ],
)
def test_markup_becomes_this_text(markup: str, text: str) -> None:
    assert text_of(markup) == text


HOSTILE = (
    "<!--|<a |<a \"|<a ='|<![CDATA[|<script>|</|<|&amp;|&#|<div>|<p = |&am&amp;p;|<svg><b>|<a b=\"<a b='|&lt;|x]]>"
)


@pytest.mark.parametrize("unit", [*HOSTILE.split("|"), "\u0301", "&ThickSpace;"])
def test_hostile_markup_takes_time_that_grows_with_its_length_alone(unit: str) -> None:
    began = time.perf_counter()
    text_of(unit * (400_000 // len(unit)))
    assert time.perf_counter() - began < 1.5


def test_a_text_that_is_cut_says_so() -> None:
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcd  efg", 6) == "abcd…"


@given(one=st.lists(st.text()), other=st.lists(st.text()))
@example(["ab", ""], ["a", "b"])
def test_fingerprints_are_equal_exactly_for_equal_texts(one: list[str], other: list[str]) -> None:
    assert (fingerprint(*one) == fingerprint(*other)) == (one == other)
    assert len(fingerprint(*one)) == 32
