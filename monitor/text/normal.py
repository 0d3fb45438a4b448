"""The normal form of text: what is compared, stored and judged."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls that are not white space
    "\u00ad\u061c\u070f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    "\ud800-\udfff"  # halves of surrogate pairs, which no encoding can write
    "]"
)
"""Characters without a shape: controls, and format characters (general categories Cc and Cf, Unicode 15).

They hide words from a matcher, turn text around (CVE-2021-42574) or break a terminal. The Arabic number signs of
category Cf have a shape and stay. The joiners of Persian and of emoji go too: a phrase of a rule loses them alike.
"""


def plain(text: str) -> str:
    """Return text on one line: NFC, nothing invisible, each run of white space one space, none at the ends.

    `plain(plain(text)) == plain(text)`.
    """
    # A removed character can bring a letter and its accent together, so composing comes after.
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def paragraphs(text: str) -> str:
    """Return each line of a text in its plain form, joined by one line feed; empty lines are dropped."""
    lines = (plain(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def cut(text: str, limit: int) -> str:
    """Return at most `limit` code points; a text that was longer ends in an ellipsis, so that the cut is seen."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
