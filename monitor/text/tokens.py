"""Tokens: words, numbers and marks, with their places in the text."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?:[^\W\d_]\.){2,}                          # U.S.
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?![^\W_])  # 45,000 and 18th
    | (?<=\w)(?:['’]s|n['’]t)(?!\w)                # the ends of Ukraine's and of didn't are tokens of their own
    | [^\W_]+(?=n['’]t(?!\w))
    | [^\W_]+(?:['’ʼ](?!s(?!\w))[^\W_]+)*         # об'єкт is one word
    | (?P<joint>(?<=\w)[-‐‑–](?=\w))              # the hyphen of high-voltage stands for nothing
    | \S
    """,
    re.VERBOSE,
)
MOST_DIGITS = 9
"""Longer numbers count nothing that news tells of."""
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a single mark: `text[start:end]` of the text that was cut, in code points."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number and not a mark."""
        return self.text[0].isalnum()

    @property
    def number(self) -> int | None:
        """The whole number that it writes, as in 18, 18th or 45,000; else None."""
        digits = self.text.rstrip("stndrh").replace(",", "")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS else None

    @property
    def is_year(self) -> bool:
        """Whether it can be read as a year of the last or the present century."""
        return _YEAR.match(self.text) is not None


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text in order. A hyphen inside a word cuts it in two and is no token itself.

    No two tokens overlap, and what lies between them is white space or such hyphens. Possessives and contractions are
    cut as in the Penn Treebank: Ukraine 's, did n't.
    """
    return tuple(
        Token(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(text) if found.lastgroup is None
    )
