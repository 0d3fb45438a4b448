"""Stems: words of any European language cut so that they meet across inflections and scripts."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import combining, normalize

from monitor.text.tokens import MOST_DIGITS, Token, tokens

LENGTH = 5
"""How many letters of a word are compared: "Kavkazskaya", "Кавказской" and "Kavkaskaja" are all kavka."""
LAST_DAY = 31
SHORTEST = 4
"""Shorter words are articles, prepositions and the like in every language that uses spaces."""

_CYRILLIC = dict(zip("абвгґдеєзийіїклмнопрстуфхцыэёўј", "abvggdeeziiiiklmnoprstufhcieeui", strict=True))
_CYRILLIC |= {"ь": "", "ъ": "", "ж": "zh", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia"}
"""One Latin spelling per letter, chosen to meet what newsrooms write, not to be undone."""
_SAME = {
    "kh": "h",
    "yi": "i",
    "iy": "i",
    "ya": "ia",
    "yu": "iu",
    "ye": "e",
    "y": "i",
    "j": "i",
    "w": "v",
    "tz": "c",
    "ts": "c",
    "sch": "sh",
    "dsh": "dzh",
    "ß": "ss",
    "ł": "l",
    "ø": "o",
    "đ": "d",
}
"""Spellings of one sound: Kharkiv and Charkiw, Yuzhny and Juschny."""
_THOUSAND = ("thousand", "tisiach", "tis", "tausend", "mil", "mii", "hiliad")
"""How the word for a thousand begins."""
_GROUP = re.compile(r"[0-9]{3}")


@lru_cache(maxsize=50_000)
def romanised(word: str) -> str:
    """Return a word in plain Latin letters, case-folded, where it is in Cyrillic or Latin; others as they are."""
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in word.casefold())
    plain = "".join(letter for letter in normalize("NFKD", latin) if not combining(letter))
    for written, heard in _SAME.items():
        plain = plain.replace(written, heard)
    return plain


def stem(word: str) -> str:
    """Return what of a word is compared."""
    return romanised(word)[:LENGTH]


def stems(text: str) -> Iterator[str]:
    """Yield the stem of every longer word of a text, in order; numbers are left out."""
    for token in tokens(text):
        if token.is_word and not token.text[0].isdigit() and len(token.text) >= SHORTEST:
            yield stem(token.text)


def numbers(text: str) -> Iterator[str]:
    """Yield the numbers of a text that may tell one event from another: no years, and none that a date may hold.

    45,000 and 45 000 and 45 thousand are one number.
    """
    told = tokens(text)
    following = (*told[1:], None)
    for token, after in zip(told, following, strict=True):
        digits = _digits(token)
        if digits and after is not None and _GROUP.fullmatch(after.text) and after.start == token.end + 1:
            yield digits + after.text
        elif digits and after is not None and romanised(after.text).startswith(_THOUSAND):
            yield digits + "000"
        elif digits and int(digits) > LAST_DAY and not token.is_year:
            yield digits


def _digits(token: Token) -> str:
    digits = "".join(character for character in token.text.rstrip("stndrh") if character not in ",.:")
    return digits if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS else ""
